"""Where the machine could not see: too little light, or too much noise to tell blocks apart."""

import numpy as np
import scipy
from numpy.typing import NDArray

from markaz.airport.physics import basis
from markaz.airport.physics.basis import Floats
from markaz.airport.physics.calibration import Calibration
from markaz.airport.physics.materials import material

# Steel of 8 mm leaves about as much of the low energy.
DIMMEST = 0.03
# Above it no shield leaves a block unseen, so the second test need not be made.
_BRIGHT = 0.15
_BLOCK_G_CM2, _BLOCK_POINTS = 3.0, 200
_BLOCK_PASSES = 0.55  # of either energy, at the least
_WINDOW = 5


def not_inspected(low: Floats, high: Floats, *, calibration: Calibration) -> NDArray[np.bool_]:
    """Points behind which a block of 3 g/cm2 would not be told from as much water."""
    mean = scipy.ndimage.uniform_filter(low, _WINDOW)
    dark: NDArray[np.bool_] = mean < DIMMEST
    doubtful = (mean < _BRIGHT) & ~dark
    if doubtful.any():
        behind = scipy.ndimage.uniform_filter(high, _WINDOW)[doubtful]
        dark[doubtful] = detectability(mean[doubtful], behind, calibration=calibration) < 1
    return dark


def detectability(low: Floats, high: Floats, *, calibration: Calibration) -> Floats:
    """How many deviations a salt's block differs from water's behind what passes this much."""
    salt, water = (
        basis.depths_of(material(name), exponent=calibration.exponent)
        for name in ("cocaine-hcl", "water")
    )
    step = (salt - water) * _BLOCK_G_CM2
    seen = np.maximum(np.stack([low, high]).astype(np.float64) * _BLOCK_PASSES, 1e-6)
    variances = np.stack(
        [calibration.low_noise.variance(seen[0]), calibration.high_noise.variance(seen[1])]
    ) / (seen**2 * _BLOCK_POINTS)
    slopes = calibration.inverse.slopes(*-np.log(seen))
    covariance = np.einsum("ik...,k...,jk...->...ij", slopes, variances, slopes)
    solved = np.linalg.solve(covariance, np.broadcast_to(step[:, None], (*low.shape, 2, 1)))
    found: Floats = np.sqrt(np.maximum(solved[..., 0] @ step, 0))
    return found
