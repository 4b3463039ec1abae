"""Entering and changing a planned operation: the answer comes at once, clear or whom to ring."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.operations import checking, clashing, clock, desk_rules, targets
from markaz.actions.operations.clashing import Clash
from markaz.data.agencies import AGENCIES
from markaz.deconfliction import lead_time
from markaz.governance.audit import Event
from markaz.governance.marking import DEFAULT_MARKING, Marking
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.operations.notation import written
from markaz.records.operations.operation import Operation, OperationKey, Waiver, Window
from markaz.records.operations.shape import Shape
from markaz.store import audit
from markaz.store.models import OperationRow, PartRow
from markaz.store.operations import parts, plans, seeing
from markaz.store.operations import targets as store

LONGEST = 160
_AS_KEPT = "agency", "reference", "title", "unit", "contact", "kind", "target", "silent", "marking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an officer writes down of an operation; an empty reference lets the house choose one."""

    agency: str
    title: str
    unit: str
    contact: str
    kind: str
    window: Window
    shape: Shape
    reference: str = ""
    target: str = ""
    numbers: tuple[str, ...] = ()
    silent: bool = False
    marking: str = DEFAULT_MARKING.value


@dataclass(frozen=True, slots=True)
class Answer:
    """What the house says at once: the operation as kept, its new clashes, whether it is late."""

    operation: OperationRow
    clashes: tuple[Clash, ...]
    late: bool

    @property
    def clear(self) -> bool:
        """Whether no other operation comes too near or is after the same subject."""
        return not self.clashes


@transaction.atomic
def enter(plan: Plan, *, by: User, now: datetime) -> Answer:
    """Keep a planned operation and say at once whether it keeps clear of all others.

    An operation that is filed late is kept and compared like any other, for its dangers are the
    same; it may not start before a supervisor has allowed it.
    """
    permit(by, agency=plan.agency)
    plans.alone()
    reference = plan.reference.strip() or plans.free_reference(plan.agency, now=now)
    operation = _operation(plan, reference=reference, by=by, now=now)
    numbers = targets.read_targets(plan.numbers)
    found = checking.overlaps(operation)
    row = plans.enter(operation, checking.where(operation), title=_title(plan), now=now)
    parts.add(row, plan.agency, role=PartRow.Role.LEAD, by=by, now=now, acknowledged=True)
    store.keep(row.number, numbers, now=now)
    told = clashing.causes(row, found, targets.shared(row))
    answer = Answer(row, clashing.opened(row, told, by=by, now=now), late=is_late(row))
    if answer.clashes:
        clock.wind_new(now=now)
    audit.log(Event.OPERATION_ENTERED, subject=str(row), by=by, now=now, details=_details(answer))
    return answer


@transaction.atomic
def amend(plan: Plan, *, by: User, now: datetime) -> Answer:
    """Plan an operation anew; where place, time or kind change it is filed and compared anew."""
    permit(by, agency=plan.agency)
    plans.alone()
    row = own(plan.agency, plan.reference)
    operation = _operation(plan, reference=row.reference, by=by, now=now)
    former = plans.record(row)
    moved = (former.kind, former.window, written(former.shape)) != (
        operation.kind, operation.window, written(operation.shape)
    )  # fmt: skip
    if not moved:
        operation = _operation(plan, reference=row.reference, by=by, now=now, former=former)
    numbers = targets.read_targets(plan.numbers)
    where = checking.where(operation) if moved else None
    revision = plans.replanned(row, operation, where, title=_title(plan), by=by, now=now)
    retargeted = store.keep(row.number, numbers, now=now)
    clashes = _compared(revision, operation, moved=moved, retargeted=retargeted, by=by, now=now)
    answer = Answer(revision, clashes, late=is_late(revision))
    if answer.clashes:
        clock.wind_new(now=now)
    audit.log(
        Event.OPERATION_AMENDED, subject=str(revision), by=by, now=now, details=_details(answer)
    )
    return answer


