"""The outline of an area as points in space, and planes on which to tell what lies within."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from markaz.deconfliction.earth import LEAST_RADIUS_M, Floats, between
from markaz.records.operations.shape import Polygon


@dataclass(frozen=True, eq=False)
class Outline:
    """The corners of an area in space; each side runs straight to the next, the last to the first.

    Corners on long sides are no further apart than the pieces of a way.
    """

    starts: Floats

    @property
    def bulge_m(self) -> float:
        """How far the ground within may stand out over all of the sides."""
        away = self.starts - self.starts.mean(axis=0)
        radius_m = float(np.linalg.norm(away, axis=1).max())
        return 1.1 * radius_m**2 / (2 * LEAST_RADIUS_M)


def outline(area: Polygon, *, longest_m: float) -> Outline:
    """The outline of an area, with no straight part longer than `longest_m`."""
    sides = [
        between(first, last, longest_m=longest_m)
        for first, last in pairwise((*area.ring, area.ring[0]))
    ]
    return Outline(np.concatenate([side[:-1] for side in sides]))


def axes(middles: Floats) -> Floats:
    """Two axes of the plane that touches the earth below each place, and the one upon it."""
    up = middles / np.linalg.norm(middles, axis=1)[:, None]
    # Whichever axis of space the place is furthest from: no place is near to all three.
    aside = np.cross(up, np.eye(3)[np.abs(up).argmin(axis=1)])
    aside /= np.linalg.norm(aside, axis=1)[:, None]
    return np.stack((aside, np.cross(up, aside), up), axis=1)


def flattened(points: Floats, axes: Floats) -> tuple[Floats, Floats]:
    """Points as they fall on a plane, or each on the plane of the axes beside it."""
    turned = np.einsum("...ij,...j->...i", axes, points)
    # What is over the horizon has no image in the plane, and is within no outline either.
    height = np.where(turned[..., 2] > 0, turned[..., 2], np.nan)
    return turned[..., 0] / height, turned[..., 1] / height
