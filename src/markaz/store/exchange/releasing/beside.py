"""What stands beside the reports of an incident: files on persons, closed operations, verdicts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from markaz.records.kinds import Verdict
from markaz.records.subject import Category
from markaz.store.models import BelongingRow, BriefLink, JudgementRow, OperationRow, SubjectRow

_CLOSED = OperationRow.State.CLOSED


@dataclass(frozen=True, slots=True)
class Held:
    """A file on somebody, and which persons of which revisions, by mention, belong to it."""

    subject: SubjectRow
    persons: frozenset[tuple[int, int]]


def files(
    revisions: Collection[int], *, categories: Collection[Category], day: date
) -> tuple[Held, ...]:
    """The files of these categories to which persons of these revisions belong.

    None past its review.
    """
    rows = BelongingRow.objects.filter(
        mention__report__in=revisions,
        mention__part="person",
        ended_at=None,
        subject__category__in=[one.value for one in categories],
        subject__review_by__gte=day,
    ).select_related("subject", "mention")
    found: dict[int, tuple[SubjectRow, set[tuple[int, int]]]] = {}
    for row in rows.order_by("subject_id", "id"):
        if row.mention.report_id is not None and row.mention.place is not None:
            _, persons = found.setdefault(row.subject_id, (row.subject, set()))
            persons.add((row.mention.report_id, row.mention.place))
    return tuple(Held(subject, frozenset(persons)) for subject, persons in found.values())


def operations(named: Collection[tuple[str, str]]) -> tuple[OperationRow, ...]:
    """The closed operations of these agencies under these references of theirs; no silent one."""
    rows = OperationRow.objects.filter(
        agency__in={agency for agency, _ in named},
        reference__in={reference for _, reference in named},
        known_to=None,
        state=_CLOSED,
        silent=False,
    )
    return tuple(row for row in rows.order_by("id") if (row.agency, row.reference) in named)


def judged(numbers: Collection[int], *, verdict: Verdict) -> tuple[JudgementRow, ...]:
    """The pairs of these reports on which a person's standing word is this one."""
    rows = list(JudgementRow.objects.filter(left__in=numbers, right__in=numbers).order_by("id"))
    gone = {row.withdraws for row in rows if row.verdict == Verdict.WITHDRAWN}
    latest = {
        (row.left, row.right): row
        for row in rows
        if row.verdict != Verdict.WITHDRAWN and row.id not in gone
    }
    return tuple(row for row in latest.values() if row.verdict == verdict)


def judged_beside(numbers: Collection[int]) -> frozenset[int]:
    """Every report on which a person ever said whether it and one of these are one event."""
    rows = JudgementRow.objects.filter(Q(left__in=numbers) | Q(right__in=numbers))
    return frozenset(number for pair in rows.values_list("left", "right") for number in pair)


def one_brief(numbers: Collection[int]) -> tuple[BriefLink, ...]:
    """That reports sum one brief with one of these, each report of each such brief once."""
    briefs = BriefLink.objects.filter(number__in=numbers, known_to=None).values("brief")
    rows = BriefLink.objects.filter(known_to=None, brief__in=briefs)
    return tuple(rows.order_by("brief", "number"))
