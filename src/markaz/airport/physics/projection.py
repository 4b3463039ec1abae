"""Puts a threat's picture into a bag's, for training: in depths of the basis, not by multiplying.

To multiply transmissions makes the low energy several parts in a hundred too dark, because what the
bag has hardened the threat hardens no further.
"""

import numpy as np
import scipy

from markaz.airport.physics.basis import Floats
from markaz.airport.physics.calibration import Calibration
from markaz.airport.physics.reading import MIXED_TO
from markaz.airport.scans.image import View
from markaz.records.errors import InvalidValueError

_STEPS = 6
_LEAST = 1e-5
_DIMMEST = 0.02
_SPOILT = 0.01


def project(view: View, threat: View, *, at: tuple[int, int], calibration: Calibration) -> View:
    """The view with the threat in it, its first row and column at `at`.

    Raises:
        InvalidValueError: The threat hangs over the edge, or too much of it falls on metal, behind
            which the calibration does not hold.
    """
    rows = slice(at[0], at[0] + threat.low.shape[0])
    columns = slice(at[1], at[1] + threat.low.shape[1])
    under = View(view.low[rows, columns], view.high[rows, columns])
    if min(at) < 0 or under.low.shape != threat.low.shape:
        raise InvalidValueError("The threat hangs over the edge of the picture: place it within.")
    # Means, so that the noise of the bag stays in it once and is not bent by the polynomial.
    beneath = _logs(_smooth(under))
    added = _logs(threat)
    depths = calibration.depths(*beneath)
    with np.errstate(invalid="ignore"):
        spoilt = (calibration.zeff(depths) > MIXED_TO) & (depths[1] > 1)
    dim = np.exp(-(beneath + added)).min(axis=0) < _DIMMEST
    where = added.sum(axis=0) > _LEAST
    if ((spoilt | dim) & where).sum() > _SPOILT * where.sum():
        raise InvalidValueError(
            "Too much metal lies where the threat would: choose another place in the bag."
        )
    together = _logs_of(depths + calibration.depths(*added), start=beneath + added, by=calibration)
    fade = np.exp(beneath - together).astype(np.float32)
    low, high = view.low.copy(), view.high.copy()
    low[rows, columns] *= np.where(where, fade[0], 1)
    high[rows, columns] *= np.where(where, fade[1], 1)
    return View(low, high)


def _logs_of(depths: Floats, *, start: Floats, by: Calibration) -> Floats:
    """The logarithms that lead to these depths, by Newton's steps."""
    found = start.copy()
    for _ in range(_STEPS):
        off = by.depths(*found) - depths
        slopes = by.inverse.slopes(*found)
        whole = slopes[0, 0] * slopes[1, 1] - slopes[0, 1] * slopes[1, 0]
        found[0] -= (slopes[1, 1] * off[0] - slopes[0, 1] * off[1]) / whole
        found[1] -= (slopes[0, 0] * off[1] - slopes[1, 0] * off[0]) / whole
    return found


def _smooth(view: View) -> View:
    return View(
        scipy.ndimage.uniform_filter(view.low, 3), scipy.ndimage.uniform_filter(view.high, 3)
    )


def _logs(view: View) -> Floats:
    both = np.stack([view.low, view.high]).astype(np.float64)
    found: Floats = -np.log(np.clip(both, _LEAST, 1))
    return found
