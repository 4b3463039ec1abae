"""Tasks and requests for information: given, acknowledged, done; with an owner and a due day."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.data.agencies import AGENCIES
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store import audit
from markaz.store.models import OperationRow, TaskRow
from markaz.store.naming import drawn_name
from markaz.store.operations import plans, seeing

_LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked of whom, by when; about an operation where it names one."""

    kind: str
    what: str
    to_agency: str
    due_at: datetime
    owner: str = ""
    operation: OperationRow | None = None


def about(written: str, *, by: User) -> OperationRow | None:
    """The operation that a task names as AGENCY/REFERENCE; None where it names none."""
    if not written.strip():
        return None
    agency, _slash, reference = written.strip().partition("/")
    row = seeing.operations(by).filter(agency=agency.upper(), reference=reference).first()
    if row is None:
        raise InvalidValueError("No such operation: write it as AGENCY/REFERENCE.")
    return row


@transaction.atomic
def give(order: Order, *, by: User, now: datetime) -> TaskRow:
    """Give a task, or ask for information."""
    require(by.permissions, Permission.PLAN_OPERATION)
    _demand_sound(order, now=now)
    if order.operation and not seeing.operations(by).filter(id=order.operation.id).exists():
        raise NotPermittedError("This operation is not yours to give tasks about.")
    task = TaskRow.objects.create(
        name=drawn_name(),
        kind=order.kind,
        what=order.what.strip(),
        operation=order.operation.number if order.operation else None,
        from_agency=by.agency,
        asked_by=by.username,
        asked_at=now,
        to_agency=order.to_agency,
        owner=order.owner.strip(),
        due_at=order.due_at,
    )
    details = {"to": order.to_agency, "due": order.due_at.isoformat()}
    audit.log(Event.TASK_GIVEN, subject=str(task), by=by, now=now, details=details)
    return task


@transaction.atomic
def acknowledge(name: str, *, by: User, now: datetime) -> TaskRow:
    """Say that a task has arrived; whoever says so owns it where nobody was named."""
    task = _given_to(name, by=by)
    if task.acknowledged_at or task.done_at:
        raise InvalidValueError("This is acknowledged already: nothing more is needed.")
    owner = task.owner or by.username
    TaskRow.objects.filter(id=task.id).update(
        acknowledged_by=by.username, acknowledged_at=now, owner=owner
    )
    return _moved_on(task, "acknowledged", by=by, now=now)


@transaction.atomic
def finish(name: str, *, answer: str, by: User, now: datetime) -> TaskRow:
    """Say that a task is done, or answer a request."""
    task = _given_to(name, by=by)
    if task.done_at:
        raise InvalidValueError("This is done already: give a new task if more is needed.")
    if not answer.strip() or len(answer) > _LONGEST:
        raise InvalidValueError(
            "Write what was done or found, in {most} letters or fewer.", most=_LONGEST
        )
    TaskRow.objects.filter(id=task.id).update(
        done_by=by.username, done_at=now, answer=answer.strip(), owner=task.owner or by.username
    )
    return _moved_on(task, "done", by=by, now=now)


def _demand_sound(order: Order, *, now: datetime) -> None:
    if order.kind not in set(TaskRow.Kind.values):
        raise InvalidValueError("Choose whether it is a task or a request for information.")
    if not order.what.strip() or len(order.what) > _LONGEST:
        raise InvalidValueError("Write what is asked, in {most} letters or fewer.", most=_LONGEST)
    if order.to_agency not in AGENCIES:
        raise InvalidValueError("Choose the agency that is asked.")
    if order.due_at <= now:
        raise InvalidValueError("This is due in the past: give a later time.")
    owner = order.owner.strip()
    if owner and not User.objects.filter(username=owner, agency=order.to_agency).exists():
        raise InvalidValueError(
            "{owner!r} is nobody of that agency: leave the owner open.", owner=owner
        )


@transaction.atomic
def _moved_on(task: TaskRow, said: str, *, by: User, now: datetime) -> TaskRow:
    details = {"said": said}
    audit.log(Event.TASK_MOVED_ON, subject=str(task), by=by, now=now, details=details)
    task.refresh_from_db()
    return task


def _given_to(name: str, *, by: User) -> TaskRow:
    require(by.permissions, Permission.PLAN_OPERATION)
    plans.alone()
    task = seeing.tasks(by).filter(name=name.strip().upper()).first()
    if task is None:
        raise InvalidValueError("There is no task {name!r}: look its name up.", name=name.strip())
    if not seeing.speaks_for(by, task.to_agency):
        raise NotPermittedError("A task is answered by the agency that was asked.")
    return task
