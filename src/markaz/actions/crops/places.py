"""In which season and province a field lies."""

from datetime import date
from functools import cache
from typing import Any

import shapely
import shapely.geometry
from django.conf import settings

from markaz.data.boundaries import provinces_geojson
from markaz.data.places import DISTRICTS, resolve

_LAST_MONTH = 12
_COUNTRIES = ("PK", "AF")


def season_of(day: date) -> int:
    """The season of a day, named by the year in which it ends: sown in autumn, cut in spring."""
    first = settings.MARKAZ_SEASON_MONTH
    return day.year + 1 if 1 < first <= day.month else day.year


def season_days(season: int) -> tuple[date, date]:
    """The first and the last day of a season."""
    first = settings.MARKAZ_SEASON_MONTH
    if first == 1:
        return date(season, 1, 1), date(season, _LAST_MONTH, 31)
    begins = date(season - 1, first, 1)
    return begins, date.fromordinal(date(season, first, 1).toordinal() - 1)


def place_of(outline: Any, *, said: str) -> tuple[str, str]:
    """Province and district: as the team says, else the province in which the middle lies."""
    named = resolve(said, country=settings.MARKAZ_COUNTRY) if said else None
    if named and named.district:
        return DISTRICTS[named.district].province, named.district
    if named and named.province:
        return named.province, ""
    return _province(shapely.point_on_surface(outline)), ""


def _province(point: Any) -> str:
    codes, shapes = _provinces()
    found = shapes.query(point, predicate="within")
    return codes[int(found[0])] if len(found) else ""


@cache
def _provinces() -> tuple[list[str], Any]:
    features = [one for code in _COUNTRIES for one in provinces_geojson(code)["features"]]
    shapes = [shapely.geometry.shape(one["geometry"]) for one in features]
    return [str(one["properties"]["code"]) for one in features], shapely.STRtree(shapes)
