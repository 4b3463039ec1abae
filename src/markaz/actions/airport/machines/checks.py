"""A machine's calibration and its daily checks: kept, compared, and alarming where it drifts."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.airport.desk import desks
from markaz.actions.airport.machines import calibrations as known
from markaz.airport.physics import calibration, drift
from markaz.airport.physics.calibration import Sample
from markaz.airport.physics.drift import Trust
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit, bulk
from markaz.store.airport import calibrations
from markaz.store.models import CalibrationRow, DailyCheckRow, DeskRow

_LONGEST, _LATELY = 120, 30


@dataclass(frozen=True, slots=True)
class Machine:
    """One machine of a desk; `trust` is None where nothing is known to read its pictures by."""

    name: str
    calibration: CalibrationRow | None
    trust: Trust | None
    checks: tuple[DailyCheckRow, ...]


def of_desk(desk: DeskRow, *, by: User, now: datetime) -> tuple[Machine, ...]:
    """The machines of a desk with their last daily checks."""
    require(by.permissions, Permission.WORK_AIRPORT_DESK)
    found = []
    for name in calibrations.machines(desk):
        row, read_by = calibrations.standing(desk, name), known.of(desk, name, now=now)
        checks = tuple(calibrations.checks(row)[:_LATELY]) if row else ()
        found.append(Machine(name, row, read_by.trust if read_by else None, checks))
    return tuple(found)


@transaction.atomic
def keep_calibration(
    record: str, *, desk: DeskRow, reference: str, passed: tuple[float, float], by: User,
    now: datetime,
) -> CalibrationRow:  # fmt: skip
    """Keep a machine's calibration, with what passed the reference of its daily checks.

    `passed` are shares of the open beam, of the low energy and of the high one.

    Raises:
        InvalidValueError: it is no calibration record, or the reference is not described.
    """
    require(by.permissions, Permission.KEEP_AIRPORT_DESK)
    desks.own(desk.airport, desk.agency, by=by)
    read = calibration.read(record)
    told = " ".join(reference.split())
    if not told or len(told) > _LONGEST:
        raise InvalidValueError(
            "Describe the reference of the daily check in {most} letters or fewer.", most=_LONGEST
        )
    drift.check(*passed, reference=Sample((), *passed), calibration=read, now=now)
    bulk.one_at_a_time("airport")
    row = CalibrationRow(
        desk=desk, machine=read.machine, name=read.name, made_at=read.made_at, record=record,
        reference=told, reference_low=passed[0], reference_high=passed[1],
    )  # fmt: skip
    kept = calibrations.keep(row, by=by, now=now)
    audit.log(
        Event.MACHINE_CALIBRATED, subject=str(kept), by=by, now=now,
        details={"desk": str(desk), "machine": read.machine, "reference": told},
    )  # fmt: skip
    return kept


@transaction.atomic
def check(
    machine: str, *, desk: DeskRow, passed: tuple[float, float], by: User, now: datetime
) -> DailyCheckRow:
    """Keep what passed the reference today; beyond the limit of a drift it is an alarm.

    Raises:
        InvalidValueError: the machine has no calibration, or these are no shares of the beam.
    """
    require(by.permissions, Permission.WORK_AIRPORT_DESK)
    desks.own(desk.airport, desk.agency, by=by)
    bulk.one_at_a_time("airport")
    row = calibrations.standing(desk, machine)
    if row is None:
        raise InvalidValueError(
            "No calibration of {machine!r} is kept at this desk: keep one first.", machine=machine
        )
    done = drift.check(
        *passed, reference=Sample((), row.reference_low, row.reference_high),
        calibration=calibration.read(row.record), now=now,
    )  # fmt: skip
    kept = calibrations.add_check(
        DailyCheckRow(
            calibration=row, low=passed[0], high=passed[1], low_drift=done.low_drift,
            high_drift=done.high_drift, alarm=done.alarm,
        ),
        by=by, now=now,
    )  # fmt: skip
    audit.log(
        Event.MACHINE_CHECKED, subject=str(row), by=by, now=now,
        details={
            "desk": str(desk), "machine": row.machine, "alarm": done.alarm,
            "drift_percent": [round(100 * done.low_drift, 3), round(100 * done.high_drift, 3)],
        },
    )  # fmt: skip
    return kept
