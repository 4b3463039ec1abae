"""A part of the earth laid flat on a drawing, and the outlines of a country's provinces on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

from markaz.briefing.printing import maps
from markaz.data.boundaries import provinces_geojson

M_PER_DEGREE = 111_320.0
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class View:
    """The part of the earth that is shown, flattened around its middle."""

    latitude: float
    longitude: float
    per_metre: float
    width: int
    height: int

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place lies on the drawing, from its upper left corner."""
        east = ((longitude - self.longitude + 180) % 360 - 180) * M_PER_DEGREE
        north = (latitude - self.latitude) * M_PER_DEGREE
        x = self.width / 2 + east * cos(radians(self.latitude)) * self.per_metre
        return round(x, 1), round(self.height / 2 - north * self.per_metre, 1)


def whole(country: str, *, width: int, height: int, edge: int) -> View:
    """The view that shows the whole country, `edge` units free in all."""
    places = [place for ring in rings(country) for place in ring] or [(0.0, 0.0)]
    easts, norths = [one[0] for one in places], [one[1] for one in places]
    middle = (max(norths) + min(norths)) / 2
    high = (max(norths) - min(norths)) * M_PER_DEGREE + 1
    wide = (max(easts) - min(easts)) * M_PER_DEGREE * cos(radians(middle)) + 1
    per_metre = min((width - edge) / wide, (height - edge) / high)
    return View(middle, (max(easts) + min(easts)) / 2, per_metre, width, height)


def outlines(view: View, country: str) -> tuple[str, ...]:
    """The provinces as paths of the drawing; none where we have no outlines of the country."""
    return tuple(_path(view, ring) for ring in rings(country))


@lru_cache(maxsize=2)
def rings(country: str) -> tuple[Ring, ...]:
    """The outlines of the provinces, each as places of longitude and latitude."""
    if not maps.has_outlines(country):
        return ()
    found = []
    for feature in provinces_geojson(country)["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        found += [tuple((x, y) for x, y, *_ in ring) for part in parts for ring in part]
    return tuple(found)


def _path(view: View, ring: Sequence[tuple[float, float]]) -> str:
    at = [view.at(north, east) for east, north in ring]
    # Neighbours that fall on one spot of the drawing are drawn once.
    kept = [one for one, before in zip(at, [None, *at], strict=False) if one != before]
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in kept) + "Z"
