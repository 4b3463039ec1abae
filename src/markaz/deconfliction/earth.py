"""Places on the WGS 84 ellipsoid as points in space, where neither pole nor date line is special.

Between near points of the surface the straight line through the earth is shorter than the way
along it by less than one part in 380,000 at 50 km, so that what is near in space is near on the
ground; whatever is reported is measured along the ground.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from pyproj import Geod

from markaz.records.operations.shape import Position

Floats = npt.NDArray[np.float64]
GEOD = Geod(ellps="WGS84")
# The greatest radius of curvature is met at the poles, the least along the meridian at the equator.
GREATEST_RADIUS_M, LEAST_RADIUS_M = 6_399_594.0, 6_335_439.0


def in_space(latitude: Floats, longitude: Floats) -> Floats:
    """Points of the surface, metres from the earth's centre, one row each."""
    north, east = np.radians(latitude), np.radians(longitude)
    across = GEOD.a / np.sqrt(1 - GEOD.es * np.sin(north) ** 2)
    return np.stack(
        (
            across * np.cos(north) * np.cos(east),
            across * np.cos(north) * np.sin(east),
            across * (1 - GEOD.es) * np.sin(north),
        ),
        axis=-1,
    )


def on_ground(points: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude of points within metres of the surface.

    The formula is exact on the surface; a metre off it the place moves by 4 mm at most.
    """
    flat = np.hypot(points[..., 0], points[..., 1])
    latitude = np.degrees(np.arctan2(points[..., 2], (1 - GEOD.es) * flat))
    return latitude, np.degrees(np.arctan2(points[..., 1], points[..., 0]))


def apart_m(left: Floats, right: Floats) -> Floats:
    """The distances along the ellipsoid between points of two tables of the same length."""
    north, east = on_ground(left)
    other_north, other_east = on_ground(right)
    metres: Floats = np.asarray(GEOD.inv(east, north, other_east, other_north)[2])
    return metres


def between(first: Position, last: Position, *, longest_m: float) -> Floats:
    """The geodesic from one place to another as points in space, evenly apart.

    No two neighbours are further apart than `longest_m`; both ends are among them.
    """
    azimuth, _, length_m = GEOD.inv(first.longitude, first.latitude, last.longitude, last.latitude)
    steps = max(1, int(np.ceil(length_m / longest_m)))
    if steps == 1:
        return places((first, last))
    along = length_m * np.arange(1, steps) / steps
    same = np.ones(steps - 1)
    longitude, latitude, _ = GEOD.fwd(
        first.longitude * same, first.latitude * same, azimuth * same, along
    )
    return in_space(
        np.concatenate(([first.latitude], latitude, [last.latitude])),
        np.concatenate(([first.longitude], longitude, [last.longitude])),
    )


def places(positions: Sequence[Position]) -> Floats:
    """Positions as points in space, one row each."""
    return in_space(
        np.array([one.latitude for one in positions]),
        np.array([one.longitude for one in positions]),
    )


def straight_m(ground_m: float) -> float:
    """The straight line in space that is never shorter than a way of this length along the ground.

    The flatter the ground, the longer the line.
    """
    return float(2 * GREATEST_RADIUS_M * np.sin(ground_m / (2 * GREATEST_RADIUS_M)))
