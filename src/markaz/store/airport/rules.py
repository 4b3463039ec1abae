"""Selection rules of agencies, the bags that they selected, and what came of those."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from markaz.accounts.models import User
from markaz.store.models import DeskRow, RuleHit, RuleRow, ScanRow, SearchResult


def of_agency(agency: str) -> QuerySet[RuleRow]:
    """Every version of every rule, by name, the newest version first."""
    return RuleRow.objects.filter(agency=agency)


def standing(agency: str) -> QuerySet[RuleRow]:
    """The rules that nobody ended; whether one is in force its days say."""
    return of_agency(agency).filter(ended_at=None)


def end(row: RuleRow, *, why: str, by: User, now: datetime) -> None:
    """End a version."""
    row.ended_at, row.ended_by, row.why_ended = now, by.username, why
    row.save(update_fields=["ended_at", "ended_by", "why_ended"])


def keep(row: RuleRow, *, by: User, now: datetime) -> RuleRow:
    """Keep a version in the place of the one that stands."""
    former = standing(row.agency).filter(name=row.name).first()
    if former is not None:
        end(former, why=f"version {row.version}", by=by, now=now)
    row.by, row.at = by.username, now
    row.save(force_insert=True)
    return row


def select(scan: ScanRow, rules: list[RuleRow], *, now: datetime) -> None:
    """Write down that rules selected a bag."""
    RuleHit.objects.bulk_create(RuleHit(rule=row, scan=scan, at=now) for row in rules)


def selecting(scan: ScanRow) -> list[RuleRow]:
    """The rules that selected a bag."""
    return list(RuleRow.objects.filter(hits__scan=scan))


def selected(scans: list[ScanRow]) -> set[int]:
    """Which of these bags a rule selected."""
    return set(RuleHit.objects.filter(scan__in=scans).values_list("scan_id", flat=True))


def judged(desk: DeskRow) -> Iterator[tuple[str, int, bool | None]]:
    """Each hit at a desk: rule, version, and what the search found; None where none was made."""
    found = dict(searches(desk).values_list("scan_id", "found"))
    rows = RuleHit.objects.filter(scan__desk=desk).select_related("rule")
    for row in rows:
        yield row.rule.name, row.rule.version, found.get(row.scan_id)


def searches(desk: DeskRow) -> QuerySet[SearchResult]:
    """The results of searches that stand at a desk, whether a rule asked for them or not."""
    return SearchResult.objects.filter(scan__desk=desk, ended_at=None)
