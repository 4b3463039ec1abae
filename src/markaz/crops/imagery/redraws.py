"""Outlines drawn again as wrongly as they may be drawn already, to see what that does."""

from typing import Any

import numpy as np
import shapely

from markaz.crops.areas import GEOD
from markaz.crops.imagery.coverage import Floats
from markaz.crops.imagery.measured import Position

_METRES_PER_DEGREE = float(np.radians(1) * GEOD.a)


def redrawn(outlines: Any, *, position: Position, seed: tuple[int, ...]) -> Any:
    """The outlines with every corner moved, and all of them together.

    Args:
        outlines: in degrees on WGS 84.
        position: how far, one sigma in metres.
        seed: the same seed moves the same corners by the same way.
    """
    # The bit generator by name: what a default is may change.
    chance = np.random.Generator(np.random.PCG64(seed))
    shift_m = chance.normal(0, position.shift_m, 2)
    places, owner = shapely.get_coordinates(outlines, return_index=True)
    moves_m = chance.normal(0, position.corner_m, places.shape) + shift_m
    closing = _closing(outlines)
    moves_m[closing[:, 1]] = moves_m[closing[:, 0]]
    # The flattening of the earth is 0.3 % of a move of a few metres.
    wide = np.cos(np.radians(places[:, 1])) * _METRES_PER_DEGREE
    moved = places + moves_m / np.column_stack((wide, np.full(len(owner), _METRES_PER_DEGREE)))
    return shapely.set_coordinates(np.array(outlines, dtype=object).copy(), moved)


def _closing(outlines: Any) -> Any:
    """For each ring, where its first and its last corner stand: they are one and move as one."""
    rings = shapely.get_rings(outlines)
    counts = shapely.get_num_coordinates(rings)
    ends = np.cumsum(counts)
    return np.column_stack((ends - counts, ends - 1))


def spread(of_redraws: Floats) -> Floats:
    """The standard deviation over the redraws, in the last axis; 0 where there are none."""
    if of_redraws.shape[-1] < 2:  # noqa: PLR2004  (one draw has no spread)
        return np.zeros(of_redraws.shape[:-1])
    found: Floats = of_redraws.std(axis=-1, ddof=1)
    return found
