"""What operations name as their targets: kept, and whom it is shared with."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from django.db.models import Count

from markaz.records.operations.operation import OperationKey
from markaz.records.operations.target import Target
from markaz.store.models import ConflictRow, OperationRow, SharedTargetRow, TargetKey, TargetRow
from markaz.store.operations import plans


def keep(number: int, targets: Collection[Target], *, now: datetime) -> bool:
    """Let these be the targets that an operation names; gives whether that changed anything."""
    at, standing = now.astimezone(UTC), {target_of(row): row.id for row in of(number)}
    gone = [id_ for target, id_ in standing.items() if target not in set(targets)]
    fresh = [target for target in dict.fromkeys(targets) if target not in standing]
    TargetRow.objects.filter(id__in=gone).update(known_to=at)
    for one in fresh:
        row = TargetRow.objects.create(
            number=number,
            kind=one.kind,
            canonical=one.canonical,
            written=one.written,
            known_from=at,
        )
        TargetKey.objects.bulk_create(TargetKey(key=key, target=row) for key in sorted(one.keys))
    return bool(gone or fresh)


def of(number: int) -> list[TargetRow]:
    """The targets that an operation names now."""
    return list(TargetRow.objects.filter(number=number, known_to__isnull=True).order_by("id"))


def target_of(row: TargetRow) -> Target:
    """The row as the record."""
    return Target(row.kind, row.canonical, row.written)


def near(number: int, keys: Collection[int], *, most: int) -> list[tuple[int, Target]]:
    """The targets of other operations that share the most of these keys, by operation."""
    rows = TargetRow.objects.filter(keys__key__in=keys, known_to__isnull=True)
    nearest = rows.exclude(number=number).annotate(shares=Count("keys")).order_by("-shares", "id")
    return [(row.number, target_of(row)) for row in nearest[:most]]


def live(
    row: OperationRow, shared: Mapping[int, Iterable[Target]], *, own_agency: bool
) -> dict[OperationKey, tuple[Target, ...]]:
    """Of operations by number those that are live, and another agency's unless it is said."""
    return {
        OperationKey(other.agency, other.reference): tuple(sorted(shared[number]))
        for number, other in plans.of_numbers(shared).items()
        if other.state in plans.ACTIVE and (own_agency or other.agency != row.agency)
    }


def keep_shared(
    conflict: ConflictRow,
    shared: Iterable[Target],
    *,
    revisions: tuple[OperationRow, OperationRow],
    now: datetime,
) -> None:
    """Keep what the two revisions of a conflict name the same by."""
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
    """Whether the two operations were ever found to be after the same subject."""
    return SharedTargetRow.objects.filter(conflict=conflict).exists()


def shared_by(conflict: ConflictRow, *, mine: OperationRow) -> tuple[str, ...]:
    """What both sides were found to name the same by, as this side wrote it."""
    shared = set(SharedTargetRow.objects.filter(conflict=conflict).values_list("kind", "canonical"))
    rows = TargetRow.objects.filter(number=mine.number).order_by("id")
    written = {(row.kind, row.canonical): row.written for row in rows}
    return tuple(text for number, text in written.items() if number in shared)
