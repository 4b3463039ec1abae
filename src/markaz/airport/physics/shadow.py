"""Where the machine could not see: too little light, too much noise, or a blurred picture."""

import numpy as np
import scipy
from numpy.typing import NDArray

from markaz.airport.physics import basis
from markaz.airport.physics.basis import Floats
from markaz.airport.physics.calibration import Calibration, Noise
from markaz.airport.physics.materials import material
from markaz.airport.scans.image import View

# Steel of 8 mm leaves about as much of the low energy.
DIMMEST = 0.03
# Above it no shield leaves a block unseen, so the second test need not be made.
_BRIGHT = 0.15
_BLOCK_G_CM2, _BLOCK_POINTS = 3.0, 200
_BLOCK_PASSES = 0.55  # of either energy, at the least
_WINDOW = 5
# Of the noise of calibration, the least share at which edges are read: house value, between what
# sharp simulated bags show and what a blur of half a point leaves.
LEAST_NOISE = 0.5
# A point less the mean of its four neighbours; of white noise it has 1.25 times the variance.
_AROUND = np.array([[0, -0.25, 0], [-0.25, 1, -0.25], [0, -0.25, 0]], np.float32)
_GAINED = 1.25
# The median of a squared deviation is this share of the variance, whatever edges lie in between.
_MEDIAN = 0.4549
_LIT = 0.05


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


def is_blurred(view: View, *, calibration: Calibration) -> bool:
    """Whether either energy is smoother than the machine's own noise allows.

    A picture without any noise is none that a machine took, and nothing is said of it. A blur that
    came before the counting (a bag that moved) leaves the noise alone and is not told by this.
    """
    shares = (
        noise_share(view.low, calibration.low_noise),
        noise_share(view.high, calibration.high_noise),
    )
    return any(0 < share < LEAST_NOISE for share in shares)


def noise_share(picture: Floats, noise: Noise) -> float:
    """The fine noise of a picture as a share of what the calibration expects of it."""
    fine = scipy.ndimage.convolve(picture.astype(np.float32), _AROUND)
    bright = picture > _LIT
    if not bright.any():
        return 0.0
    expected = noise.variance(picture[bright]) * _GAINED
    return float(np.median(np.square(fine[bright]) / expected) / _MEDIAN)
