"""The change of shift: what is open, written down as it stands, and the conflicts handed over."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.operations import looking
from markaz.deconfliction import ladder
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store import audit
from markaz.store.models import HandoverRow, OperationRow
from markaz.store.operations import conflicts, plans, seeing

_AHEAD = timedelta(hours=24)
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing that the next shift takes over; moments in ISO 8601, as the note keeps them."""

    kind: str
    name: str
    state: str
    who: str
    due: str


def open_items(*, by: User, now: datetime) -> list[OpenItem]:
    """Open conflicts, tasks and requests, and the operations of the next day, as they stand."""
    items: list[OpenItem] = []
    if seeing.keeps_watch(by):
        items += [_of_desk(file) for file in looking.watch(by=by, now=now)]
    else:
        items += [
            OpenItem("conflict", one.name, one.step, one.mine.reference, "")
            for one in looking.my_conflicts(by=by)
        ]
    for task in seeing.tasks(by).filter(done_at__isnull=True).order_by("due_at"):
        state = "overdue" if task.due_at < now else _acknowledged(task.acknowledged_at)
        who = task.owner or task.to_agency
        items.append(OpenItem(task.kind, task.name, state, who, task.due_at.isoformat()))
    for row in _soon(by, now=now):
        name = f"{row.agency}/{row.reference}"
        items.append(OpenItem("operation", name, row.state, row.unit, row.starts_at.isoformat()))
    return items


@transaction.atomic
def hand_over(*, to: str, remark: str, by: User, now: datetime) -> HandoverRow:
    """Leave the desk to a colleague: the note of what is open, and one's own conflicts."""
    if not (seeing.keeps_watch(by) or seeing.speaks_for(by, by.agency)):
        raise NotPermittedError("Your role keeps no desk that could be handed over.")
    heir = User.objects.filter(username=to.strip(), agency=by.agency, is_active=True).first()
    if heir is None or heir.username == by.username:
        raise InvalidValueError("Name the colleague of your agency who takes the desk over.")
    if len(remark) > _LONGEST:
        raise InvalidValueError("Write the remark in {most} letters or fewer.", most=_LONGEST)
    plans.alone()
    items = open_items(by=by, now=now)
    if seeing.keeps_watch(by):
        for file in looking.watch(by=by, now=now):
            if file.conflict.owner == by.username:
                _pass_on(file, to=heir, by=by, now=now)
    note = HandoverRow.objects.create(
        agency=by.agency,
        by=by.username,
        to=heir.username,
        at=now,
        remark=remark.strip(),
        open_items=[asdict(item) for item in items],
    )
    details = {"to": heir.username, "open": len(items)}
    audit.log(Event.SHIFT_HANDED_OVER, subject=str(note.agency), by=by, now=now, details=details)
    return note


def _pass_on(file: looking.DeskFile, *, to: User, by: User, now: datetime) -> None:
    ladder.handed_over(file.conflict, to=to.username, by=by.username, now=now)
    taken = conflicts.Act.TAKEN
    conflicts.act(file.row, taken, at=now, by=to.username, remark=by.username)


def _of_desk(file: looking.DeskFile) -> OpenItem:
    who = file.conflict.owner or file.conflict.rung
    due = file.due or file.begins
    return OpenItem("conflict", file.row.name, file.step, who, due.isoformat())


def _acknowledged(at: datetime | None) -> str:
    return "acknowledged" if at else "not acknowledged"


def _soon(by: User, *, now: datetime) -> list[OperationRow]:
    rows = seeing.operations(by).filter(
        state__in=plans.ACTIVE, starts_at__lt=now + _AHEAD, ends_at__gt=now
    )
    return list(rows.order_by("starts_at"))
