"""A map of one or two operations, drawn on the server: outlines, districts, shapes and radii."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import cos, floor, log10, radians

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from markaz.briefing.printing import maps, numbers
from markaz.console import wording
from markaz.console.operations import words
from markaz.console.wording import language
from markaz.data.boundaries import provinces_geojson
from markaz.data.places import DISTRICTS
from markaz.deconfliction.earth import GEOD
from markaz.records.operations.shape import Point, Polygon, Position, Shape, unrolled

WIDTH, HEIGHT, LOCATOR = 640, 400, 108
_M_PER_DEGREE = 111_320.0
# Less than this shows no more of the place; the map would only be empty.
_NARROWEST_M = 4_000.0
_MOST_NAMES = 8
_ROOM = 1.35
_EDGE = 8
# A map narrower than this shows no border of a province.
_LOCAL_M = 60_000.0
_BAR = 140


@dataclass(frozen=True, slots=True)
class Drawn:
    """One operation on the map, in the drawing's own units."""

    side: int
    label: str
    radius: float
    width: float
    points: str
    area: bool
    marks: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A district's headquarters, for orientation."""

    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """A whole map."""

    width: int
    height: int
    outlines: tuple[str, ...]
    locator: tuple[str, ...]
    corner: tuple[int, int]
    here: tuple[float, float]
    near: str
    names: tuple[Named, ...]
    drawn: tuple[Drawn, ...]
    bar: int
    bar_says: str


@dataclass(frozen=True, slots=True)
class _View:
    """The part of the earth that is shown, flattened around its middle."""

    latitude: float
    longitude: float
    per_metre: float
    width: int = WIDTH
    height: int = HEIGHT

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        east = ((longitude - self.longitude + 180) % 360 - 180) * _M_PER_DEGREE
        north = (latitude - self.latitude) * _M_PER_DEGREE
        x = self.width / 2 + east * cos(radians(self.latitude)) * self.per_metre
        return round(x, 1), round(self.height / 2 - north * self.per_metre, 1)


def sketch(shapes: Sequence[tuple[str, Shape, int]]) -> Sketch:
    """The map of shapes, each with its label and the radius in metres that it keeps clear."""
    corners = [corner for _label, shape, _radius in shapes for corner in _corners(shape)]
    widest = max(radius for _label, _shape, radius in shapes)
    view = _view(corners, widest)
    metres = _round_down(_BAR / view.per_metre)
    return Sketch(
        width=WIDTH,
        height=HEIGHT,
        outlines=tuple(_outlines(view)),
        locator=_country(settings.MARKAZ_COUNTRY),
        corner=_free_corner([view.at(*corner) for corner in corners]),
        here=_small().at(view.latitude, view.longitude),
        near=_nearest(view),
        names=tuple(_names(view)),
        drawn=tuple(
            _drawn(side, label, shape, radius, view)
            for side, (label, shape, radius) in enumerate(shapes, start=1)
        ),
        bar=round(metres * view.per_metre),
        bar_says=words.distance(metres),
    )


def _corners(shape: Shape) -> list[tuple[float, float]]:
    """Latitude and longitude of each place of a shape, with no jump at 180 degrees."""
    return [(north, east) for east, north in unrolled(_places(shape))]


def _places(shape: Shape) -> tuple[Position, ...]:
    if isinstance(shape, Point):
        return (shape.at,)
    if isinstance(shape, Polygon):
        return shape.ring
    return tuple(one.at for one in shape.waypoints)


def _view(corners: Sequence[tuple[float, float]], radius_m: int) -> _View:
    north, south = (edge(one[0] for one in corners) for edge in (max, min))
    east, west = (edge(one[1] for one in corners) for edge in (max, min))
    middle = (north + south) / 2
    high = (north - south) * _M_PER_DEGREE + 2 * radius_m
    wide = (east - west) * _M_PER_DEGREE * cos(radians(middle)) + 2 * radius_m
    fits = max(high * _ROOM / HEIGHT, wide * _ROOM / WIDTH, _NARROWEST_M / WIDTH)
    return _View(middle, (east + west) / 2, 1 / fits)


