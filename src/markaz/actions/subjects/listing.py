"""An agency's own list: entries that bring a name or a number, and taking them off again."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.subjects.looking import as_mention
from markaz.governance.audit import Event
from markaz.governance.marking import Marking
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.subject import SubjectKind
from markaz.store import audit
from markaz.store.models import MentionRow
from markaz.store.subjects import lookup, mentions
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import Doubt, Identifier, IdentifierKind
from markaz.subjects.identifiers.reading import read
from markaz.subjects.lookup.keys import stored_keys
from markaz.subjects.names.words import NameKind


@transaction.atomic
def list_entry(
    entry: Listed, *, numbers: Iterable[tuple[IdentifierKind, str]] = (), by: User, now: datetime
) -> MentionRow:
    """Put an entry on its agency's list, findable at once.

    Raises:
        InvalidValueError: a number cannot be read, or nothing is said to be found by.
        NotPermittedError: it is another agency's list.
    """
    require(by.permissions, Permission.KEEP_SUBJECTS)
    demand_own(entry.agency, by=by)
    if entry.marking not in set(Marking):
        raise InvalidValueError(
            f"No marking is called {entry.marking!r}: use {', '.join(Marking)}."
        )
    read_ones = [_number(kind, written) for kind, written in numbers]
    if not (entry.name.strip() or read_ones or entry.address.strip()):
        raise InvalidValueError("An entry needs a name, a number or a place to be found by.")
    told = [(one.kind.value, one.canonical, one.written) for one in read_ones]
    row = mentions.list_entry(entry, told, by=by, now=now)
    lookup.keep_keys({row.id: _keys(entry, row.id)})
    audit.log(
        Event.ENTRY_LISTED,
        subject=f"entry {row.id}",
        by=by,
        now=now,
        details={"agency": entry.agency, "marking": row.marking, "numbers": len(read_ones)},
    )
    return row


@transaction.atomic
def end_entry(number: int, *, by: User, now: datetime) -> None:
    """Take an entry off its list; it answers no check any more."""
    require(by.permissions, Permission.KEEP_SUBJECTS)
    row = MentionRow.objects.filter(id=number, part="listed", ended_at=None).first()
    if row is None or not _speaks_for(row.agency, by=by):
        raise InvalidValueError(f"There is no entry {number} on your agency's list.")
    mentions.end(number, by=by, now=now)
    audit.log(
        Event.ENTRY_ENDED,
        subject=f"entry {number}",
        by=by,
        now=now,
        details={"agency": row.agency},
    )


def demand_own(agency: str, *, by: User) -> None:
    """Refuse who does not speak for the agency."""
    if not _speaks_for(agency, by=by):
        raise NotPermittedError(
            f"You do not speak for {agency}: keep only what is your own agency's."
        )


def _speaks_for(agency: str, *, by: User) -> bool:
    return by.viewer.at_centre or agency in by.viewer.agencies


def _number(kind: IdentifierKind, written: str) -> Identifier:
    found = read(written, kind=kind)
    if isinstance(found, Doubt):
        raise InvalidValueError(f"{written!r} is no {kind.value} number: {found.reason_en}.")
    return found


def _keys(entry: Listed, number: int) -> frozenset[int]:
    mention = as_mention(lookup.fetch([number])[number], on=None)
    kind = NameKind.ORGANISATION if entry.kind is SubjectKind.ORGANISATION else NameKind.PERSON
    return stored_keys(mention, kind=kind, address=entry.address)
