"""The map and the table of places that are free of poppy, not shown to be, or not surveyed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markaz.actions.crops.status import official, unit
from markaz.console.crops.map import HEIGHT, WIDTH, place_name
from markaz.console.maps.view import View, whole
from markaz.crops.status import State, Status, Unit
from markaz.data.boundaries import provinces_geojson
from markaz.data.places import DISTRICTS
from markaz.store.models import SurveyRow

_EDGE = 24


@dataclass(frozen=True, slots=True)
class Area:
    """A province of the map, coloured by what the rule says of it."""

    path: str
    state: str
    says: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A district that was surveyed."""

    x: float
    y: float
    state: str
    says: str


@dataclass(frozen=True, slots=True)
class StatusMap:
    """A whole map."""

    width: int
    height: int
    areas: tuple[Area, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A place with its answer, what it was in the seasons before, and the official figure."""

    name: str
    unit: Unit
    told: Status
    earlier: tuple[tuple[int, Status | None], ...]
    official: SurveyRow | None


def status_map(told: Sequence[Status], *, country: str) -> StatusMap:
    """Provinces as areas and surveyed districts as dots."""
    view = whole(country, width=WIDTH, height=HEIGHT, edge=_EDGE)
    by_place = {one.place: one for one in told}
    dots = tuple(
        Dot(*_spot(one.place, view), one.state.value, place_name(one.place))
        for one in told
        if one.state is not State.NOT_SURVEYED and one.place in DISTRICTS and _placed(one.place)
    )
    areas = (
        Area(path, _state(by_place.get(code)), place_name(code))
        for code, path in _areas(view, country)
    )
    return StatusMap(WIDTH, HEIGHT, tuple(areas), dots)


def table(told: Sequence[Status], *, history: Mapping[str, Mapping[int, Status]]) -> list[Row]:
    """The country, every province, then the surveyed districts, each with its history."""
    said = official()
    rows = []
    for one in told:
        before = {year: each for year, each in history.get(one.place, {}).items() if each.surveyed}
        if unit(one.place) is Unit.DISTRICT and not before:
            continue
        earlier = tuple((year, each) for year, each in sorted(before.items()) if year < one.year)
        rows.append(
            Row(
                place_name(one.place),
                unit(one.place),
                one,
                earlier,
                said.get((one.place, one.year)),
            )
        )
    return sorted(rows, key=lambda row: (list(Unit).index(row.unit), row.name))


def _state(one: Status | None) -> str:
    return one.state.value if one else State.NOT_SURVEYED.value


def _placed(code: str) -> bool:
    return DISTRICTS[code].latitude is not None and DISTRICTS[code].longitude is not None


def _spot(code: str, view: View) -> tuple[float, float]:
    one = DISTRICTS[code]
    return view.at(one.latitude or 0.0, one.longitude or 0.0)


def _areas(view: View, country: str) -> list[tuple[str, str]]:
    found = []
    for feature in provinces_geojson(country)["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = [ring for part in parts for ring in part]
        path = "".join(
            "M" + "L".join("{:g},{:g}".format(*view.at(y, x)) for x, y, *_ in ring) + "Z"
            for ring in rings
        )
        found.append((str(feature["properties"]["code"]), path))
    return found
