"""Giving a partner a page of a collection: what is given, and the receipt of it, are one act."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from markaz.governance.audit import Event
from markaz.records.errors import NotPermittedError
from markaz.store import audit
from markaz.store.exchange import paging, receipts
from markaz.store.exchange.collections import Shown
from markaz.store.exchange.paging import Line, Match
from markaz.store.exchange.partners import SignedIn
from markaz.store.exchange.receipts import Way
from markaz.store.exchange.releasing import agreements, recalls
from markaz.store.models import Collection

LONGEST_PAGE = 1000
# Of these the partner is given bodies; of manifests and versions only that something is there.
_WITH_BODIES = (Way.PAGE, Way.OBJECT)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a partner asks of a collection; `after` in microseconds since 1970, `words` as asked."""

    match: Match
    after: int
    limit: int
    words: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a partner is given; `bodies` is empty where only the lines are."""

    lines: tuple[Line, ...]
    bodies: tuple[str, ...]
    more: bool


@transaction.atomic
def give(shown: Shown, asked: Asked, *, way: Way, by: SignedIn, now: datetime) -> Given:
    """A page of what the partner may read, with its receipt.

    Raises:
        NotPermittedError: the collection is the partner's to write, not to read.
    """
    if not shown.may_read:
        raise NotPermittedError("You may not read this collection: ask the centre.")
    only = _left_of(shown.collection, day=timezone.localdate(now))
    page = paging.page(
        shown.collection,
        reader=by.partner,
        match=asked.match,
        after=asked.after,
        limit=min(asked.limit, LONGEST_PAGE),
        only=only,
    )
    if not page.lines:
        return Given((), (), more=False)
    receipt = receipts.keep(
        by.partner,
        [line.id for line in page.lines],
        way=way,
        token=by.token,
        collection=shown.collection,
        asked=asked.words,
        now=now,
    )
    audit.log(
        Event.COLLECTION_READ,
        subject=f"{shown.collection.root.name}/{shown.collection.alias}",
        by=by.partner,
        now=now,
        details={
            "way": way.value,
            "receipt": receipt.id,
            "objects": receipt.count,
            "key": by.token,
            "purpose": shown.purpose,
        },
    )
    bodies = paging.bodies(page.lines) if way in _WITH_BODIES else ()
    return Given(page.lines, bodies, page.more)


def _left_of(collection: Collection, *, day: date) -> tuple[int, ...] | None:
    """What may be read where the agreement is over: the notices of recalls; None for all."""
    if agreements.open_to_reading(collection, day=day):
        return None
    left = recalls.heeded(collection)
    if not left:
        raise NotPermittedError("The agreement for this collection is over: ask the centre.")
    return left
