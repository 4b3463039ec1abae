"""The numbers that operations name as their targets: kept, and whom they are shared with."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from markaz.records.operations.operation import OperationKey
from markaz.records.operations.target import Target
from markaz.store.models import ConflictRow, OperationRow, SharedTargetRow, TargetRow
from markaz.store.operations import plans


def keep(number: int, targets: Collection[Target], *, now: datetime) -> bool:
    """Let these be the numbers that an operation names; gives whether that changed anything."""
    at, standing = now.astimezone(UTC), {target_of(row): row.id for row in of(number)}
    gone = [id_ for target, id_ in standing.items() if target not in set(targets)]
    fresh = [target for target in dict.fromkeys(targets) if target not in standing]
    TargetRow.objects.filter(id__in=gone).update(known_to=at)
    TargetRow.objects.bulk_create(
        TargetRow(
            number=number,
            kind=one.kind,
            canonical=one.canonical,
            written=one.written,
            key=one.key,
            known_from=at,
        )
        for one in fresh
    )
    return bool(gone or fresh)


def of(number: int) -> list[TargetRow]:
    """The numbers that an operation names now."""
    return list(TargetRow.objects.filter(number=number, known_to__isnull=True).order_by("id"))


def target_of(row: TargetRow) -> Target:
    """The row as the record."""
    return Target(row.kind, row.canonical, row.written, row.key)


def shared_with(row: OperationRow, *, own_agency: bool) -> dict[OperationKey, tuple[Target, ...]]:
    """The live operations of others that name a number which this one names, and which."""
    ours = {target_of(one): one for one in of(row.number)}
    keys = {target.key for target in ours}
    rows = TargetRow.objects.filter(key__in=keys, known_to__isnull=True).exclude(number=row.number)
    by_number: dict[int, list[Target]] = defaultdict(list)
    for one in rows:
        if target_of(one) in ours:
            by_number[one.number].append(target_of(one))
    others = plans.of_numbers(by_number)
    return {
        OperationKey(other.agency, other.reference): tuple(sorted(by_number[number]))
        for number, other in others.items()
        if other.state in plans.ACTIVE and (own_agency or other.agency != row.agency)
    }


def keep_shared(
    conflict: ConflictRow,
    shared: Iterable[Target],
    *,
    revisions: tuple[OperationRow, OperationRow],
    now: datetime,
) -> None:
    """Keep which numbers the two revisions of a conflict share."""
    SharedTargetRow.objects.bulk_create(
        SharedTargetRow(
            conflict=conflict,
            found_at=now.astimezone(UTC),
            left_revision=revisions[0].id,
            right_revision=revisions[1].id,
            kind=one.kind,
            canonical=one.canonical,
        )
        for one in shared
    )


def are_shared(conflict: ConflictRow) -> bool:
    """Whether the two operations were ever found to name the same number."""
    return SharedTargetRow.objects.filter(conflict=conflict).exists()


def shared_by(conflict: ConflictRow, *, mine: OperationRow) -> tuple[str, ...]:
    """The numbers that both sides were found to name, as this side wrote them."""
    shared = set(SharedTargetRow.objects.filter(conflict=conflict).values_list("kind", "canonical"))
    rows = TargetRow.objects.filter(number=mine.number).order_by("id")
    written = {(row.kind, row.canonical): row.written for row in rows}
    return tuple(text for number, text in written.items() if number in shared)
