"""The pairs of reports that wait for a person, most double-count weight first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from markaz.accounts.models import User
from markaz.records.kinds import Verdict
from markaz.store.models import JudgementRow, LineRow, PairRow, ReportRow

Pair = tuple[int, int]
_ORDER = ("-at_stake_mg", "-weight_mbits", "left", "right")


class Which(StrEnum):
    """Which of the pairs in doubt: those that wait, those laid aside, those inside an incident."""

    WAITING = "waiting"
    UNSURE = "unsure"
    WELDS = "welds"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the queue; an empty text asks nothing."""

    which: Which = Which.WAITING
    agency: str = ""
    substance: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many pairs wait, what they may count twice, and how many acts a person did today."""

    pairs: int
    at_stake_mg: int
    done: int


def waiting(
    asked: Asked, *, review_mbits: int, limit: int, after: PairRow | None = None
) -> list[PairRow]:
    """The pairs of the queue in their order, beginning after one of them where it is given."""
    rows = _queue(asked, review_mbits=review_mbits)
    if after is not None:
        rows = rows.filter(_behind(after))
    return list(rows.order_by(*_ORDER)[:limit])


def waiting_for(number: int, *, limit: int) -> list[PairRow]:
    """The pairs of one report that wait for a person."""
    of_report = Q(left=number) | Q(right=number)
    rows = PairRow.objects.filter(of_report, ~Exists(_laid_aside()), review=True)
    return list(rows.order_by(*_ORDER)[:limit])


def progress(asked: Asked, *, review_mbits: int, by: User, since: datetime) -> Progress:
    """How much waits, and how many acts that stand this person did since a moment."""
    sums = _queue(asked, review_mbits=review_mbits).aggregate(
        pairs=Count("left"), at_stake=Sum("at_stake_mg")
    )
    return Progress(sums["pairs"], sums["at_stake"] or 0, _acts(by, since).count())


def last_act(by: User, *, since: datetime) -> JudgementRow | None:
    """The first row of the latest act of this person that stands."""
    latest = _acts(by, since).order_by("-act").first()
    return JudgementRow.objects.filter(act=latest).order_by("id").first() if latest else None


def pair_row(pair: Pair) -> PairRow | None:
    """One pair, if it is kept."""
    return PairRow.objects.filter(left=pair[0], right=pair[1]).first()


def _queue(asked: Asked, *, review_mbits: int) -> QuerySet[PairRow]:
    unsure = Exists(_laid_aside())
    rows = PairRow.objects.filter(unsure if asked.which is Which.UNSURE else ~unsure, review=True)
    if asked.which is Which.WELDS:
        # What is likely and not joined weighs more; only doubts about joined reports weigh less.
        rows = rows.filter(weight_mbits__lt=review_mbits)
    for fits in _conditions(asked):
        rows = rows.filter(_of("left", fits) | _of("right", fits))
    return rows


def _conditions(asked: Asked) -> list[Q]:
    found = []
    if asked.agency:
        # A directorate's reports are its agency's too.
        found.append(Q(agency=asked.agency) | Q(agency__startswith=f"{asked.agency}-"))
    if asked.province:
        found.append(Q(province=asked.province))
    if asked.substance:
        named = Q(substance=asked.substance) | Q(substance__startswith=f"{asked.substance}-")
        found.append(Q(Exists(LineRow.objects.filter(named, report_id=OuterRef("id")))))
    return found


def _of(side: str, fits: Q) -> Exists:
    return Exists(ReportRow.objects.filter(fits, number=OuterRef(side), known_to=None))


def _laid_aside() -> QuerySet[JudgementRow]:
    """The "not sure" that stands on a pair; every step finds its rows by the pair."""
    of_pair = JudgementRow.objects.filter(left=OuterRef("left"), right=OuterRef("right"))
    standing = of_pair.exclude(verdict=Verdict.WITHDRAWN).filter(~Exists(_taking_back()))
    later = standing.filter(id__gt=OuterRef("id"))
    return standing.filter(~Exists(later), verdict=Verdict.UNSURE)


def _taking_back() -> QuerySet[JudgementRow]:
    return JudgementRow.objects.filter(
        left=OuterRef("left"), right=OuterRef("right"), withdraws=OuterRef("id")
    )


def _acts(by: User, since: datetime) -> QuerySet[JudgementRow, int]:
    mine = JudgementRow.objects.filter(by=by.username, at__gte=since.astimezone(UTC))
    standing = mine.exclude(verdict=Verdict.WITHDRAWN).filter(~Exists(_taking_back()))
    return standing.order_by().values_list("act", flat=True).distinct()


def _behind(row: PairRow) -> Q:
    stake, weight = row.at_stake_mg, row.weight_mbits
    return (
        Q(at_stake_mg__lt=stake)
        | Q(at_stake_mg=stake, weight_mbits__lt=weight)
        | Q(at_stake_mg=stake, weight_mbits=weight, left__gt=row.left)
        | Q(at_stake_mg=stake, weight_mbits=weight, left=row.left, right__gt=row.right)
    )
