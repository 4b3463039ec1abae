"""Conflicts as rows and as the record that the ladder takes: rebuilt from their acts in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, Q

from markaz.records.operations.conflict import (
    Conflict,
    Consent,
    Ending,
    Outcome,
    Overlap,
    Step,
    Taken,
)
from markaz.records.operations.operation import OperationKey
from markaz.store.models import ConflictAct, ConflictRow, OperationRow, OverlapRow
from markaz.store.naming import drawn_name
from markaz.store.operations import plans

Act = ConflictAct.Act


@dataclass(frozen=True, slots=True)
class Found:
    """A conflict with the overlap that was found, if any, and the revisions that it is of."""

    row: ConflictRow
    overlap: Overlap | None
    left: OperationRow
    right: OperationRow
    is_new: bool


def start(
    fresh: Iterable[tuple[OperationRow, OperationRow, Conflict]], *, now: datetime
) -> list[ConflictRow]:
    """Keep new conflicts, each with the rung that was called first."""
    begun = list(fresh)
    opened_at = now.astimezone(UTC)
    rows = ConflictRow.objects.bulk_create(
        ConflictRow(name=drawn_name(), left=left.number, right=right.number, opened_at=opened_at)
        for left, right, _ in begun
    )
    ConflictAct.objects.bulk_create(
        ConflictAct(conflict=row, act=Act.CALLED, at=step.at.astimezone(UTC), rung=step.rung)
        for row, (_, _, conflict) in zip(rows, begun, strict=True)
        for step in conflict.steps
    )
    return rows


def found(all_: Iterable[Found], *, rules_version: str, now: datetime) -> None:
    """Keep of each conflict where and when the two revisions come nearest."""
    OverlapRow.objects.bulk_create(
        OverlapRow(
            conflict=one.row,
            found_at=now.astimezone(UTC),
            left_revision=one.left.id,
            right_revision=one.right.id,
            first=one.overlap.first,
            last=one.overlap.last,
            closest_dm=round(one.overlap.closest_m * 10),
            closest_at=one.overlap.closest_at,
            radius_m=one.overlap.radius_m,
            rule=one.overlap.rule,
            rules_version=rules_version,
        )
        for one in all_
        if one.overlap is not None
    )


def act(row: ConflictRow, done: Act, *, at: datetime, **said: object) -> None:
    """Add one act to the conflict's life."""
    ConflictAct.objects.create(conflict=row, act=done, at=at.astimezone(UTC), **said)


def keep_steps(row: ConflictRow, before: Conflict, after: Conflict) -> list[str]:
    """Keep the rungs that were called beyond those of before; gives their names."""
    steps = after.steps[len(before.steps) :]
    for step in steps:
        act(row, Act.CALLED, at=step.at, rung=step.rung)
    return [step.rung for step in steps]


def close(row: ConflictRow, *, by: str, now: datetime) -> None:
    """Keep that the conflict is done with."""
    act(row, Act.CLOSED, at=now, by=by)
    ConflictRow.objects.filter(id=row.id).update(closed_at=now.astimezone(UTC))


def named(name: str) -> ConflictRow | None:
    """The conflict of this name."""
    return ConflictRow.objects.filter(name=name.strip().upper()).first()


def open_ones() -> list[ConflictRow]:
    """Every conflict that is not closed, the oldest first."""
    return list(ConflictRow.objects.filter(closed_at__isnull=True).order_by("opened_at", "id"))


def to_be_called(*, rungs: int) -> list[ConflictRow]:
    """The open conflicts that nobody has taken and whose ladder of so many rungs has one left."""
    called = Count("conflictact", filter=Q(conflictact__act=Act.CALLED))
    taken = Count("conflictact", filter=Q(conflictact__act=Act.TAKEN))
    rows = ConflictRow.objects.filter(closed_at__isnull=True).annotate(called=called, taken=taken)
    return list(rows.filter(taken=0, called__lt=rungs).order_by("opened_at", "id"))


def of_operations(numbers: Iterable[int]) -> list[ConflictRow]:
    """The conflicts in which any of these operations is a side, the latest first."""
    wanted = set(numbers)
    rows = ConflictRow.objects.filter(Q(left__in=wanted) | Q(right__in=wanted))
    return list(rows.order_by("-opened_at", "-id"))


def sides(row: ConflictRow) -> tuple[OperationRow, OperationRow]:
    """The standing revisions of both operations, left and right."""
    both = plans.of_numbers((row.left, row.right))
    return both[row.left], both[row.right]


def last_overlap(row: ConflictRow) -> OverlapRow | None:
    """Where and when they come nearest, as it was found last; None where they never did."""
    return OverlapRow.objects.filter(conflict=row).order_by("-id").first()


def acts(row: ConflictRow) -> list[ConflictAct]:
    """Every act, in order."""
    return list(ConflictAct.objects.filter(conflict=row).order_by("id"))


def record(row: ConflictRow) -> Conflict:
    """The conflict as it stands, from its acts."""
    left, right = sides(row)
    keys = {one.number: OperationKey(one.agency, one.reference) for one in (left, right)}
    done = acts(row)
    closed = next((one for one in done if one.act == Act.CLOSED), None)
    return Conflict(
        left=keys[row.left],
        right=keys[row.right],
        opened_at=row.opened_at,
        steps=tuple(Step(one.rung, one.at) for one in done if one.act == Act.CALLED),
        taken=tuple(Taken(one.by, one.at) for one in done if one.act == Act.TAKEN),
        consents=_consents(done, keys),
        outcomes=tuple(
            Outcome(keys[one.side], Ending(one.ending), one.by, one.at, one.remark)
            for one in done
            if one.act == Act.ENDED and one.side is not None
        ),
        closed_by=closed.by if closed else "",
        closed_at=closed.at if closed else None,
    )


def _consents(done: Iterable[ConflictAct], keys: dict[int, OperationKey]) -> tuple[Consent, ...]:
    given: dict[int, Consent] = {}
    for one in done:
        if one.side is not None and one.act == Act.CONSENTED:
            given[one.side] = Consent(keys[one.side], one.by, one.at)
        if one.side is not None and one.act == Act.WITHDRAWN:
            del given[one.side]
    return tuple(given.values())
