"""The calibration record that a machine is read by; a machine without one is not measured."""

import re
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from markaz.airport.bags import wedges
from markaz.airport.physics import calibration
from markaz.airport.physics.calibration import Calibration

_SIMULATED = {"simulated a": "A", "simulated b": "B"}
# A simulated machine never drifts: any day is the day of its calibration.
_ALWAYS = datetime(2025, 1, 1, tzinfo=UTC)


def of(machine: str) -> Calibration | None:
    """The latest record of a machine, written by an operator as `calibrations/NAME.json`."""
    kind = _SIMULATED.get(machine.casefold())
    if kind is not None:
        return simulated(kind)
    path = folder() / f"{_plain(machine)}.json"
    return calibration.read(path.read_text(encoding="utf-8")) if path.is_file() else None


def simulated(kind: str) -> Calibration:
    """The record of a simulated machine."""
    return wedges.calibration(kind, now=_ALWAYS)


def folder() -> Path:
    """Where the records of this installation stand."""
    return Path(settings.MARKAZ_HOME) / "calibrations"


def is_simulated(machine: str) -> bool:
    """Whether the machine says of itself that it is none."""
    return machine.casefold() in _SIMULATED


def _plain(machine: str) -> str:
    """A machine's name as a file may bear it."""
    return re.sub(r"[^a-z0-9]+", "-", machine.casefold()).strip("-")
