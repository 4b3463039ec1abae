"""What each person is shown of operations and conflicts; before both consent, nothing across."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions import viewing
from markaz.actions.operations import desk_rules, planning, settling
from markaz.actions.viewing import Found
from markaz.briefing.incidents import Search
from markaz.deconfliction import blind, ladder, lead_time
from markaz.deconfliction.blind import Notice
from markaz.deconfliction.rules import Kind
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.operations.conflict import Conflict, Outcome
from markaz.records.operations.operation import OperationKey
from markaz.store import audit
from markaz.store.models import (
    ConflictAct,
    ConflictRow,
    OperationRow,
    OverlapRow,
    PartRow,
    TargetRow,
)
from markaz.store.operations import conflicts, parts, plans, seeing, targets

_MOST_INCIDENTS = 12


@dataclass(frozen=True, slots=True)
class OperationFile:
    """One operation as somebody who may see it is shown it.

    Conflicts and earlier revisions are its own agency's and the desk's: partners are told neither.
    """

    row: OperationRow
    kind: Kind
    parts: tuple[PartRow, ...]
    own: bool
    late: bool
    file_by: datetime
    targets: tuple[TargetRow, ...]
    clashes: tuple["SideFile", ...]
    revisions: tuple[OperationRow, ...]
    incidents: Found | None


@dataclass(frozen=True, slots=True)
class SideFile:
    """A conflict as one side is shown it."""

    name: str
    mine: OperationRow
    notice: Notice
    consented: bool
    other_consented: bool
    both: bool
    owned: bool
    closed: bool
    outcome: Outcome | None
    other_outcome: Outcome | None
    shared: tuple[str, ...] = ()

    @property
    def step(self) -> str:
        """What this side does next."""
        if self.closed:
            return "closed"
        if not self.consented:
            return "consent"
        if not self.both:
            return "wait_consent"
        return "wait_close" if self.outcome else "outcome"


@dataclass(frozen=True, slots=True)
class DeskFile:
    """A conflict as the watch desk is shown it: what it needs to call both sides."""

    row: ConflictRow
    conflict: Conflict
    left: OperationRow
    right: OperationRow
    overlap: OverlapRow | None
    same_subject: bool
    acts: tuple[ConflictAct, ...]
    due: datetime | None
    now: datetime

    @property
    def step(self) -> str:
        """What the desk does next."""
        if self.conflict.closed:
            return "closed"
        if not self.conflict.owner:
            return "take"
        if not self.conflict.consented:
            return "call"
        return "close" if len(ladder.endings(self.conflict)) == len(self.sides) else "ask"

    @property
    def sides(self) -> tuple[OperationRow, OperationRow]:
        """Both operations."""
        return self.left, self.right

    @property
    def begins(self) -> datetime:
        """When it comes about: when they come too near, or else when the first of them begins."""
        return self.overlap.first if self.overlap else min(one.starts_at for one in self.sides)

    @property
    def seconds_left(self) -> int | None:
        """Until the next rung is called; None where no rung is left to call."""
        return None if self.due is None else max(0, int((self.due - self.now).total_seconds()))


@dataclass(frozen=True, slots=True)
class ConflictFile:
    """A conflict for one person: as the desk, as a side, or as both."""

    row: ConflictRow
    desk: DeskFile | None
    sides: tuple[SideFile, ...]


@transaction.atomic
def open_operation(agency: str, reference: str, *, by: User, now: datetime) -> OperationFile | None:
    """One operation; who looked at another agency's plan is written down."""
    row = seeing.operations(by).filter(agency=agency, reference=reference).first()
    if row is None:
        return None
    own = seeing.speaks_for(by, row.agency)
    inside = own or seeing.keeps_watch(by)
    record, rules = plans.record(row), desk_rules.in_force()
    if not own:
        audit.log(Event.OPERATION_VIEWED, subject=str(row), by=by, now=now)
    return OperationFile(
        row=row,
        kind=rules.kind(row.kind),
        parts=tuple(parts.standing(row)),
        own=own,
        late=planning.is_late(row),
        file_by=lead_time.latest_filing(record, rules=rules),
        targets=tuple(targets.of(row.number)) if own else (),
        clashes=tuple(side(one, row) for one in conflicts.of_operations([row.number]))
        if inside
        else (),
        revisions=tuple(plans.revisions(row)) if inside else (),
        incidents=_incidents(row, by=by, now=now),
    )


