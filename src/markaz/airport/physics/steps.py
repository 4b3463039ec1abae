"""What a thing adds at its edges: a reading that needs no knowledge of what lies under it."""

from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

from markaz.airport.physics.basis import Floats
from markaz.airport.physics.calibration import Calibration
from markaz.airport.scans.report import Polygon

# The window of chloride salts at exponent 3.3, the least step that is read in it, how many points
# its outline takes, and the two shares below: chosen on bags of other seeds than any reported.
WINDOW = (8.3, 10.8)
THINNEST = 0.5
_REACH = 4
FEWEST = 400
# Where an edge lies half in a mean, the mean is of light and not of depth, and metal, glass or
# rubber reads as lighter than it is: only where nearly the whole step is seen is it read.
_WHOLE = 0.7
# The mean of an outline's directions, 1 along one straight edge: such a line bounds nothing, and
# most are two edges of other things that happen to lie along one another.
_STRAIGHT = 0.95
_JOIN = 5
_CORNERS = 12


class Steps(NamedTuple):
    """The step over each point: as depths of the basis, their sum, and which way it rises."""

    depths: Floats
    height: Floats
    right: Floats
    down: Floats


class Outline(NamedTuple):
    """Edges that belong together: where they lie, and the step over them as depths of the basis."""

    polygon: Polygon
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    depths: tuple[float, float]


def outlines(
    depths: Floats,
    *,
    unseen: NDArray[np.bool_],
    calibration: Calibration,
    fewest: int = FEWEST,
) -> list[Outline]:
    """Outlines of `fewest` points or more of things whose edges fit the window, longest first.

    A bag is full of things over one another, so that what a point holds says little; the step over
    an edge is the thing's alone, whatever lies under both sides of it.
    """
    steps = _steps(depths)
    number = calibration.zeff(steps.depths)
    with np.errstate(invalid="ignore"):
        fitting = (number > WINDOW[0]) & (number < WINDOW[1]) & (steps.height > THINNEST)
    fitting &= ~scipy.ndimage.binary_dilation(unseen, np.ones((3, 3), bool), iterations=_REACH)
    fitting &= _whole(steps.height)
    fitting = scipy.ndimage.binary_opening(fitting, np.ones((3, 3), bool))
    joined, _ = scipy.ndimage.label(
        scipy.ndimage.binary_dilation(fitting, np.ones((_JOIN, _JOIN), bool))
    )
    rows, columns = np.nonzero(fitting)
    groups = joined[rows, columns]
    sizes = np.bincount(groups)
    long_ones = [int(one) for one in np.argsort(sizes)[::-1] if sizes[one] >= fewest]
    found = [_outline(steps, rows[groups == one], columns[groups == one]) for one in long_ones]
    return [one for one in found if one is not None]


def _outline(steps: Steps, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Outline | None:
    if _straightness(steps.right[rows, columns], steps.down[rows, columns]) > _STRAIGHT:
        return None
    polygon = hull(rows, columns)
    if polygon is None:
        return None
    light, heavy = np.median(steps.depths[:, rows, columns], axis=1)
    return Outline(polygon, rows, columns, (float(light), float(heavy)))


def _straightness(right: Floats, down: Floats) -> float:
    length = np.hypot(right, down)
    return float(np.hypot((right / length).mean(), (down / length).mean()))


def _whole(height: Floats) -> NDArray[np.bool_]:
    """Where both sides of an edge lie clear of it, told by the highest step around."""
    even = scipy.ndimage.uniform_filter(height, 3)
    found: NDArray[np.bool_] = even >= _WHOLE * scipy.ndimage.maximum_filter(even, 2 * _REACH + 1)
    return found


def _steps(depths: Floats) -> Steps:
    """The depths that each edge adds; both sides lie a reach from the point."""
    across, along = np.zeros_like(depths), np.zeros_like(depths)
    far = 2 * _REACH
    across[:, :, _REACH:-_REACH] = depths[:, :, far:] - depths[:, :, :-far]
    along[:, _REACH:-_REACH] = depths[:, far:] - depths[:, :-far]
    right, down = across.sum(axis=0), along.sum(axis=0)
    length = np.hypot(right, down) + np.float32(1e-6)
    # Of an edge that runs aslant both differences see the whole step: their mean by direction
    # is as much too large as its length.
    slant = np.maximum(np.maximum(np.abs(right), np.abs(down)), np.float32(1e-6)) / length
    step = (across * (right / length) + along * (down / length)) * slant
    return Steps(step, step.sum(axis=0), right, down)


def hull(rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Polygon | None:
    """The convex outline of points as (column, row) corners; None of points all in a line."""
    points = np.column_stack([columns, rows]).astype(float)
    try:
        corners = points[scipy.spatial.ConvexHull(points).vertices]
    except scipy.spatial.QhullError:
        return None
    while len(corners) > _CORNERS:
        corners = np.delete(corners, _flattest(corners), axis=0)
    return tuple((float(x), float(y)) for x, y in corners)


def _flattest(corners: NDArray[np.float64]) -> int:
    """The corner that the outline loses least by."""
    before, after = corners - np.roll(corners, 1, 0), np.roll(corners, -1, 0) - corners
    return int(np.argmin(np.abs(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0])))
