"""Outlines drawn again as wrongly as they may be drawn already, to see what that does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from markaz.crops.areas import GEOD
from markaz.crops.imagery.coverage import Coverage, Floats
from markaz.crops.imagery.measured import Position

_METRES_PER_DEGREE = float(np.radians(1) * GEOD.a)


@dataclass(frozen=True, eq=False)
class Redrawn:
    """What fields cover if their outlines lie as wrongly as their redraws.

    Attributes:
        mean: the coverage to be expected of the true fields: the mean over the redraws.
        variance: of each share of it.
        draws: the coverage of each redraw.
    """

    mean: Coverage
    variance: Floats
    draws: tuple[Coverage, ...]


def sure(cover: Coverage) -> Redrawn:
    """The coverage of outlines that are taken as right."""
    return Redrawn(cover, np.zeros(len(cover.share)), ())


def together(draws: Sequence[Coverage], *, count: int) -> Redrawn:
    """Redraws of the same fields on the same pixels, as one.

    Args:
        draws: two or more.
        count: how many cells the picture has.
    """
    keys = np.concatenate([one.field * count + one.cell for one in draws])
    shares = np.concatenate([one.share for one in draws])
    once, back = np.unique(keys, return_inverse=True)
    number = len(draws)
    mean = np.bincount(back, shares, len(once)) / number
    squares = np.bincount(back, shares**2, len(once)) / number
    variance = np.maximum(squares - mean**2, 0.0) * number / (number - 1)
    field, cell = np.divmod(once, count)
    pixels = np.mean([one.pixels for one in draws], axis=0)
    return Redrawn(Coverage(field, cell, mean, pixels), variance, tuple(draws))


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


def spread(errors: Floats) -> Floats:
    """The standard deviation over the redraws, in the last axis; 0 where there are none."""
    number = errors.shape[-1]
    if number < 2:  # noqa: PLR2004  (one draw has no spread)
        return np.zeros(errors.shape[:-1])
    # Their mean was made from the redraws themselves; of one more it is that much further off.
    found: Floats = errors.std(axis=-1, ddof=1) * np.sqrt(1 + 1 / number)
    return found
