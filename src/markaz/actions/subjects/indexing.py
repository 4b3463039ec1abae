"""Bringing the look-up up to date with what reports name."""

from datetime import date, datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.subjects.looking import written_numbers
from markaz.actions.subjects.network import ahead
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.store import audit, bulk
from markaz.store.subjects import lookup, mentions
from markaz.store.subjects.mentions import Named
from markaz.subjects.lookup.keys import stored_keys
from markaz.subjects.mentions.mention import Birth, Mention
from markaz.subjects.names.words import NameKind

# One transaction each: a kill loses no more, and readers of SQLite wait no longer.
_REPORTS_AT_ONCE = 5_000


def index_reports(*, by: User, now: datetime) -> int:
    """Make every report findable; gives how many mentions were added."""
    require(by.permissions, Permission.RECEIVE_FILE)
    added = 0
    while fresh := index_some(by=by, now=now, most=_REPORTS_AT_ONCE):
        added += fresh
    ahead.ask()
    return added


@transaction.atomic
def index_some(*, by: User, now: datetime, most: int) -> int:
    """Make the next reports findable, `most` at the most; gives how many mentions were added."""
    require(by.permissions, Permission.RECEIVE_FILE)
    bulk.one_at_a_time("lookup")
    named = mentions.unindexed(most=most)
    if not named:
        return 0
    ids = mentions.point_to(named, by=by, now=now)
    lookup.keep_keys({number: _keys(one) for number, one in zip(ids, named, strict=True)})
    audit.log(
        Event.MENTIONS_INDEXED,
        subject=f"reports to {named[-1].report}",
        by=by,
        now=now,
        details={"mentions": len(ids)},
    )
    return len(ids)


def backlog() -> int:
    """How many reports name somebody who is not findable yet."""
    return mentions.waiting()


def _keys(one: Named) -> frozenset[int]:
    mention = Mention(
        name=one.name,
        father_name=one.father_name,
        birth=_birth(one.age, on=one.on),
        identifiers=written_numbers(one.document, one.phone, one.means),
    )
    return stored_keys(mention, kind=NameKind.PERSON)


def _birth(age: int | None, *, on: date | None) -> Birth | None:
    return Birth.aged(age, on=on) if age is not None and on else None
