"""A map of one or two operations, drawn on the server: outlines, districts, shapes and radii."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import cos, floor, log10, radians

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from markaz.briefing.printing import numbers
from markaz.console import wording
from markaz.console.maps.view import M_PER_DEGREE, View, outlines, whole
from markaz.console.operations import words
from markaz.console.wording import language
from markaz.data.places import DISTRICTS
from markaz.deconfliction.earth import GEOD
from markaz.records.operations.shape import Point, Polygon, Position, Shape, unrolled

WIDTH, HEIGHT, LOCATOR = 640, 400, 108
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


def sketch(shapes: Sequence[tuple[str, Shape, int]]) -> Sketch:
    """The map of shapes, each with its label and the radius in metres that it keeps clear."""
    corners = [corner for _label, shape, _radius in shapes for corner in _corners(shape)]
    widest = max(radius for _label, _shape, radius in shapes)
    view = _view(corners, widest)
    metres = _round_down(_BAR / view.per_metre)
    return Sketch(
        width=WIDTH,
        height=HEIGHT,
        outlines=_outlines(view),
        locator=_country(settings.MARKAZ_COUNTRY),
        corner=_free_corner([view.at(*corner) for corner in corners]),
        here=_small(settings.MARKAZ_COUNTRY).at(view.latitude, view.longitude),
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


def _view(corners: Sequence[tuple[float, float]], radius_m: int) -> View:
    north, south = (edge(one[0] for one in corners) for edge in (max, min))
    east, west = (edge(one[1] for one in corners) for edge in (max, min))
    middle = (north + south) / 2
    high = (north - south) * M_PER_DEGREE + 2 * radius_m
    wide = (east - west) * M_PER_DEGREE * cos(radians(middle)) + 2 * radius_m
    fits = max(high * _ROOM / HEIGHT, wide * _ROOM / WIDTH, _NARROWEST_M / WIDTH)
    return View(middle, (east + west) / 2, 1 / fits, WIDTH, HEIGHT)


def _drawn(side: int, label: str, shape: Shape, radius_m: int, view: View) -> Drawn:
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


def _outlines(view: View) -> tuple[str, ...]:
    """The provinces, where enough is shown for one to tell where it is."""
    shown = WIDTH / view.per_metre > _LOCAL_M
    return outlines(view, settings.MARKAZ_COUNTRY) if shown else ()


@lru_cache(maxsize=2)
def _country(country: str) -> tuple[str, ...]:
    """The whole country as a small picture in the corner."""
    return outlines(_small(country), country)


def _small(country: str) -> View:
    """The view of the small picture: as wide as the outlines of the country."""
    return whole(country, width=LOCATOR, height=LOCATOR, edge=_EDGE)


def _free_corner(taken: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """Where the small picture hides no place of an operation; the scale has the fourth corner."""
    right, low = WIDTH - LOCATOR - _EDGE, HEIGHT - LOCATOR - _EDGE
    corners = ((right, _EDGE), (_EDGE, _EDGE), (right, low))

    def hidden(corner: tuple[int, int]) -> int:
        middle = corner[0] + LOCATOR / 2, corner[1] + LOCATOR / 2
        return sum(abs(x - middle[0]) < LOCATOR and abs(y - middle[1]) < LOCATOR for x, y in taken)

    return min(corners, key=hidden)


def _nearest(view: View) -> str:
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


def _names(view: View) -> Iterator[Named]:
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
