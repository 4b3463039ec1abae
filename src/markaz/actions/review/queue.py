"""The queue of pairs in doubt: what waits, one pair at a time, and how far a person has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions import grouping
from markaz.actions.review import explaining
from markaz.actions.review.explaining import Why
from markaz.actions.review.judging import permit
from markaz.consolidation.reasons import chance
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission
from markaz.records.errors import InvalidValueError
from markaz.store import audit
from markaz.store.models import PairRow
from markaz.store.pages import pair as pages
from markaz.store.pages import queue
from markaz.store.pages.lists import visible_reports
from markaz.store.pages.queue import Asked, Pair, Progress


@dataclass(frozen=True, slots=True)
class Doubt:
    """One pair in full: both reports, what is at stake, and why it is in doubt.

    `why` is empty where `silent` says in a sentence why no reasons can be given.
    """

    file: pages.PairFile
    why: Why | None
    silent: InvalidValueError | None = None

    @property
    def pair(self) -> Pair:
        """The numbers of both reports."""
        return self.file.left.filed.report.number, self.file.right.filed.report.number


@dataclass(frozen=True, slots=True)
class Last:
    """An act that can be taken back: its verdict, and the first pair it judged."""

    act: int
    verdict: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One pair of the queue as a list shows it."""

    left: int
    right: int
    left_name: str
    right_name: str
    weight: float
    chance: float
    at_stake_mg: int


def lines(asked: Asked, *, by: User, limit: int) -> tuple[Line, ...]:
    """The first pairs of the queue, each in one line."""
    permit(by)
    return _lines(queue.waiting(asked, review_mbits=_review(), limit=limit), by=by)


def waiting_for(number: int, *, by: User, limit: int = 20) -> tuple[Line, ...]:
    """The pairs of one report that wait for a person; none for who does not judge pairs.

    That a pair is in doubt tells of the other report, which an agency may not be let see.
    """
    if Permission.CONSOLIDATE not in by.permissions or not by.viewer.at_centre:
        return ()
    return _lines(queue.waiting_for(number, limit=limit), by=by)


def _lines(rows: list[PairRow], *, by: User) -> tuple[Line, ...]:
    names = _names((number for row in rows for number in (row.left, row.right)), by=by)
    return tuple(
        Line(
            left=row.left,
            right=row.right,
            left_name=names[row.left],
            right_name=names[row.right],
            weight=row.weight_mbits / 1000,
            chance=chance(row.weight_mbits / 1000),
            at_stake_mg=row.at_stake_mg,
        )
        for row in rows
        if row.left in names and row.right in names
    )


def progress(asked: Asked, *, by: User, now: datetime) -> Progress:
    """How many pairs wait, what they may count twice, and how many acts this person did today."""
    permit(by)
    return queue.progress(asked, review_mbits=_review(), by=by, since=_midnight(now))


def last_act(*, by: User, now: datetime) -> Last | None:
    """The latest act of this person today that can be taken back."""
    permit(by)
    row = queue.last_act(by, since=_midnight(now))
    if row is None:
        return None
    names = _names([row.left, row.right], by=by)
    return Last(row.act, row.verdict, tuple(names.values()))


def first(asked: Asked, *, after: Pair | None, by: User, now: datetime) -> Doubt | None:
    """The first pair of the queue, or the first after a skipped one; None where none waits."""
    permit(by)
    skipped = queue.pair_row(after) if after else None
    for row in queue.waiting(asked, review_mbits=_review(), limit=1, after=skipped):
        return look(row.left, row.right, by=by, now=now)
    return None


@transaction.atomic
def look(left: int, right: int, *, by: User, now: datetime) -> Doubt | None:
    """One pair in full; who looked is written down.  None where it is not there to be seen."""
    permit(by)
    file = pages.pair(left, right, by=by)
    if file is None:
        return None
    doubt = _explained(file, by=by)
    audit.log(
        Event.REPORT_VIEWED,
        subject=f"pair {doubt.pair[0]}, {doubt.pair[1]}",
        by=by,
        now=now,
        details={"reports": [side.filed.report.id for side in (file.left, file.right)]},
    )
    return doubt


def _explained(file: pages.PairFile, *, by: User) -> Doubt:
    numbers = file.left.filed.report.number, file.right.filed.report.number
    try:
        return Doubt(file, explaining.why(*numbers, by=by))
    except InvalidValueError as refusal:
        # A new model was trained since: the pair can still be judged.
        return Doubt(file, None, silent=refusal)


def _review() -> int:
    return grouping.mbits(grouping.model_in_use().review)


def _midnight(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def _names(numbers: Iterable[int], *, by: User) -> dict[int, str]:
    found = visible_reports(by.viewer).filter(number__in=set(numbers), known_to=None)
    named = found.order_by("number").values_list("number", "agency", "reference")
    # Many agencies begin their references with their own name.
    return {
        number: reference if reference.startswith(agency) else f"{agency}/{reference}"
        for number, agency, reference in named
    }
