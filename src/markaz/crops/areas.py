"""Areas on the ellipsoid, and areas as written in whatever unit the team knows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod

from markaz.data.folding import western_digits
from markaz.data.units import UNITS, square_metres, unit_code
from markaz.records.errors import InvalidValueError

GEOD = Geod(ellps="WGS84")
ACRE_M2 = square_metres("acre")[0]
HECTARE_M2 = square_metres("ha")[0]
_WRITTEN = re.compile(r"^\s*(?P<amount>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>\D*?)\s*\.?\s*$")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stated:
    """An area as written beside the same area as read; rough where the unit differs by place."""

    text: str
    amount: Decimal
    unit: str
    square_metres: Decimal
    rough: bool


def ground_m2(outline: Any) -> float:
    """The area of a polygon or multipolygon on the ellipsoid, its holes taken off.

    Sides are geodesics between the corners; corners are longitude and latitude on WGS 84.
    """
    return sum(_polygon_m2(part) for part in shapely.get_parts(outline))


def ground_areas_m2(outlines: Iterable[Any]) -> Floats:
    """The area of each outline on the ellipsoid."""
    return np.array([ground_m2(one) for one in outlines], dtype=np.float64)


def _polygon_m2(polygon: Any) -> float:
    rings = [_ring_m2(ring) for ring in shapely.get_rings(polygon)]
    return rings[0] - sum(rings[1:]) if rings else 0.0


def _ring_m2(ring: Any) -> float:
    longitude, latitude = shapely.get_coordinates(ring).T
    return abs(float(GEOD.polygon_area_perimeter(longitude, latitude)[0]))


def stated(text: str, *, unit: str = "", region: str = "") -> Stated:
    """Read an area such as "12 kanal" or "3,20,000 acres".

    Args:
        text: as written; digits of any script.
        unit: what the column says, for an amount written without its unit.
        region: the province or country whose kanal and jarib are meant.

    Raises:
        InvalidValueError: there is no amount, or its unit is not one of area.
    """
    found = _WRITTEN.match(western_digits(text))
    if not found:
        raise InvalidValueError("{text!r} is no area: write it as 12.5 acre.", text=text)
    named = found["unit"] or unit
    code = unit_code(named) if named else None
    if code is None or UNITS[code].dimension != "area":
        raise InvalidValueError(
            "The unit of {text!r} is not one of area: write acre, ha, kanal, jarib or sqm.",
            text=text,
        )
    amount = Decimal(found["amount"].replace(",", ""))
    size_m2, rough = square_metres(code, region=region)
    return Stated(text, amount, code, amount * size_m2, rough)


def in_unit(area_m2: Decimal, code: str, *, region: str = "") -> Decimal:
    """An area in square metres as an amount of another unit of area."""
    return area_m2 / square_metres(code, region=region)[0]
