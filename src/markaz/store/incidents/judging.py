"""What people said of pairs of reports: append-only, the latest word that was not taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Max

from markaz.accounts.models import User
from markaz.records.kinds import Verdict
from markaz.store.bulk import one_at_a_time
from markaz.store.models import JudgementRow

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """The pairs that stand judged, by verdict."""

    together: frozenset[Pair]
    apart: frozenset[Pair]
    unsure: frozenset[Pair]


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
    taken = set(
        JudgementRow.objects.filter(verdict=Verdict.WITHDRAWN).values_list("withdraws", flat=True)
    )
    rows = [
        row
        for row in JudgementRow.objects.filter(act=act).exclude(verdict=Verdict.WITHDRAWN)
        if row.id not in taken
    ]
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


def standing() -> Standing:
    """What people's judgements come to today."""
    rows = list(
        JudgementRow.objects.order_by("id").values_list(
            "id", "left", "right", "verdict", "withdraws"
        )
    )
    taken = {withdraws for *_, verdict, withdraws in rows if verdict == Verdict.WITHDRAWN}
    latest: dict[Pair, str] = {}
    for pk, left, right, verdict, _ in rows:
        if pk not in taken and verdict != Verdict.WITHDRAWN:
            latest[left, right] = verdict
    by_verdict: dict[str, set[Pair]] = {verdict: set() for verdict in Verdict}
    for pair, verdict in latest.items():
        by_verdict[verdict].add(pair)
    return Standing(
        together=frozenset(by_verdict[Verdict.POSITIVE]),
        apart=frozenset(by_verdict[Verdict.NEGATIVE]),
        unsure=frozenset(by_verdict[Verdict.UNSURE]),
    )


def _next_act() -> int:
    return (JudgementRow.objects.aggregate(top=Max("act"))["top"] or 0) + 1
