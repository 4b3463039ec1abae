"""Why reports stand together, and what people said of them, as an incident's page tells it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from markaz.accounts.models import User
from markaz.records.kinds import Verdict
from markaz.store.models import JudgementRow, Link
from markaz.store.pages.lists import visible_reports

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Joined:
    """One report that was joined to its incident: by which model or by a person, and when."""

    number: int
    name: str
    rule: str
    by_person: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """One word of a person, on one pair or several; `taken_back` holds who and when, if it was."""

    number: int
    verdict: str
    pairs: tuple[Pair, ...]
    names: tuple[tuple[str, str], ...]
    by: str
    at: datetime
    reason: str
    taken_back: tuple[str, datetime] | None


def joined(numbers: Collection[int], *, by: User) -> tuple[Joined, ...]:
    """The links that hold these reports in their incident, of those the person may see."""
    names = _names(numbers, by=by)
    standing = Link.objects.filter(known_to=None, number__in=names).order_by("number")
    return tuple(
        Joined(
            number=link.number,
            name=names[link.number],
            rule=link.rule,
            by_person=link.weight_mbits is None,
            since=link.known_from,
        )
        for link in standing
    )


def acts(numbers: Collection[int], *, by: User) -> tuple[Act, ...]:
    """What was said of these reports and any others, the latest first; only of visible ones."""
    rows = JudgementRow.objects.filter(Q(left__in=numbers) | Q(right__in=numbers)).order_by("id")
    names = _names({number for row in rows for number in (row.left, row.right)}, by=by)
    withdrawals = {row.withdraws: row for row in rows if row.verdict == Verdict.WITHDRAWN}
    by_act: dict[int, list[JudgementRow]] = defaultdict(list)
    for row in rows:
        if row.verdict != Verdict.WITHDRAWN and row.left in names and row.right in names:
            by_act[row.act].append(row)
    return tuple(
        _act(said, names=names, back=withdrawals.get(said[0].id))
        for _, said in sorted(by_act.items(), reverse=True)
    )


def _act(rows: list[JudgementRow], *, names: dict[int, str], back: JudgementRow | None) -> Act:
    first = rows[0]
    return Act(
        number=first.act,
        verdict=first.verdict,
        pairs=tuple((row.left, row.right) for row in rows),
        names=tuple((names[row.left], names[row.right]) for row in rows),
        by=first.by,
        at=first.at,
        reason=" ".join(first.reasons),
        taken_back=(back.by, back.at) if back else None,
    )


def _names(numbers: Iterable[int], *, by: User) -> dict[int, str]:
    found = visible_reports(by.viewer).filter(number__in=set(numbers), known_to=None)
    return dict(found.values_list("number", "reference"))
