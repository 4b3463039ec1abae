"""Subjects, their names and numbers, and which mentions are theirs; ended, never erased."""

from datetime import UTC, date, datetime

from markaz.accounts.models import User
from markaz.records.subject import Subject
from markaz.store.models import AliasRow, BelongingRow, MentionRow, SubjectRow


def open_subject(
    subject: Subject, *, agency: str, marking: str, by: User, now: datetime
) -> SubjectRow:
    """Keep a new subject."""
    return SubjectRow.objects.create(
        kind=subject.kind.value,
        category=subject.category.value,
        basis=subject.basis,
        review_by=subject.review_by,
        agency=agency,
        marking=marking,
        created_by=by.username,
        created_at=now.astimezone(UTC),
    )


def change(row: SubjectRow, *, category: str, basis: str, review_by: date) -> None:
    """Write what a subject is kept as, why and until when."""
    row.category, row.basis, row.review_by = category, basis, review_by
    row.save(force_update=True)


def add_alias(  # noqa: PLR0913 (keyword-only, each its own fact)
    row: SubjectRow,
    mention: MentionRow,
    *,
    kind: str,
    written: str,
    canonical: str,
    said_by: str,
    said_on: date,
    report: int | None,
    restores: AliasRow | None,
    by: User,
    now: datetime,
) -> AliasRow:
    """Keep a name or number of a subject, with who said it, when, and in which report."""
    return AliasRow.objects.create(
        subject=row,
        mention=mention,
        kind=kind,
        written=written,
        canonical=canonical,
        said_by=said_by,
        said_on=said_on,
        report=report,
        restores=restores,
        added_at=now,
        added_by=by.username,
    )


def end_alias(alias: AliasRow, *, by: User, now: datetime) -> None:
    """End one alias; the others and its own row stay."""
    alias.ended_at, alias.ended_by = now, by.username
    alias.save(force_update=True)


def belong(
    row: SubjectRow, mention: int, *, rule: str, reason: str, by: User, now: datetime
) -> BelongingRow:
    """Say that a mention is the subject's."""
    return BelongingRow.objects.create(
        subject=row, mention_id=mention, rule=rule, reason=reason, since=now, by=by.username
    )


def end_belonging(mention: int, *, by: User, now: datetime) -> int | None:
    """Say that the mention is nobody's any more; gives the subject that it was of."""
    standing = BelongingRow.objects.filter(mention_id=mention, ended_at=None).first()
    if standing is None:
        return None
    standing.ended_at, standing.ended_by = now, by.username
    standing.save(force_update=True)
    return standing.subject_id
