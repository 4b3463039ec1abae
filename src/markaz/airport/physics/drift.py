"""The daily check of a machine against a reference that lies where it lay at calibration."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np

from markaz.airport.physics.calibration import Calibration, Sample
from markaz.airport.scans.image import Picture, View
from markaz.records.errors import InvalidValueError

# Beyond it an effective atomic number moves by 0.15 to 0.22 at 1 g/cm2.
LIMIT = 0.003
_SUREST = LIMIT / 3
# A check of yesterday's hour counts until today's is made: a house value.
FRESH = timedelta(hours=26)


class Trust(StrEnum):
    """How far a machine's readings may be trusted, by its last daily check."""

    CHECKED = "checked"
    STALE = "stale"
    DRIFTED = "drifted"
    SIMULATED = "simulated"


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


def trust(last: tuple[datetime, bool] | None, *, now: datetime) -> Trust:
    """What the last check, by its moment and its alarm, says of readings made now."""
    if last is None:
        return Trust.STALE
    made_at, alarm = last
    if alarm:
        return Trust.DRIFTED
    return Trust.CHECKED if now - made_at <= FRESH else Trust.STALE


def passed(view: View) -> tuple[float, float]:
    """What passed a reference that fills the picture's middle, of either energy.

    Raises:
        InvalidValueError: The picture has too few points to tell a drift of 0.3 %.
    """
    return _mean(_middle(view.low)), _mean(_middle(view.high))


def check(
    low: float, high: float, *, reference: Sample, calibration: Calibration, now: datetime
) -> DailyCheck:
    """Compare what passed a reference today, as shares of the open beam, with its calibration.

    Raises:
        InvalidValueError: They are no shares of the open beam.
    """
    if not (0 < low <= 1 and 0 < high <= 1):
        raise InvalidValueError(
            "What passes a reference is a share of the open beam, between 0 and 1."
        )
    return DailyCheck(
        calibration.machine, calibration.name, now, low / reference.low - 1,
        high / reference.high - 1,
    )  # fmt: skip


def _middle(picture: Picture) -> Picture:
    rows, columns = picture.shape
    return picture[rows // 4 : rows - rows // 4, columns // 4 : columns - columns // 4]


def _mean(picture: Picture) -> float:
    mean = float(picture.mean())
    error = float(picture.std()) / max(mean, 1e-9) / np.sqrt(max(picture.size, 1))
    if picture.size <= 1 or error > _SUREST:
        raise InvalidValueError(
            "The reference's picture is too small to tell a drift: cut {points} points of it"
            " or more.",
            points=int(picture.size * max(2.0, (error / _SUREST) ** 2)) + 1,
        )
    return mean
