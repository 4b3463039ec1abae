"""Maps of fields, drawn on the server: a circle for each district, or every outline of a place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, log10, radians, sqrt
from typing import Any

import shapely
from django.conf import settings

from markaz.actions.crops.imagery.shown import Sight
from markaz.actions.crops.looking import Seen
from markaz.briefing.printing import numbers
from markaz.console import wording
from markaz.console.crops import words
from markaz.console.maps.labels import LETTER, Room
from markaz.console.maps.view import M_PER_DEGREE, View, outlines, whole
from markaz.console.operations import words as distances
from markaz.store.crops.fields import outline_of
from markaz.store.models import FieldOverlap, FieldRow

WIDTH, HEIGHT = 760, 520
_ROOM, _EDGE, _BAR = 1.12, 24, 140
_NARROWEST_M = 200.0
_SMALLEST, _LARGEST = 7.0, 34.0
# The square inside a circle is this much of it; names are tried this far up and down.
_INSIDE, _STEPS = 0.75, (0, -14, 14, -28, 28, -42, 42)


@dataclass(frozen=True, slots=True)
class Spot:
    """The fields of one district as a circle, larger where more was claimed."""

    x: float
    y: float
    radius: float
    district: str
    name: str
    says: str
    label: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """One field as a path of the drawing."""

    path: str
    state: str
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class Under:
    """A picture from above that lies under the fields."""

    scene: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class FieldMap:
    """A whole map; either spots or shapes."""

    width: int
    height: int
    land: tuple[str, ...]
    spots: tuple[Spot, ...] = ()
    shapes: tuple[Shape, ...] = ()
    doubles: tuple[str, ...] = ()
    under: Under | None = None
    bar: int = 0
    bar_says: str = ""

    @property
    def states(self) -> tuple[str, ...]:
        """What the colours of the map stand for."""
        return tuple(words.STATES)


def districts_map(seen: Sequence[Seen]) -> FieldMap:
    """The country with a circle for each district that has fields."""
    view = whole(settings.MARKAZ_COUNTRY, width=WIDTH, height=HEIGHT, edge=_EDGE)
    parts: dict[str, list[Seen]] = {}
    for one in seen:
        parts.setdefault(one.row.district or one.row.province, []).append(one)
    sums = {code: float(sum(one.row.claimed_ha for one in rows)) for code, rows in parts.items()}
    most = max(sums.values(), default=1.0)
    spots = (
        _spot(code, rows, view, _LARGEST * sqrt(sums[code] / most)) for code, rows in parts.items()
    )
    return FieldMap(
        WIDTH,
        HEIGHT,
        outlines(view, settings.MARKAZ_COUNTRY),
        spots=_labelled(sorted(spots, key=lambda spot: -spot.radius)),
    )


def _spot(code: str, rows: Sequence[Seen], view: View, radius: float) -> Spot:
    north = sum(one.row.north + one.row.south for one in rows) / 2 / len(rows)
    east = sum(one.row.east + one.row.west for one in rows) / 2 / len(rows)
    x, y = view.at(north, east)
    name = place_name(code)
    area = wording.acres(sum((one.row.claimed_ha for one in rows), rows[0].row.claimed_ha * 0))
    return Spot(x, y, round(max(radius, _SMALLEST), 1), code, name, f"{name}: {area}")


def _labelled(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """Names beside their circles, right or left, up or down, where they lie on no other."""
    room = Room(WIDTH, HEIGHT)
    for spot in spots:
        half = spot.radius * _INSIDE
        room.take((spot.x - half, spot.y - half, spot.x + half, spot.y + half))
    found = []
    for spot in spots:
        wide = len(spot.name) * LETTER
        right, left = spot.x + spot.radius + 5, spot.x - spot.radius - 5 - wide
        tries = [(at, spot.y + step) for step in _STEPS for at in (right, left)]
        place = next(
            (one for one in tries if room.fits(spot.name, left=one[0], middle=one[1])), None
        )
        found.append(replace(spot, label=place))
    return tuple(found)


def place_name(code: str) -> str:
    """What a district, a province or a country is called; a dash where none is known."""
    if not code:
        return numbers.DASH
    which = ("country", "province", "district")[min(code.count("-"), 2)]
    return wording.term(code, which)


def fields_map(
    seen: Sequence[Seen],
    overlaps: Iterable[FieldOverlap] = (),
    *,
    sight: Sight | None = None,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> FieldMap:
    """Every outline of a place, what lies over one another, and a picture beneath."""
    view = _around([one.row for one in seen], width, height)
    metres = _round_down(_BAR / view.per_metre)
    return FieldMap(
        width,
        height,
        outlines(view, settings.MARKAZ_COUNTRY) if width / view.per_metre > 60_000 else (),  # noqa: PLR2004 (a border can be told)
        shapes=tuple(
            Shape(path(outline_of(one.row), view), one.state, one.row.name, _says(one))
            for one in seen
        ),
        doubles=tuple(filter(None, (_double(one, view) for one in overlaps))),
        under=_under(sight, view) if sight else None,
        bar=round(metres * view.per_metre),
        bar_says=distances.distance(metres),
    )


def over_picture(
    one: Seen, overlaps: Iterable[FieldOverlap], *, bounds: Sequence[float], side: int = 640
) -> FieldMap:
    """One field's outline, to be laid exactly over a picture of these bounds."""
    west, south, east, north = bounds
    most = max(east - west, north - south)
    width, height = (max(1, round(side * part / most)) for part in (east - west, north - south))
    flat = _Flat(west, north, width / (east - west), height / (north - south))
    shape = Shape(path(outline_of(one.row), flat), one.state, one.row.name, _says(one))
    doubles = tuple(filter(None, (_double(each, flat) for each in overlaps)))
    return FieldMap(width, height, (), shapes=(shape,), doubles=doubles)


