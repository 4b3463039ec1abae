"""The calibrations of a desk's machines, and their daily checks."""

from datetime import datetime

from django.db.models import QuerySet

from markaz.accounts.models import User
from markaz.store.models import CalibrationRow, DailyCheckRow, DeskRow, ScanRow


def standing(desk: DeskRow, machine: str) -> CalibrationRow | None:
    """The calibration that a machine is read by."""
    rows = CalibrationRow.objects.select_related("desk")
    return rows.filter(desk=desk, machine__iexact=machine, ended_at=None).first()


def keep(row: CalibrationRow, *, by: User, now: datetime) -> CalibrationRow:
    """Keep a calibration in the place of the machine's last one."""
    CalibrationRow.objects.filter(desk=row.desk, machine__iexact=row.machine, ended_at=None).update(
        ended_at=now
    )
    row.by, row.at = by.username, now
    row.save(force_insert=True)
    return row


def add_check(row: DailyCheckRow, *, by: User, now: datetime) -> DailyCheckRow:
    """Keep a daily check."""
    row.by, row.at = by.username, now
    row.save(force_insert=True)
    return row


def checks(row: CalibrationRow) -> QuerySet[DailyCheckRow]:
    """The daily checks against a calibration, the latest first."""
    return DailyCheckRow.objects.filter(calibration=row)


def machines(desk: DeskRow) -> list[str]:
    """The machines that sent bags to a desk or have a calibration there, by name."""
    sent = ScanRow.objects.filter(desk=desk, projected=False).exclude(machine="")
    kept = CalibrationRow.objects.filter(desk=desk)
    names = {*sent.values_list("machine", flat=True), *kept.values_list("machine", flat=True)}
    return sorted(names)
