"""A conflict from its taking to its closing: owner, consents of both sides, outcomes of both."""

from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.operations import desk_rules
from markaz.deconfliction import ladder
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import ConflictClosedError, InvalidValueError, NotPermittedError
from markaz.records.operations.conflict import Conflict, Ending, Outcome
from markaz.records.operations.operation import OperationKey
from markaz.store import audit
from markaz.store.models import ConflictRow, OperationRow
from markaz.store.operations import conflicts, plans, seeing

Act = conflicts.Act
_LONGEST = 500


@transaction.atomic
def take(name: str, *, by: User, now: datetime) -> Conflict:
    """Own a conflict, as the watch desk."""
    row, conflict = _at_the_desk(name, by=by, now=now)
    taken = ladder.taken(conflict, by=by.username, now=now)
    conflicts.act(row, Act.TAKEN, at=now, by=by.username)
    audit.log(Event.CONFLICT_TAKEN, subject=str(row), by=by, now=now)
    return taken


@transaction.atomic
def hand_over(name: str, *, to: str, by: User, now: datetime) -> Conflict:
    """Hand a conflict that one owns to another person of the watch desk."""
    row, conflict = _at_the_desk(name, by=by, now=now)
    heir = User.objects.filter(username=to.strip(), is_active=True).first()
    if heir is None or not seeing.keeps_watch(heir):
        raise InvalidValueError(
            "{name!r} does not sit at the watch desk: name who does.", name=to.strip()
        )
    handed = ladder.handed_over(conflict, to=heir.username, by=by.username, now=now)
    conflicts.act(row, Act.TAKEN, at=now, by=heir.username, remark=by.username)
    details = {"to": heir.username}
    audit.log(Event.CONFLICT_TAKEN, subject=str(row), by=by, now=now, details=details)
    return handed


@transaction.atomic
def consent(name: str, *, side: str, by: User, now: datetime) -> Conflict:
    """Let the other side see the details of one's own operation, once it does the same."""
    row, conflict, ours = _at_a_side(name, side=side, by=by, now=now)
    given = ladder.consented(conflict, side=_key(ours), by=by.username, now=now)
    conflicts.act(row, Act.CONSENTED, at=now, by=by.username, side=ours.number)
    details = {"side": ours.agency, "both": given.consented}
    audit.log(Event.CONSENT_CHANGED, subject=str(row), by=by, now=now, details=details)
    return given


@transaction.atomic
def withdraw(name: str, *, side: str, by: User, now: datetime) -> Conflict:
    """Take a consent back while the other side has not consented."""
    row, conflict, ours = _at_a_side(name, side=side, by=by, now=now)
    left = ladder.withdrawn(conflict, side=_key(ours))
    conflicts.act(row, Act.WITHDRAWN, at=now, by=by.username, side=ours.number)
    details = {"side": ours.agency, "withdrawn": True}
    audit.log(Event.CONSENT_CHANGED, subject=str(row), by=by, now=now, details=details)
    return left


@transaction.atomic
def say_outcome(
    name: str, *, side: str, ending: str, remark: str, by: User, now: datetime
) -> Conflict:
    """Say what one's own side did about a conflict; a later word stands last."""
    row, conflict, ours = _at_a_side(name, side=side, by=by, now=now)
    if ending not in set(Ending):
        raise InvalidValueError(
            "No outcome is called {ending!r}: choose one of the list.", ending=ending
        )
    if len(remark) > _LONGEST:
        raise InvalidValueError("Write the remark in {most} letters or fewer.", most=_LONGEST)
    said = Outcome(_key(ours), Ending(ending), by.username, now, remark.strip())
    ended = ladder.ended(conflict, said)
    conflicts.act(
        row,
        Act.ENDED,
        at=now,
        by=by.username,
        side=ours.number,
        ending=said.ending.value,
        remark=said.remark,
    )
    details = {"side": ours.agency, "outcome": said.ending.value}
    audit.log(Event.OUTCOME_GIVEN, subject=str(row), by=by, now=now, details=details)
    return ended


@transaction.atomic
def close(name: str, *, by: User, now: datetime) -> Conflict:
    """Close a conflict that one owns, once both sides have said what came of it."""
    row, conflict = _at_the_desk(name, by=by, now=now)
    closed = ladder.closed(conflict, by=by.username, now=now)
    conflicts.close(row, by=by.username, now=now)
    audit.log(Event.CONFLICT_CLOSED, subject=str(row), by=by, now=now)
    return closed


def sides_of(row: ConflictRow, *, by: User) -> tuple[OperationRow, ...]:
    """The sides that the person may answer for."""
    return tuple(one for one in conflicts.sides(row) if seeing.speaks_for(by, one.agency))


def named(name: str, *, by: User) -> ConflictRow:
    """A conflict that is the person's to answer for.

    Raises:
        InvalidValueError: there is none of this name, or it is none of theirs: in the same words.
    """
    row = conflicts.named(name)
    mine = row and (seeing.keeps_watch(by) or sides_of(row, by=by))
    if row is None or not mine:
        raise InvalidValueError(
            "There is no conflict {name!r}: look its name up.", name=name.strip()
        )
    return row


def _at_the_desk(name: str, *, by: User, now: datetime) -> tuple[ConflictRow, Conflict]:
    require(by.permissions, Permission.KEEP_WATCH)
    if not seeing.keeps_watch(by):
        raise NotPermittedError("Conflicts are owned by the watch desk of the centre: ring it.")
    return _now(name, by=by, now=now)


def _at_a_side(
    name: str, *, side: str, by: User, now: datetime
) -> tuple[ConflictRow, Conflict, OperationRow]:
    require(by.permissions, Permission.PLAN_OPERATION)
    row, conflict = _now(name, by=by, now=now)
    ours = [one for one in sides_of(row, by=by) if side in ("", one.agency, one.reference)]
    if not ours:
        raise NotPermittedError("Each side answers for itself: ask an officer of that agency.")
    if len(ours) > 1:
        raise InvalidValueError("Both sides are yours to answer for: say which one you mean.")
    return row, conflict, ours[0]


def _now(name: str, *, by: User, now: datetime) -> tuple[ConflictRow, Conflict]:
    plans.alone()
    row = named(name, by=by)
    if row.closed_at is not None:
        raise ConflictClosedError
    # What was due before this act is kept before it, so that the history reads as it was.
    before = conflicts.record(row)
    standing = ladder.called(before, rules=desk_rules.in_force(), now=now)
    conflicts.keep_steps(row, before, standing)
    return row, standing


def _key(row: OperationRow) -> OperationKey:
    return OperationKey(row.agency, row.reference)