@dataclass(frozen=True, slots=True)
class _Flat:
    """Degrees as pixels of a picture, each way by its own measure."""

    west: float
    north: float
    across: float
    down: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place lies on the picture."""
        x = (longitude - self.west) * self.across
        return round(x, 1), round((self.north - latitude) * self.down, 1)


def path(outline: Any, view: "View | _Flat") -> str:
    """An outline as a path of the drawing, holes and all."""
    rings = [ring for part in shapely.get_parts(outline) for ring in shapely.get_rings(part)]
    return "".join(_ring(shapely.get_coordinates(ring), view) for ring in rings)


def _ring(places: Any, view: "View | _Flat") -> str:
    at = [view.at(north, east) for east, north in places]
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in at) + "Z"


def _says(one: Seen) -> str:
    return f"{one.row.label} · {one.row.agency} · {wording.acres(one.row.claimed_ha)}"


def _double(one: FieldOverlap, view: "View | _Flat") -> str:
    shared = shapely.intersection(outline_of(one.left), outline_of(one.right))
    areas = [part for part in shapely.get_parts(shared) if part.geom_type == "Polygon"]
    return path(shapely.MultiPolygon(areas), view) if areas else ""


def _around(rows: Sequence[FieldRow], width: int, height: int) -> View:
    north, south = max(row.north for row in rows), min(row.south for row in rows)
    east, west = max(row.east for row in rows), min(row.west for row in rows)
    middle = (north + south) / 2
    high = (north - south) * M_PER_DEGREE * _ROOM
    wide = (east - west) * M_PER_DEGREE * cos(radians(middle)) * _ROOM
    fits = max(high / height, wide / width, _NARROWEST_M / width)
    return View(middle, (east + west) / 2, 1 / fits, width, height)


def _under(sight: Sight, view: View) -> Under:
    west, south, east, north = sight.bounds
    left, top = view.at(north, west)
    right, low = view.at(south, east)
    return Under(sight.scene.name, left, top, round(right - left, 1), round(low - top, 1))


def _round_down(metres: float) -> float:
    power = 10.0 ** int(log10(metres))
    return power * max(step for step in (1, 2, 5) if step * power <= metres)
