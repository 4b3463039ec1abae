"""By which way something is said to a partner: into our collection, or to the server we read."""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markaz.records.errors import InvalidValueError
from markaz.store.exchange import adding, collections, objects
from markaz.store.models import Collection, CollectionAccess, Feed, Outbound, Partner

# Partners are told one address.
ROOT = "partners"
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Channel:
    """Where a partner's object came from, and where an answer to it goes: one of the two."""

    feed: Feed | None = None
    collection: Collection | None = None


def say(channel: Channel, stix: Mapping[str, Any], *, now: datetime) -> None:
    """Let a partner find an object in our collection, or queue it for the server of the partner.

    Call it inside the transaction of the action.
    """
    if channel.collection is not None:
        (told,) = adding.add(channel.collection, [stix], now=now)
        if told.outcome is adding.Outcome.REFUSED:
            raise InvalidValueError("An object cannot be sent: {reason}", reason=told.message)
    elif channel.feed is not None:
        Outbound.objects.get_or_create(
            stix_id=stix["id"],
            defaults={"feed": channel.feed, "body": objects.body(stix), "made_at": now},
        )


def waiting(feed: Feed) -> tuple[Outbound, ...]:
    """What is to be sent to a partner's server next, the oldest first."""
    return tuple(feed.outbound.filter(sent_at=None)[:_AT_ONCE])


def mark_sent(ids: Set[str], *, now: datetime) -> None:
    """Note that these objects, by STIX id, have arrived at the partner's."""
    Outbound.objects.filter(stix_id__in=ids, sent_at=None).update(sent_at=now)


def objects_in(rows: Sequence[Outbound]) -> list[dict[str, Any]]:
    """The objects of a queue."""
    return [json.loads(row.body) for row in rows]


def for_requests(partner: Partner, *, now: datetime) -> Collection:
    """The collection in which this partner alone finds what we ask, and answers."""
    alias = f"requests-{partner.name}"[:64].rstrip("-")
    collection = collections.made(alias, root=ROOT, title="Requests for information", now=now)
    CollectionAccess.objects.get_or_create(
        collection=collection,
        partner=partner,
        defaults={"may_read": True, "may_write": True, "purpose": "requests for information"},
    )
    return collection