def _drawn(side: int, label: str, shape: Shape, radius_m: int, view: _View) -> Drawn:
    at = [view.at(*corner) for corner in _corners(shape)]
    timed = [] if isinstance(shape, Point | Polygon) else [one.moment for one in shape.waypoints]
    marks = [(x, y, _clock(timed[nth]) if timed else "") for nth, (x, y) in enumerate(at)]
    area = isinstance(shape, Polygon)
    radius = max(radius_m * view.per_metre, 4)
    return Drawn(
        side=side,
        label=label,
        radius=round(radius, 1),
        width=round(2 * radius, 1),
        points=" ".join(f"{x},{y}" for x, y in at),
        area=area,
        marks=() if area else tuple(marks),
    )


def _clock(at: datetime) -> str:
    return numbers.digits(f"{timezone.localtime(at):%H:%M}", lang=language())


def _outlines(view: _View) -> Iterator[str]:
    """The provinces, where enough is shown for one to tell where it is."""
    if WIDTH / view.per_metre > _LOCAL_M:
        yield from (_path(view, ring) for ring in _rings(settings.MARKAZ_COUNTRY))


@lru_cache(maxsize=2)
def _country(country: str) -> tuple[str, ...]:
    """The whole country as a small picture in the corner."""
    view = _small()
    return tuple(_path(view, ring) for ring in _rings(country))


def _small() -> _View:
    """The view of the small picture: as wide as the outlines of the country."""
    places = [place for ring in _rings(settings.MARKAZ_COUNTRY) for place in ring] or [(0.0, 0.0)]
    east, west = (edge(one[0] for one in places) for edge in (max, min))
    north, south = (edge(one[1] for one in places) for edge in (max, min))
    middle = (north + south) / 2
    high = (north - south) * _M_PER_DEGREE + 1
    wide = (east - west) * _M_PER_DEGREE * cos(radians(middle)) + 1
    per_metre = min((LOCATOR - 8) / high, (LOCATOR - 8) / wide)
    return _View(middle, (east + west) / 2, per_metre, LOCATOR, LOCATOR)


def _free_corner(taken: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """Where the small picture hides no place of an operation; the scale has the fourth corner."""
    right, low = WIDTH - LOCATOR - _EDGE, HEIGHT - LOCATOR - _EDGE
    corners = ((right, _EDGE), (_EDGE, _EDGE), (right, low))

    def hidden(corner: tuple[int, int]) -> int:
        middle = corner[0] + LOCATOR / 2, corner[1] + LOCATOR / 2
        return sum(abs(x - middle[0]) < LOCATOR and abs(y - middle[1]) < LOCATOR for x, y in taken)

    return min(corners, key=hidden)


def _path(view: _View, ring: tuple[tuple[float, float], ...]) -> str:
    at = [view.at(north, east) for east, north in ring]
    # Neighbours that fall on one spot of the drawing are drawn once.
    kept = [one for one, before in zip(at, [None, *at], strict=False) if one != before]
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in kept) + "Z"


def _nearest(view: _View) -> str:
    """How far the middle of the map is from the nearest headquarters of a district."""
    here = Position(view.latitude, (view.longitude + 180) % 360 - 180)
    found = [
        (GEOD.inv(here.longitude, here.latitude, one.longitude, one.latitude)[2], code)
        for code, one in DISTRICTS.items()
        if one.latitude is not None and one.longitude is not None
    ]
    metres, code = min(found)
    said = {"distance": words.distance(metres), "place": wording.term(code, "district")}
    return str(_("%(distance)s from %(place)s")) % said


@lru_cache(maxsize=2)
def _rings(country: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    if not maps.has_outlines(country):
        return ()
    found = []
    for feature in provinces_geojson(country)["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        found += [tuple((x, y) for x, y, *_ in ring) for part in parts for ring in part]
    return tuple(found)


def _names(view: _View) -> Iterator[Named]:
    """The districts in view that lie far enough apart to be read."""
    taken: list[tuple[float, float]] = []
    for code, district in DISTRICTS.items():
        if district.latitude is None or district.longitude is None:
            continue
        x, y = view.at(district.latitude, district.longitude)
        inside = 40 < x < WIDTH - 100 and 24 < y < HEIGHT - 40  # noqa: PLR2004 (the label's room)
        apart = all(abs(x - left) > 110 or abs(y - top) > 22 for left, top in taken)  # noqa: PLR2004 (the label's size)
        if inside and apart and len(taken) < _MOST_NAMES:
            taken.append((x, y))
            yield Named(x, y, wording.term(code, "district"))


def _round_down(metres: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is no longer."""
    power = 10.0 ** floor(log10(metres))
    return power * max(step for step in (1, 2, 5) if step * power <= metres)
