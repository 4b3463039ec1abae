"""The outline of an area as points in space: its sides, and what lies within."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from markaz.deconfliction.earth import LEAST_RADIUS_M, Floats, between, places
from markaz.records.operations.shape import Polygon, Position


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The sides of an area, each from one point in space to another, and a plane to tell inside.

    Seen from the earth's centre a straight line in space falls on a straight line of the plane,
    so that the sides and the plane never disagree about which side a point is on.
    """

    starts: Floats
    ends: Floats
    axes: Floats
    plane: shapely.Polygon
    middle: Floats
    radius_m: float

    @property
    def bulge_m(self) -> float:
        """How far the ground within may stand out over all of the sides."""
        return 1.1 * self.radius_m**2 / (2 * LEAST_RADIUS_M)


def outline(area: Polygon, *, longest_m: float) -> Outline:
    """The outline of an area, with no straight part longer than `longest_m`."""
    sides = [
        between(first, last, longest_m=longest_m)
        for first, last in pairwise((*area.ring, area.ring[0]))
    ]
    starts = np.concatenate([side[:-1] for side in sides])
    ends = np.concatenate([side[1:] for side in sides])
    axes = _axes(area.ring)
    plane = shapely.Polygon(np.stack(flattened(starts, axes), axis=-1))
    shapely.prepare(plane)
    middle = starts.mean(axis=0)
    radius_m = float(np.linalg.norm(starts - middle, axis=1).max())
    return Outline(starts, ends, axes, plane, middle, radius_m)


def _axes(ring: Sequence[Position]) -> Floats:
    """Two axes of the plane that touches the earth amid the ring, and the one that stands on it."""
    middle = places(ring).mean(axis=0)
    up = middle / np.linalg.norm(middle)
    # Whichever axis of space the place is furthest from: no place is near to all three.
    aside = np.cross(up, np.eye(3)[np.abs(up).argmin()])
    aside /= np.linalg.norm(aside)
    return np.stack((aside, np.cross(up, aside), up))


def flattened(points: Floats, axes: Floats) -> tuple[Floats, Floats]:
    """Points as they fall on a plane, or each on the plane of the axes beside it."""
    turned = np.einsum("...ij,...j->...i", axes, points)
    # What is over the horizon has no image in the plane, and is within no outline either.
    height = np.where(turned[..., 2] > 0, turned[..., 2], np.nan)
    return turned[..., 0] / height, turned[..., 1] / height
