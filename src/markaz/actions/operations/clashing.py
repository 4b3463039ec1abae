"""From overlaps and shared targets to conflicts in the hands of the watch desk."""

from collections.abc import Collection, Iterable, Mapping
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
from markaz.records.operations.target import Target
from markaz.store import audit
from markaz.store.models import ConflictRow, OperationRow
from markaz.store.operations import conflicts, plans, targets
from markaz.store.operations.conflicts import Found


@dataclass(frozen=True, slots=True)
class Clash:
    """That another operation is too near or after the same subject, and whom to ring."""

    name: str
    notice: Notice


@dataclass(frozen=True, slots=True)
class Cause:
    """Why two operations are told to each other: an overlap, numbers that both name, or both."""

    overlap: Overlap | None
    shared: tuple[Target, ...] = ()


def causes(
    row: OperationRow,
    found: Iterable[Overlap],
    shared: Mapping[OperationKey, tuple[Target, ...]],
) -> dict[OperationKey, Cause]:
    """The causes of conflict by the other operation, in the order of their keys."""
    own = OperationKey(row.agency, row.reference)
    near = {one.right if one.left == own else one.left: one for one in found}
    return {key: Cause(near.get(key), shared.get(key, ())) for key in sorted({*near, *shared})}


def opened(
    row: OperationRow, told: Mapping[OperationKey, Cause], *, by: User, now: datetime
) -> tuple[Clash, ...]:
    """A conflict for each cause of a new operation; what its officer is told of each."""
    return tuple(_told(one, to=row) for one in _put(row, told, {}, by=by, now=now))


def moved(
    row: OperationRow,
    told: Mapping[OperationKey, Cause],
    *,
    still: Collection[OperationKey] = (),
    by: User,
    now: datetime,
) -> tuple[Clash, ...]:
    """The conflicts of an operation that changed; what keeps clear of it now is noted so.

    A conflict that is open goes on with its owner and its consents; one that was closed is
    opened again as another, because it was closed on another plan.  `still` are operations of
    which nothing new was found and that do not keep clear either.
    """
    standing = {
        frozenset((one.left, one.right)): one
        for one in conflicts.of_operations([row.number])
        if one.closed_at is None
    }
    put = _put(row, told, standing, by=by, now=now)
    kept = {one.number for one in plans.of_keys({*told, *still}).values()}
    for sides, one in standing.items():
        if not kept & sides:
            apart = conflicts.Act.APART
            conflicts.act(one, apart, at=now, by=by.username, side=row.number)
    return tuple(_told(one, to=row) for one in put)


@transaction.atomic
def _put(
    row: OperationRow,
    told: Mapping[OperationKey, Cause],
    standing: Mapping[frozenset[int], ConflictRow],
    *,
    by: User,
    now: datetime,
) -> list[Found]:
    """Each cause with its conflict: one that stands, or one that is opened."""
    others, rules = plans.of_keys(told), desk_rules.in_force()
    pairs = [_sides(row, others[key]) for key in told]
    open_ones = [standing.get(frozenset((left.number, right.number))) for left, right in pairs]
    fresh = [
        (*pair, ladder.opened(*map(_key, pair), rules=rules, now=now))
        for pair, conflict in zip(pairs, open_ones, strict=True)
        if conflict is None
    ]
    started = conflicts.start(fresh, now=now)
    for conflict, (left, right, _) in zip(started, fresh, strict=True):
        details = {"sides": [str(left), str(right)]}
        audit.log(Event.CONFLICT_OPENED, subject=str(conflict), by=by, now=now, details=details)
    new = iter(started)
    kept = [
        Found(conflict or next(new), cause.overlap, *pair, is_new=conflict is None)
        for cause, pair, conflict in zip(told.values(), pairs, open_ones, strict=True)
    ]
    conflicts.found(kept, rules_version=desk_rules.edition(), now=now)
    for one, cause in zip(kept, told.values(), strict=True):
        targets.keep_shared(one.row, cause.shared, revisions=(one.left, one.right), now=now)
    return kept


def _sides(row: OperationRow, other: OperationRow) -> tuple[OperationRow, OperationRow]:
    return (row, other) if _key(row) < _key(other) else (other, row)


def _key(row: OperationRow) -> OperationKey:
    return OperationKey(row.agency, row.reference)


def _told(found: Found, *, to: OperationRow) -> Clash:
    rules, sides = desk_rules.in_force(), (found.left, found.right)
    record = (
        ladder.opened(*map(_key, sides), rules=rules, now=found.row.opened_at)
        if found.is_new
        else conflicts.record(found.row)
    )
    left, right = map(plans.record, sides)
    said = blind.notice(record, to=_key(to), left=left, right=right, rules=rules)
    return Clash(found.row.name, said)
