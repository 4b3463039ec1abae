"""The calibration that a machine is read by; a machine without one is not measured."""

from dataclasses import dataclass
from datetime import UTC, datetime

from markaz.airport.bags import wedges
from markaz.airport.physics import calibration
from markaz.airport.physics.calibration import Calibration
from markaz.airport.physics.drift import Trust, trust
from markaz.store.airport import calibrations
from markaz.store.models import DeskRow

_SIMULATED = {"simulated a": "A", "simulated b": "B"}
# A simulated machine never drifts by itself: any day is the day of its calibration.
_ALWAYS = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Known:
    """A machine's calibration, and how far its readings may be trusted at some moment."""

    calibration: Calibration
    trust: Trust


def of(desk: DeskRow, machine: str, *, now: datetime) -> Known | None:
    """What a machine's pictures are read by; None where nothing was kept for it."""
    row = calibrations.standing(desk, machine)
    if row is not None:
        last = calibrations.checks(row).first()
        checked = (last.at, last.alarm) if last else None
        return Known(calibration.read(row.record), trust(checked, now=now))
    kind = _SIMULATED.get(machine.casefold())
    return Known(simulated(kind), Trust.SIMULATED) if kind else None


def simulated(kind: str) -> Calibration:
    """The record of a simulated machine."""
    return wedges.calibration(kind, now=_ALWAYS)


def is_simulated(machine: str) -> bool:
    """Whether the machine says of itself that it is none."""
    return machine.casefold() in _SIMULATED
