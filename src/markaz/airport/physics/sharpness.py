"""Whether a picture was blurred or smoothed: then it has less noise than its machine makes."""

import numpy as np
import scipy

from markaz.airport.physics.basis import Floats
from markaz.airport.physics.calibration import Calibration, Noise
from markaz.airport.scans.image import View

# Of the noise of calibration, the least share at which edges are read: house value, between what
# sharp simulated bags show and what a blur of half a point leaves.
LEAST_NOISE = 0.5
# A point less the mean of its four neighbours; of white noise it has 1.25 times the variance.
_AROUND = np.array([[0, -0.25, 0], [-0.25, 1, -0.25], [0, -0.25, 0]], np.float32)
_GAINED = 1.25
# The median of a squared deviation is this share of the variance, whatever edges lie in between.
_MEDIAN = 0.4549
_BRIGHT = 0.05


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
    bright = picture > _BRIGHT
    if not bright.any():
        return 0.0
    expected = noise.variance(picture[bright]) * _GAINED
    return float(np.median(np.square(fine[bright]) / expected) / _MEDIAN)
