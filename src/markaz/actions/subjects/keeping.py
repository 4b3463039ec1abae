"""Keeping a file on a subject: by what right, as whom, until when, and what is said of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.subjects import listing
from markaz.actions.subjects.network import ahead
from markaz.governance.audit import Event
from markaz.governance.marking import DEFAULT_MARKING, Marking
from markaz.governance.permissions import Permission, require
from markaz.records.errors import Bilingual, InvalidValueError
from markaz.records.subject import Category, Subject, SubjectKind
from markaz.store import audit
from markaz.store.models import AliasRow, BelongingRow, SubjectRow
from markaz.store.subjects import keeping, lookup, mentions
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import Doubt, Identifier, IdentifierKind
from markaz.subjects.identifiers.reading import read


@dataclass(frozen=True, slots=True)
class Said:
    """A name (`kind` None) or a number of a subject, and who said it, when, in which report."""

    written: str
    by: str
    on: date
    kind: IdentifierKind | None = None
    report: int | None = None


@transaction.atomic
def open_subject(
    subject: Subject, *, agency: str, marking: Marking = DEFAULT_MARKING, by: User, now: datetime
) -> SubjectRow:
    """Open a file; the record itself refuses one without basis, category and review-by day."""
    require(by.permissions, Permission.KEEP_SUBJECTS)
    listing.demand_own(agency, by=by)
    row = keeping.open_subject(subject, agency=agency, marking=marking.value, by=by, now=now)
    _log(Event.SUBJECT_OPENED, row, "opened", by=by, now=now)
    return row


@transaction.atomic
def change_subject(
    number: int, *, category: Category, basis: str, by: User, now: datetime
) -> SubjectRow:
    """Correct what a file says; the day by which it must be reviewed stays where it is."""
    row = _own(number, by=by)
    opened = timezone.localdate(row.created_at)
    Subject(SubjectKind(row.kind), category, basis, row.review_by, since=opened)
    keeping.change(row, category=category.value, basis=basis, review_by=row.review_by)
    _log(Event.SUBJECT_CHANGED, row, "changed", by=by, now=now)
    return row


@transaction.atomic
def validate_subject(
    number: int, *, basis: str, review_by: date, by: User, now: datetime
) -> SubjectRow:
    """Review a file: a new basis, in other words than the old one, moves the day of review."""
    row = _own(number, by=by)
    if " ".join(basis.split()) == " ".join(row.basis.split()):
        raise InvalidValueError("A review needs a new basis: say what is known today.")
    kept = Subject(
        SubjectKind(row.kind), Category(row.category), basis, review_by, timezone.localdate(now)
    )
    keeping.change(row, category=row.category, basis=kept.basis, review_by=kept.review_by)
    _log(Event.SUBJECT_CHANGED, row, "validated", by=by, now=now)
    return row


@transaction.atomic
def add_alias(number: int, said: Said, *, by: User, now: datetime) -> AliasRow:
    """Add a name or number to a file; it is found at once, with the file's own marking."""
    row = _own(number, by=by)
    return _alias(row, said, restores=None, by=by, now=now)


@transaction.atomic
def remove_alias(alias: int, *, by: User, now: datetime) -> None:
    """Take one name or number away; the others stay, and it can be restored."""
    standing = AliasRow.objects.filter(id=alias, ended_at=None).first()
    if standing is None:
        raise InvalidValueError("There is no name or number {alias} that stands.", alias=alias)
    row = _own(standing.subject_id, by=by)
    keeping.end_alias(standing, by=by, now=now)
    keeping.end_belonging(standing.mention_id, by=by, now=now)
    mentions.end(standing.mention_id, by=by, now=now)
    _log(Event.SUBJECT_CHANGED, row, f"alias {alias} removed", by=by, now=now)


