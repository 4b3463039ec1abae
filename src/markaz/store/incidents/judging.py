"""What people said of pairs of reports: append-only, the latest word that was not taken back."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Max

from markaz.accounts.models import User
from markaz.records.kinds import Verdict
from markaz.store.bulk import one_at_a_time
from markaz.store.incidents import plain
from markaz.store.models import JudgementRow

Pair = tuple[int, int]


class _Word(NamedTuple):
    """A judgement by what it says; Django takes long to make an object of each."""

    id: int
    left: int
    right: int
    verdict: str
    withdraws: int | None


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The verdict that stands on each judged pair, the latest first."""

    latest: tuple[tuple[Pair, Verdict], ...]

    def of(self, verdict: Verdict) -> frozenset[Pair]:
        """The pairs of one verdict."""
        return frozenset(pair for pair, said in self.latest if said is verdict)


def judge(pairs: Iterable[Pair], verdict: Verdict, *, reason: str, by: User, now: datetime) -> int:
    """Keep one act: the same verdict on each of the pairs.  Gives the act's number."""
    one_at_a_time("links")
    act = _next_act()
    at = now.astimezone(UTC)
    JudgementRow.objects.bulk_create(
        JudgementRow(
            act=act,
            left=min(pair),
            right=max(pair),
            verdict=verdict,
            by=by.username,
            at=at,
            reasons=[reason] if reason else [],
        )
        for pair in pairs
    )
    return act


def withdraw(act: int, *, by: User, now: datetime) -> tuple[Pair, ...]:
    """Take an act back.  Gives the pairs that it judged; none where it was taken back already."""
    one_at_a_time("links")
    judged = list(JudgementRow.objects.filter(act=act).exclude(verdict=Verdict.WITHDRAWN))
    lefts = {row.left for row in judged}
    taken = set(
        JudgementRow.objects.filter(verdict=Verdict.WITHDRAWN, left__in=lefts).values_list(
            "withdraws", flat=True
        )
    )
    rows = [row for row in judged if row.id not in taken]
    following = _next_act()
    at = now.astimezone(UTC)
    JudgementRow.objects.bulk_create(
        JudgementRow(
            act=following,
            left=row.left,
            right=row.right,
            verdict=Verdict.WITHDRAWN,
            withdraws=row.id,
            by=by.username,
            at=at,
        )
        for row in rows
    )
    return tuple((row.left, row.right) for row in rows)


def standing(numbers: Iterable[int] | None = None) -> Verdicts:
    """What people's judgements come to today.

    Given reports, only what was said of them and of those they are held together with.
    """
    if numbers is None:
        every = JudgementRow.objects.values_list(*_Word._fields).iterator()
        return _verdicts(map(_Word._make, every))
    found: dict[int, _Word] = {}
    known, fresh = set[int](), set(numbers)
    while fresh:
        known |= fresh
        rows = list(_about(fresh))
        found.update({row.id: row for row in rows})
        fresh = _together(rows) - known
    return _verdicts(found.values())


def held_with(numbers: Collection[int]) -> set[int]:
    """The reports that a person's standing word holds together with any of these."""
    return _together(_about(numbers))


def _about(numbers: Collection[int]) -> Iterator[_Word]:
    rows = plain.rows(JudgementRow, _Word._fields, by=["left", "right"], numbers=numbers)
    return map(_Word._make, rows)


def _together(rows: Iterable[_Word]) -> set[int]:
    return {number for pair in _verdicts(rows).of(Verdict.POSITIVE) for number in pair}


def _verdicts(rows: Iterable[_Word]) -> Verdicts:
    ordered = sorted(rows)
    taken = {row.withdraws for row in ordered if row.verdict == Verdict.WITHDRAWN}
    latest: dict[Pair, Verdict] = {}
    for row in ordered:
        if row.id not in taken and row.verdict != Verdict.WITHDRAWN:
            pair = (row.left, row.right)
            # Taken out first, so that a pair judged again stands where its last word does.
            latest.pop(pair, None)
            latest[pair] = Verdict(row.verdict)
    return Verdicts(tuple(reversed(latest.items())))


def _next_act() -> int:
    return (JudgementRow.objects.aggregate(top=Max("act"))["top"] or 0) + 1