@transaction.atomic
def allow_late(
    agency: str, reference: str, *, reason: str, by: User, now: datetime
) -> OperationRow:
    """Let an operation start although it was filed late; never one's own."""
    require(by.permissions, Permission.WAIVE_LEAD_TIME)
    permit(by, agency=agency)
    plans.alone()
    row = own(agency, reference)
    if not is_late(row):
        raise InvalidValueError("This operation is not late: nothing needs to be allowed.")
    if not reason.strip():
        raise InvalidValueError("Say why the operation cannot wait: the reason is kept.")
    if by.username == row.filed_by:
        raise NotPermittedError("Nobody allows their own late filing: ask another supervisor.")
    waiver = Waiver(by.username, reason.strip(), now)
    changes = {"waived_by": waiver.by, "waived_at": waiver.at, "waiver_reason": waiver.reason}
    revision = plans.revise(row, changes, by=by, now=now)
    audit.log(
        Event.LATE_FILING_ALLOWED,
        subject=str(row),
        by=by,
        now=now,
        details={"filed_by": row.filed_by, "reason": waiver.reason},
    )
    return revision


def permit(by: User, *, agency: str) -> None:
    """Refuse who may not plan in the name of this agency."""
    require(by.permissions, Permission.PLAN_OPERATION)
    if agency not in AGENCIES:
        raise InvalidValueError(
            "No agency is called {agency!r}: choose one of the register.", agency=agency
        )
    if not seeing.speaks_for(by, agency):
        raise NotPermittedError("An operation is planned by its own agency: ask an officer there.")


def as_planned(row: OperationRow) -> Plan:
    """The plan that a revision keeps, for who changes a part of it."""
    record = plans.record(row)
    return Plan(
        **{name: getattr(row, name) for name in _AS_KEPT},
        window=record.window,
        shape=record.shape,
        numbers=tuple(targets.typed(row).splitlines()),
    )


def own(agency: str, reference: str) -> OperationRow:
    """An operation of this agency that is not over yet, for a change of it."""
    row = plans.standing(agency, reference.strip())
    if row is None:
        raise InvalidValueError(
            "{agency} has no operation {reference!r}: look its reference up.",
            agency=agency,
            reference=reference.strip(),
        )
    if row.state not in plans.ACTIVE:
        raise InvalidValueError("This operation is over: enter a new one.")
    return row


def is_late(row: OperationRow) -> bool:
    """Whether it was filed too near to its start, and nobody has allowed that."""
    operation = plans.record(row)
    in_time = lead_time.filed_in_time(operation, rules=desk_rules.in_force())
    return operation.waiver is None and not in_time


def _compared(
    row: OperationRow,
    operation: Operation,
    *,
    moved: bool,
    retargeted: bool,
    by: User,
    now: datetime,
) -> tuple[Clash, ...]:
    """What a change brings up; what it left as it was opens nothing that was closed."""
    if not (moved or retargeted):
        return ()
    found, shared = checking.overlaps(operation), targets.shared(row)
    told = clashing.causes(row, found if moved else (), shared if retargeted else {})
    still = clashing.causes(row, found, shared)
    return clashing.moved(row, told, still=still, by=by, now=now)


def _operation(
    plan: Plan, *, reference: str, by: User, now: datetime, former: Operation | None = None
) -> Operation:
    if plan.window.ends_at <= now:
        raise InvalidValueError("This operation would be over already: correct its times.")
    if plan.marking not in set(Marking):
        raise InvalidValueError(
            "No marking is called {marking!r}: choose one of TLP 2.0.", marking=plan.marking
        )
    if "/" in reference or len(reference) > LONGEST // 4:
        raise InvalidValueError("Give a reference of 40 letters or fewer, without a slash.")
    if max(map(len, (plan.unit, plan.contact))) > LONGEST:
        raise InvalidValueError("Write unit and contact in {most} letters or fewer.", most=LONGEST)
    desk_rules.in_force().kind(plan.kind)
    return Operation(
        key=OperationKey(plan.agency, reference),
        unit=plan.unit.strip(),
        contact=plan.contact.strip(),
        kind=plan.kind,
        window=plan.window,
        shape=plan.shape,
        target=plan.target.strip(),
        silent=plan.silent,
        marking=plan.marking,
        filed_by=former.filed_by if former else by.username,
        filed_at=former.filed_at if former else now,
        waiver=former.waiver if former else None,
    )


def _title(plan: Plan) -> str:
    title = " ".join(plan.title.split())
    if not title or len(title) > LONGEST:
        raise InvalidValueError(
            "Give the operation a name of {most} letters or fewer.", most=LONGEST
        )
    return title


def _details(answer: Answer) -> dict[str, object]:
    # The auditor proves that the answer was given; where and when the raid is, is not theirs.
    return {
        "kind": answer.operation.kind,
        "revision": answer.operation.id,
        "conflicts": [clash.name for clash in answer.clashes],
        "late": answer.late,
        "rules": desk_rules.edition(),
    }
