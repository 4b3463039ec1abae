"""How far all outlines lie beside the pictures together: told by where the change itself lies."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from markaz.crops.imagery.coverage import Floats, Grid, Numbers, covered
from markaz.crops.imagery.solving.shares import solve
from markaz.records.errors import InvalidValueError, MarkazError

# In pixels.  Past a whole one it is a wrong place, under the least it moves no area.
FARTHEST, LEAST = 1.0, 0.05
_STEP = 0.3
_ROUNDS = 3
# A shift nearer to nothing than this many of its own errors is left alone.
SURE_SIGMAS = 3.0


@dataclass(frozen=True, slots=True)
class Shift:
    """By how much outlines must be moved, in pixels to the right and up, and its error."""

    right: float = 0.0
    up: float = 0.0
    sigma: float = float("inf")

    @property
    def sure(self) -> bool:
        """Whether it is told from no shift at all, and could be a receiver's error."""
        size = float(np.hypot(self.right, self.up))
        return max(SURE_SIGMAS * self.sigma, LEAST) < size <= FARTHEST

    def told(self, pixel_m: float) -> list[MarkazError]:
        """A sentence on it where outlines are moved by it."""
        if not self.sure:
            return []
        return [
            InvalidValueError(
                "All outlines lay {metres:.1f} m beside what the pictures show, and were moved"
                " there.",
                metres=float(np.hypot(self.right, self.up)) * pixel_m,
            )
        ]


def moved(outlines: Any, shift: Shift) -> Any:
    """Outlines on the pixels, moved."""
    return shapely.transform(
        outlines, lambda right, up: (right + shift.right, up + shift.up), interleaved=False
    )


def registered(outlines: Any, grid: Grid, cells: Numbers, change: Floats) -> Shift:
    """The common shift at which the outlines tell most of the change.

    Args:
        outlines: of fields that lie apart, on the pixels.
        grid: the pixels.
        cells: the cells read, in order, some way round the fields too.
        change: what each shows.
    """
    seen = change[np.isfinite(change)]

    def told(right: float, up: float) -> float:
        cover = covered(moved(outlines, Shift(right, up)), grid)
        return solve(cover, cells, change).explained

    at, bend = np.zeros(2), np.zeros(2)
    best = 0.0
    for _ in range(_ROUNDS):
        best = told(at[0], at[1])
        step = np.zeros(2)
        for axis in range(2):
            way = np.eye(2)[axis] * _STEP
            ahead, behind = told(*(at + way)), told(*(at - way))
            bend[axis] = (2 * best - ahead - behind) / _STEP**2
            if bend[axis] <= 0:
                return Shift()
            step[axis] = (ahead - behind) / (2 * _STEP * bend[axis])
        at = at + np.clip(step, -_STEP * 2, _STEP * 2)
        if np.abs(step).max() < _STEP / 10:
            break
    rest = float(seen @ seen) - best
    sigma = float(np.sqrt(max(rest, 0.0) / max(len(seen), 1) / bend.min()))
    return Shift(float(at[0]), float(at[1]), sigma)
