"""The daily check of a machine against a reference that lies where it lay at calibration."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from markaz.airport.physics.calibration import Calibration, Sample
from markaz.airport.scans.image import View
from markaz.records.errors import InvalidValueError

# Beyond it an effective atomic number moves by 0.15 to 0.22 at 1 g/cm2.
LIMIT = 0.003
_SUREST = LIMIT / 3


@dataclass(frozen=True, slots=True)
class DailyCheck:
    """How far both gains have moved since the calibration, as shares; plus is brighter."""

    machine: str
    calibration: str
    made_at: datetime
    low_drift: float
    high_drift: float

    @property
    def alarm(self) -> bool:
        """Whether the machine must be calibrated before its readings count."""
        return max(abs(self.low_drift), abs(self.high_drift)) > LIMIT


def check(view: View, *, reference: Sample, calibration: Calibration, now: datetime) -> DailyCheck:
    """Compare the picture of a reference, cut to its inside, with how it read at calibration.

    Raises:
        InvalidValueError: The picture has too few points to tell a drift of 0.3 %.
    """
    drifts = []
    for picture, expected in ((view.low, reference.low), (view.high, reference.high)):
        drifts.append(float(picture.mean()) / expected - 1)
        error = float(picture.std()) / expected / np.sqrt(picture.size)
        if picture.size == 1 or error > _SUREST:
            raise InvalidValueError(
                "The reference's picture is too small to tell a drift: cut {points} points of it"
                " or more.",
                points=int(picture.size * max(2.0, (error / _SUREST) ** 2)) + 1,
            )
    return DailyCheck(calibration.machine, calibration.name, now, drifts[0], drifts[1])
