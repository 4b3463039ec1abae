"""How surely a region is read: counting noise, drift of the machine, and what the fit leaves."""

from typing import NamedTuple

import numpy as np

from markaz.airport.physics.calibration import Calibration
from markaz.airport.physics.drift import LIMIT

_NUDGE = 1e-4  # g/cm2


class Reading(NamedTuple):
    """The effective atomic number and the areal density in g/cm2, each with one deviation."""

    zeff: float
    zeff_sigma: float
    areal_density: float
    areal_density_sigma: float


class Light(NamedTuple):
    """The mean transmissions in which something was measured, and by how many points."""

    low: float
    high: float
    points: float


def reading(
    depths: tuple[float, float], *, light: Light, calibration: Calibration, background: float = 0.0
) -> Reading:
    """Depths of the basis as a reading.

    `background` is how many times the noise of the points comes in again, where a background was
    taken off: 1 for as many points beside as within.
    """
    spread = _spread(light, calibration=calibration, background=background)
    middle, to_light, to_heavy = (
        float(calibration.zeff(np.array(depths) + nudge))
        for nudge in ((0.0, 0.0), (_NUDGE, 0.0), (0.0, _NUDGE))
    )
    slope = np.array([to_light - middle, to_heavy - middle]) / _NUDGE
    density = float(sum(depths))
    return Reading(
        zeff=middle,
        zeff_sigma=float(np.sqrt(slope @ spread @ slope + calibration.bias**2)),
        areal_density=density,
        areal_density_sigma=float(
            np.sqrt(spread.sum() + (calibration.density_bias * density) ** 2)
        ),
    )


def _spread(light: Light, *, calibration: Calibration, background: float) -> np.ndarray:
    """The covariance of both depths."""
    variances = []
    for noise, seen in (
        (calibration.low_noise, light.low),
        (calibration.high_noise, light.high),
    ):
        counted = float(noise.variance(np.array(seen))) / seen**2 / light.points
        # A drift up to the limit of the alarm may stand unnoticed, any as likely as another.
        variances.append(counted * (1 + background) + LIMIT**2 / 3)
    logs = -np.log([[light.low], [light.high]])
    slopes = calibration.inverse.slopes(logs[0], logs[1])[:, :, 0]
    found: np.ndarray = slopes @ np.diag(variances) @ slopes.T
    return found
