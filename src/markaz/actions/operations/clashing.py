"""From overlaps found to conflicts in the hands of the watch desk."""

from collections.abc import Mapping, Sequence
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
from markaz.store.operations.conflicts import Found


@dataclass(frozen=True, slots=True)
class Clash:
    """That another operation comes too near, and whom to ring about it."""

    name: str
    notice: Notice


def opened(
    row: OperationRow, found: Sequence[Overlap], *, by: User, now: datetime
) -> tuple[Clash, ...]:
    """A conflict for each overlap of a new operation; what its officer is told of each."""
    return tuple(_told(one, to=row) for one in _put(row, found, {}, by=by, now=now))


def moved(
    row: OperationRow, found: Sequence[Overlap], *, by: User, now: datetime
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
    put = _put(row, found, standing, by=by, now=now)
    for one in standing.values():
        if one not in {kept.row for kept in put}:
            apart = conflicts.Act.APART
            conflicts.act(one, apart, at=now, by=by.username, side=row.number)
    return tuple(_told(one, to=row) for one in put)


@transaction.atomic
def _put(
    row: OperationRow,
    found: Sequence[Overlap],
    standing: Mapping[frozenset[int], ConflictRow],
    *,
    by: User,
    now: datetime,
) -> list[Found]:
    """Each overlap with its conflict: one that stands, or one that is opened."""
    own = OperationKey(row.agency, row.reference)
    revisions = plans.of_keys({one.left for one in found} | {one.right for one in found})
    revisions[own] = row
    pairs = [(revisions[one.left], revisions[one.right]) for one in found]
    open_ones = [standing.get(frozenset((left.number, right.number))) for left, right in pairs]
    rules = desk_rules.in_force()
    fresh = [
        (*pair, ladder.opened(overlap, rules=rules, now=now))
        for overlap, pair, conflict in zip(found, pairs, open_ones, strict=True)
        if conflict is None
    ]
    started = conflicts.start(fresh, now=now)
    for conflict, (left, right, _) in zip(started, fresh, strict=True):
        details = {"sides": [str(left), str(right)]}
        audit.log(Event.CONFLICT_OPENED, subject=str(conflict), by=by, now=now, details=details)
    new = iter(started)
    kept = [
        Found(conflict or next(new), overlap, *pair, is_new=conflict is None)
        for overlap, pair, conflict in zip(found, pairs, open_ones, strict=True)
    ]
    conflicts.found(kept, rules_version=desk_rules.edition(), now=now)
    return kept


def _told(found: Found, *, to: OperationRow) -> Clash:
    rules = desk_rules.in_force()
    record = (
        ladder.opened(found.overlap, rules=rules, now=found.row.opened_at)
        if found.is_new
        else conflicts.record(found.row)
    )
    said = blind.notice(
        record,
        to=OperationKey(to.agency, to.reference),
        left=plans.record(found.left),
        right=plans.record(found.right),
        rules=rules,
    )
    return Clash(found.row.name, said)
