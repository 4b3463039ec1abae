"""From overlaps found to conflicts in the hands of the watch desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.operations import desk_rules
from markaz.deconfliction import blind, ladder
from markaz.deconfliction.blind import Notice
from markaz.governance.audit import Event
from markaz.records.operations.conflict import Overlap
from markaz.records.operations.operation import OperationKey
from markaz.store import audit
from markaz.store.models import ConflictRow, OperationRow
from markaz.store.operations import conflicts, plans


@dataclass(frozen=True, slots=True)
class Clash:
    """That another operation comes too near, and whom to ring about it."""

    name: str
    notice: Notice


def opened(
    row: OperationRow, found: Iterable[Overlap], *, by: User, now: datetime
) -> tuple[Clash, ...]:
    """A conflict for each overlap of a new operation; what its officer is told of each."""
    return tuple(_told(_put(row, overlap, {}, by=by, now=now), to=row) for overlap in found)


def moved(
    row: OperationRow, found: Iterable[Overlap], *, by: User, now: datetime
) -> tuple[Clash, ...]:
    """The conflicts of an operation that changed; what keeps clear of it now is noted so.

    A conflict that is open goes on with its owner and its consents; one that was closed is
    opened again as another, because it was closed on another plan.
    """
    standing = {
        frozenset((one.left, one.right)): one
        for one in conflicts.of_operations([row.number])
        if one.closed_at is None
    }
    clashes = [_put(row, overlap, standing, by=by, now=now) for overlap in found]
    for one in standing.values():
        if one not in clashes:
            apart = conflicts.Act.APART
            conflicts.act(one, apart, at=now, by=by.username, side=row.number)
    return tuple(_told(one, to=row) for one in clashes)


@transaction.atomic
def _put(
    row: OperationRow,
    overlap: Overlap,
    standing: dict[frozenset[int], ConflictRow],
    *,
    by: User,
    now: datetime,
) -> ConflictRow:
    left, right = (_side(key, row) for key in (overlap.left, overlap.right))
    conflict = standing.get(frozenset((left.number, right.number)))
    if conflict is None:
        record = ladder.opened(overlap, rules=desk_rules.in_force(), now=now)
        conflict = conflicts.start(left, right, record, now=now)
        details = {"sides": [str(left), str(right)]}
        audit.log(Event.CONFLICT_OPENED, subject=str(conflict), by=by, now=now, details=details)
    conflicts.found(
        conflict,
        overlap,
        revisions=(left, right),
        rules_version=desk_rules.edition(),
        now=now,
    )
    return conflict


def _side(key: OperationKey, row: OperationRow) -> OperationRow:
    if key == OperationKey(row.agency, row.reference):
        return row
    other = plans.standing(key.agency, key.reference)
    if other is None:
        raise LookupError(f"{key} is live in memory and not in the tables")
    return other


def _told(conflict: ConflictRow, *, to: OperationRow) -> Clash:
    left, right = map(plans.record, conflicts.sides(conflict))
    said = blind.notice(
        conflicts.record(conflict),
        to=OperationKey(to.agency, to.reference),
        left=left,
        right=right,
        rules=desk_rules.in_force(),
    )
    return Clash(conflict.name, said)