@transaction.atomic
def open_conflict(name: str, *, by: User, now: datetime) -> ConflictFile | None:
    """One conflict; who looked, and as whom, is written down.  None where it is not theirs."""
    row = seeing.conflicts(by).filter(name=name.strip().upper()).first()
    if row is None:
        return None
    file = ConflictFile(
        row=row,
        desk=desk_file(row, now=now) if seeing.keeps_watch(by) else None,
        sides=tuple(side(row, one) for one in settling.sides_of(row, by=by)),
    )
    details = {"desk": file.desk is not None, "sides": [one.mine.agency for one in file.sides]}
    audit.log(Event.CONFLICT_VIEWED, subject=str(row), by=by, now=now, details=details)
    return file


def watch(*, by: User, now: datetime) -> tuple[DeskFile, ...]:
    """The open conflicts, those first that nobody has taken, by the time that is left."""
    require(by.permissions, Permission.KEEP_WATCH)
    if not seeing.keeps_watch(by):
        return ()
    files = [desk_file(row, now=now) for row in conflicts.open_ones()]
    return tuple(sorted(files, key=lambda one: (bool(one.conflict.owner), one.due or one.begins)))


def my_conflicts(*, by: User) -> tuple[SideFile, ...]:
    """The open conflicts of the operations that the person's agency planned."""
    own = seeing.own_operations(by)
    numbers = {row.number: row for row in own}
    return tuple(
        side(row, numbers[number])
        for row in conflicts.of_operations(numbers)
        if row.closed_at is None
        for number in (row.left, row.right)
        if number in numbers
    )


def desk_file(row: ConflictRow, *, now: datetime) -> DeskFile:
    """A conflict for the desk, with every rung that was due by now, kept or not yet."""
    rules = desk_rules.in_force()
    record = conflicts.record(row)
    standing = record if record.closed else ladder.called(record, rules=rules, now=now)
    left, right = conflicts.sides(row)
    return DeskFile(
        row=row,
        conflict=standing,
        left=left,
        right=right,
        overlap=conflicts.last_overlap(row),
        same_subject=targets.are_shared(row),
        acts=tuple(conflicts.acts(row)),
        due=ladder.due(standing, rules=rules),
        now=now,
    )


def side(row: ConflictRow, mine: OperationRow) -> SideFile:
    """A conflict for one of its sides."""
    record = conflicts.record(row)
    left, right = map(plans.record, conflicts.sides(row))
    key = OperationKey(mine.agency, mine.reference)
    said = {one.side: one for one in record.outcomes}
    given = {one.side for one in record.consents}
    other = record.right if key == record.left else record.left
    return SideFile(
        name=row.name,
        mine=mine,
        notice=blind.notice(record, to=key, left=left, right=right, rules=desk_rules.in_force()),
        consented=key in given,
        other_consented=other in given,
        both=record.consented,
        owned=bool(record.owner),
        closed=record.closed,
        outcome=said.get(key),
        # What the other side did about it may tell its place and time.
        other_outcome=said.get(other) if record.consented else None,
        # That it is the same subject at all would tell what the other side is after.
        shared=targets.shared_by(row, mine=mine) if record.consented else (),
    )


def _incidents(row: OperationRow, *, by: User, now: datetime) -> Found | None:
    """What was reported under the operation's name on its days; None before it begins."""
    if now < row.starts_at or Permission.SEE_REPORTS not in by.permissions:
        return None
    search = Search(
        text=row.title,
        first=timezone.localdate(row.starts_at),
        last=timezone.localdate(row.ends_at),
    )
    return viewing.search_incidents(search, by=by, limit=_MOST_INCIDENTS)
