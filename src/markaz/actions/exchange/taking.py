"""Taking what a partner sends to a collection, and what it takes back of its own."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from markaz.actions.exchange.talking import hearing
from markaz.governance.audit import Event
from markaz.records.errors import NotPermittedError
from markaz.store import audit
from markaz.store.exchange import adding, inbox, removing, stamps, statuses
from markaz.store.exchange.adding import Outcome, Told
from markaz.store.exchange.collections import Shown
from markaz.store.exchange.paging import Match
from markaz.store.exchange.partners import SignedIn
from markaz.store.exchange.releasing.channels import Channel
from markaz.store.models import ApiRoot

_THERE = "This version was here already."


@transaction.atomic
def take(shown: Shown, sent: Sequence[object], *, by: SignedIn, now: datetime) -> dict[str, object]:
    """Keep what a partner sends, also among what came in, and say of each object what became of it.

    Gives a status resource of TAXII 2.1, section 4.3.1; it can be asked for again.

    Raises:
        NotPermittedError: the collection is not the partner's to write.
    """
    if not shown.may_write:
        raise NotPermittedError("You may not write to this collection: ask the centre.")
    told = adding.add(shown.collection, sent, now=now, writer=by.partner.id)
    fresh = [(one.stix_id, one.body) for one in told if one.outcome is Outcome.ADDED]
    inbox.keep(fresh, partner=by.partner, collection=shown.collection, now=now)
    notes = [json.loads(one.body) for one in told if one.outcome is Outcome.ADDED]
    hearing.hear(notes, channel=Channel(collection=shown.collection), by=by.partner, now=now)
    status = _status(told, now=now)
    statuses.keep(status, collection=shown.collection, partner=by.partner, now=now)
    audit.log(
        Event.COLLECTION_WRITTEN,
        subject=f"{shown.collection.root.name}/{shown.collection.alias}",
        by=by.partner,
        now=now,
        details={
            "status": status["id"],
            "objects": len(sent),
            "added": len(fresh),
            "refused": status["failure_count"],
            "key": by.token,
            "purpose": shown.purpose,
        },
    )
    return status


@transaction.atomic
def take_back(shown: Shown, stix_id: str, *, match: Match, by: SignedIn, now: datetime) -> int:
    """Remove versions of an object that the partner sent itself; gives how many.

    Raises:
        NotPermittedError: the partner may not both read and write the collection.
    """
    # TAXII 2.1 section 5.7 asks for both rights.
    if not (shown.may_read and shown.may_write):
        raise NotPermittedError("You may not remove from this collection: ask the centre.")
    gone = removing.remove(shown.collection, stix_id, match=match, writer=by.partner.id, now=now)
    if gone:
        audit.log(
            Event.OBJECT_REMOVED,
            subject=stix_id,
            by=by.partner,
            now=now,
            details={"versions": list(gone), "key": by.token, "purpose": shown.purpose},
        )
    return len(gone)


def status(uuid: UUID, *, root: ApiRoot, by: SignedIn) -> dict[str, object] | None:
    """What became of a body that this partner sent; None where it sent none of that id."""
    return statuses.find(uuid, root=root, partner=by.partner)


def _status(told: Sequence[Told], *, now: datetime) -> dict[str, object]:
    failed = [one for one in told if one.outcome is Outcome.REFUSED]
    kept = [one for one in told if one.outcome is not Outcome.REFUSED]
    status: dict[str, object] = {
        "id": str(uuid4()),
        "status": "complete",
        "request_timestamp": stamps.added(stamps.micros(now)),
        "total_count": len(told),
        "success_count": len(kept),
        "failure_count": len(failed),
        "pending_count": 0,
    }
    # TAXII allows no empty list.
    for name, some in (("successes", kept), ("failures", failed)):
        if some:
            status[name] = [_line(one) for one in some]
    return status


def _line(one: Told) -> dict[str, str]:
    line = {"id": one.stix_id, "version": stamps.written(one.version)}
    message = _THERE if one.outcome is Outcome.THERE else one.message
    return {**line, "message": message} if message else line
