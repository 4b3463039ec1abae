"""Handing a case of irregular migration to the agency that is competent for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.operations.desk import tasking
from markaz.actions.operations.desk.tasking import Order
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import ReportKind
from markaz.store import audit
from markaz.store.models import PersonRow, TaskRow
from markaz.store.pages.lists import visible_reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """To whom a report goes, by when, and what is asked beyond taking the case over."""

    to_agency: str
    due_at: datetime
    words: str = ""


@transaction.atomic
def refer(number: int, referral: Referral, *, by: User, now: datetime) -> TaskRow:
    """Give the competent agency the task of taking a report of irregular migration over.

    The task names the report and nobody in it; it says where somebody asks for protection or is a
    victim, because then the agency must hear them before anything else.

    Raises:
        InvalidValueError: there is no such report to be seen, or it is of another kind.
    """
    require(by.permissions, Permission.SEE_REPORTS)
    report = visible_reports(by.viewer).filter(number=number, known_to=None).first()
    if report is None:
        raise InvalidValueError("There is no report {number}.", number=number)
    if report.kind != ReportKind.IRREGULAR_MIGRATION:
        raise InvalidValueError(
            "Report {number} is not of irregular migration: give a task about it instead.",
            number=number,
        )
    protected = PersonRow.objects.filter(report=report.id).exclude(protection="").exists()
    heard = "Somebody in it is protected: hear them first. " if protected else ""
    what = f"Take over {report.agency} {report.reference}. {heard}{referral.words}".strip()
    order = Order(kind="task", what=what, to_agency=referral.to_agency, due_at=referral.due_at)
    task = tasking.give(order, by=by, now=now)
    audit.log(
        Event.REPORT_REFERRED,
        subject=f"report {number}",
        by=by,
        now=now,
        details={"to": referral.to_agency, "task": task.name, "protected": protected},
    )
    return task