@transaction.atomic
def restore_alias(alias: int, *, by: User, now: datetime) -> AliasRow:
    """Bring a removed name or number back, with who said it; its time away stays written."""
    ended = AliasRow.objects.filter(id=alias, ended_at__isnull=False).first()
    if ended is None or AliasRow.objects.filter(restores=ended, ended_at=None).exists():
        raise InvalidValueError("There is no removed name or number {alias}.", alias=alias)
    row = _own(ended.subject_id, by=by)
    kind = None if ended.kind == "name" else IdentifierKind(ended.kind)
    said = Said(ended.written, ended.said_by, ended.said_on, kind, ended.report)
    return _alias(row, said, restores=ended, by=by, now=now)


@transaction.atomic
def claim_mention(
    number: int, mention: int, *, reason: str, rule: str = "", by: User, now: datetime
) -> BelongingRow:
    """Say that a mention is a subject's, by a person's word or by a named rule."""
    row = _own(number, by=by)
    held = lookup.fetch([mention]).get(mention)
    if held is None or not (by.viewer.at_centre or held.agency in by.viewer.agencies):
        raise InvalidValueError("There is no mention {mention} that you may see.", mention=mention)
    if not reason.strip():
        raise InvalidValueError("Say why the mention is this subject's.")
    if BelongingRow.objects.filter(mention_id=mention, ended_at=None).exists():
        raise InvalidValueError(
            "Mention {mention} is a subject's already: release it first.", mention=mention
        )
    kept = keeping.belong(row, mention, rule=rule, reason=reason.strip(), by=by, now=now)
    _log(Event.SUBJECT_CHANGED, row, f"mention {mention} claimed", by=by, now=now)
    return kept


@transaction.atomic
def release_mention(mention: int, *, by: User, now: datetime) -> None:
    """Take back that a mention is a subject's."""
    standing = BelongingRow.objects.filter(mention_id=mention, ended_at=None).first()
    if standing is None:
        raise InvalidValueError("Mention {mention} is no subject's.", mention=mention)
    row = _own(standing.subject_id, by=by)
    keeping.end_belonging(mention, by=by, now=now)
    _log(Event.SUBJECT_CHANGED, row, f"mention {mention} released", by=by, now=now)


def _own(number: int, *, by: User) -> SubjectRow:
    require(by.permissions, Permission.KEEP_SUBJECTS)
    row = SubjectRow.objects.filter(id=number).first()
    if row is None or not (by.viewer.at_centre or row.agency in by.viewer.agencies):
        # Another agency's file is answered as one that is not there.
        raise InvalidValueError("Your agency keeps no subject {number}.", number=number)
    return row


def _alias(
    row: SubjectRow, said: Said, *, restores: AliasRow | None, by: User, now: datetime
) -> AliasRow:
    number = _read(said)
    entry = Listed(
        kind=SubjectKind(row.kind),
        agency=row.agency,
        marking=row.marking,
        name="" if number else said.written,
    )
    numbers = [(number.kind, said.written)] if number else []
    mention = listing.list_entry(entry, numbers=numbers, by=by, now=now)
    keeping.belong(row, mention.id, rule="alias", reason="", by=by, now=now)
    alias = keeping.add_alias(
        row,
        mention,
        kind=number.kind.value if number else "name",
        written=said.written,
        canonical=number.canonical if number else "",
        said_by=said.by,
        said_on=said.on,
        report=said.report,
        restores=restores,
        by=by,
        now=now,
    )
    _log(Event.SUBJECT_CHANGED, row, f"alias {alias.id} added", by=by, now=now)
    return alias


def _read(said: Said) -> Identifier | None:
    if not said.written.strip() or not said.by.strip():
        raise InvalidValueError("Say the name or number, and who said it.")
    if said.kind is None:
        return None
    found = read(said.written, kind=said.kind)
    if isinstance(found, Doubt):
        raise InvalidValueError(
            "{written!r} is no {kind}: {reason}.",
            written=said.written,
            kind=said.kind,
            reason=Bilingual(found.reason_en, found.reason_ur),
        )
    return found


@transaction.atomic
def _log(event: Event, row: SubjectRow, change: str, *, by: User, now: datetime) -> None:
    ahead.ask()
    audit.log(
        event,
        subject=f"subject {row.id}",
        by=by,
        now=now,
        details={"change": change, "category": row.category, "review_by": str(row.review_by)},
    )
