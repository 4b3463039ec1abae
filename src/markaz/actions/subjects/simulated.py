"""The lists of the demonstration's agencies; nobody on them exists."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.subjects.keeping import Said, add_alias, claim_mention, open_subject
from markaz.actions.subjects.listing import list_entry
from markaz.actions.subjects.notices import keep_contact
from markaz.governance.marking import DEFAULT_MARKING
from markaz.governance.permissions import Permission, require
from markaz.records.subject import Category, Subject, SubjectKind
from markaz.simulation.entries import CONTACTS, ENTRIES
from markaz.simulation.ring import BASIS, CHIEF, DRIVER, RING, Member
from markaz.store.models import MentionRow, SubjectRow
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import IdentifierKind

_HOLDER = "ANF"
_YEARS_TO_REVIEW = 2
_MOST_REPORTS = 12


@transaction.atomic
def list_simulated(*, by: User, now: datetime) -> int:
    """Put the invented entries on their lists, once; gives how many were added."""
    require(by.permissions, Permission.KEEP_SUBJECTS)
    if MentionRow.objects.filter(part="listed").exists():
        return 0
    for agency, desk, phone in CONTACTS:
        keep_contact(agency, desk=desk, phone=phone, by=by, now=now)
    for one in ENTRIES:
        entry = Listed(
            SubjectKind.PERSON,
            one.agency,
            one.marking,
            name=one.name,
            father_name=one.father_name,
            birth_first=one.born,
            birth_last=one.born,
        )
        list_entry(entry, numbers=[(IdentifierKind.PHONE, one.phone)], by=by, now=now)
    return len(ENTRIES)


@transaction.atomic
def keep_simulated_ring(*, by: User, now: datetime) -> tuple[str, ...]:
    """List an invented ring and open a file on two of it, once; gives the names of the files."""
    require(by.permissions, Permission.KEEP_SUBJECTS)
    if SubjectRow.objects.exists():
        return ()
    listed = {one.name: _list(one, by=by, now=now) for one in RING}
    files = []
    for name in (CHIEF, DRIVER):
        row = _open(name, by=by, now=now)
        claim_mention(row.id, listed[name], reason="Simulated: the same number", by=by, now=now)
        files.append(row)
    # Persons whom simulated reports name, so that the file has a when and a where.
    named = MentionRow.objects.filter(part="person", report__known_to=None).order_by("id")
    for mention in named.values_list("id", flat=True)[:_MOST_REPORTS]:
        reason = "Simulated: the demonstration says so"
        claim_mention(files[0].id, mention, reason=reason, by=by, now=now)
    return tuple(row.name for row in files)


def _list(one: Member, *, by: User, now: datetime) -> int:
    entry = Listed(
        SubjectKind.PERSON,
        one.agency,
        DEFAULT_MARKING,
        name=one.name,
        father_name=one.father_name,
        address=one.address,
    )
    numbers = [(IdentifierKind.PHONE, phone) for phone in one.phones]
    numbers += [(IdentifierKind.PLATE, one.plate)] if one.plate else []
    return list_entry(entry, numbers=numbers, by=by, now=now).id


def _open(name: str, *, by: User, now: datetime) -> SubjectRow:
    day = timezone.localdate(now)
    review = day.replace(year=day.year + _YEARS_TO_REVIEW, day=1)
    subject = Subject(SubjectKind.PERSON, Category.SUSPECT, BASIS, review, day)
    row = open_subject(subject, agency=_HOLDER, by=by, now=now)
    for written in (name, name.split()[0]):
        add_alias(row.id, Said(written, "a simulated source", day), by=by, now=now)
    return row
