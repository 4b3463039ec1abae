"""An agency's own list: entries that bring a name or a number, and taking them off again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.subjects.looking import stated_birth
from markaz.actions.subjects.network import ahead
from markaz.governance.audit import Event
from markaz.governance.marking import Marking
from markaz.governance.permissions import Permission, require
from markaz.records.errors import Bilingual, InvalidValueError, NotPermittedError
from markaz.records.subject import SubjectKind
from markaz.store import audit
from markaz.store.models import MentionRow
from markaz.store.subjects import lookup, mentions
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import Doubt, Identifier, IdentifierKind
from markaz.subjects.identifiers.reading import read
from markaz.subjects.lookup.keys import stored_keys
from markaz.subjects.mentions.mention import Mention
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
    read_ones = tuple(_number(kind, written) for kind, written in numbers)
    return _list([(entry, read_ones)], by=by, now=now)[0]


@transaction.atomic
def list_entries(
    entries: Sequence[tuple[Listed, Sequence[Identifier]]], *, by: User, now: datetime
) -> list[MentionRow]:
    """Put many entries on their agency's list at once, or none of them; as for one."""
    require(by.permissions, Permission.KEEP_SUBJECTS)
    return _list(entries, by=by, now=now) if entries else []


def demand_sound(entry: Listed, numbers: Sequence[Identifier]) -> None:
    """Refuse an entry that nothing finds, or whose marking is none."""
    if entry.marking not in set(Marking):
        raise InvalidValueError(
            "No marking is called {marking!r}: use {known}.",
            marking=entry.marking,
            known=", ".join(Marking),
        )
    if not (entry.name.strip() or numbers or entry.address.strip()):
        raise InvalidValueError("An entry needs a name, a number or a place to be found by.")


@transaction.atomic
def end_entry(number: int, *, by: User, now: datetime) -> None:
    """Take an entry off its list; it answers no check any more."""
    require(by.permissions, Permission.KEEP_SUBJECTS)
    # By an alias's entry a file is found: it is taken away with the alias.
    row = MentionRow.objects.filter(
        id=number, part="listed", ended_at=None, aliases__isnull=True
    ).first()
    if row is None or not _speaks_for(row.agency, by=by):
        raise InvalidValueError("There is no entry {number} on your agency's list.", number=number)
    mentions.end(number, by=by, now=now)
    ahead.ask()
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
            "You do not speak for {agency}: keep only what is your own agency's.", agency=agency
        )


def _speaks_for(agency: str, *, by: User) -> bool:
    return by.viewer.at_centre or agency in by.viewer.agencies


def _number(kind: IdentifierKind, written: str) -> Identifier:
    found = read(written, kind=kind)
    if isinstance(found, Doubt):
        raise InvalidValueError(
            "{written!r} is no {kind} number: {reason}.",
            written=written,
            kind=kind,
            reason=Bilingual(found.reason_en, found.reason_ur),
        )
    return found


@transaction.atomic
def _list(
    entries: Sequence[tuple[Listed, Sequence[Identifier]]], *, by: User, now: datetime
) -> list[MentionRow]:
    told = []
    for entry, numbers in entries:
        demand_own(entry.agency, by=by)
        demand_sound(entry, numbers)
        told.append((entry, [(one.kind.value, one.canonical, one.written) for one in numbers]))
    rows = mentions.list_entries(told, by=by, now=now)
    keyed = zip(rows, entries, strict=True)
    lookup.keep_keys({row.id: _keys(entry, numbers) for row, (entry, numbers) in keyed})
    first, last = rows[0], rows[-1]
    ahead.ask()
    audit.log(
        Event.ENTRY_LISTED,
        subject=f"entry {first.id}" if first is last else f"entries {first.id} to {last.id}",
        by=by,
        now=now,
        details={
            "agency": first.agency,
            "marking": ", ".join(sorted({row.marking for row in rows})),
            "numbers": sum(len(numbers) for _, numbers in entries),
        },
    )
    return rows


def _keys(entry: Listed, numbers: Sequence[Identifier]) -> frozenset[int]:
    mention = Mention(
        name=entry.name,
        father_name=entry.father_name,
        birth=stated_birth(entry.birth_day, entry.birth_first, entry.birth_last),
        identifiers=tuple(numbers),
    )
    kind = NameKind.ORGANISATION if entry.kind is SubjectKind.ORGANISATION else NameKind.PERSON
    return stored_keys(mention, kind=kind, address=entry.address)
