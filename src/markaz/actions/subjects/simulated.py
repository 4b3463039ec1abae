"""The lists of the demonstration's agencies; nobody on them exists."""

from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.subjects.listing import list_entry
from markaz.actions.subjects.notices import keep_contact
from markaz.governance.permissions import Permission, require
from markaz.records.subject import SubjectKind
from markaz.simulation.entries import CONTACTS, ENTRIES
from markaz.store.models import MentionRow
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import IdentifierKind


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
