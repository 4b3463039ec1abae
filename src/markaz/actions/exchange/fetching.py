"""Fetching what partners offer: page after page, each kept with the place it reaches up to."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.exchange import remote, sending
from markaz.actions.exchange.partners import named
from markaz.actions.exchange.remote import (
    Line,
    PartnerServerError,
    PartnerUnreachableError,
    PlaceRefusedError,
    Received,
)
from markaz.actions.exchange.talking import hearing
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit
from markaz.store.exchange import feeds, inbox, objects
from markaz.store.exchange.feeds import Place, Reached
from markaz.store.exchange.releasing.channels import Channel
from markaz.store.models import Feed

PAGE = 1000
# A line that was cut is taken up again this often before the round is left for later.
_TRIES = 4
_FIRST_WAIT_S = 0.2
_ELSEWHERE = "Another process fetches this collection at the moment: nothing is lost, wait for it."


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one round over a collection brought; `failure` is empty where it came to its end.

    `received` counts objects as they came, `kept` those that were not here yet, `set_aside` those
    among them that are no STIX objects.  `sent` counts our answers that the server took, `unsent`
    those that it did not.
    """

    partner: str
    url: str
    received: int = 0
    kept: int = 0
    set_aside: int = 0
    sent: int = 0
    unsent: int = 0
    failure: str = ""


def fetch(
    *, by: User, clock: Callable[[], datetime], partner: str = "", limit: int = PAGE
) -> tuple[Fetched, ...]:
    """Read the partners' collections, each from where we stopped to its end.

    A round that breaks off has kept what it received: the next one goes on behind it.
    """
    require(by.permissions, Permission.FETCH)
    if partner:
        named(partner)
    read = feeds.to_read(partner=partner)
    if not read:
        raise InvalidValueError("Nothing is fetched yet: name a collection by markaz partner feed.")
    return tuple(_round(feed, limit=limit, by=by, clock=clock) for feed in read)


@transaction.atomic
def keep_page(feed: Feed, at: Place, page: Received, *, by: User, now: datetime) -> Fetched | None:
    """Keep one page unchanged and move the place on.

    None where another process has moved the place meanwhile: then the page is its to keep.
    """
    require(by.permissions, Permission.FETCH)
    held = feeds.locked(feed, at)
    if held is None:
        return None
    bodies = [_body(one) for one in page.objects]
    kept = inbox.keep(bodies, partner=held.partner, feed=held, now=now)
    reached = Reached(page.more, page.next, page.last, page.asked_at)
    feeds.move(held, at, reached, kept=kept, now=now)
    hearing.hear(page.objects, channel=Channel(feed=held), by=held.partner, now=now)
    set_aside = sum(not stix_id for stix_id, _ in bodies)
    if kept:
        audit.log(
            Event.FEED_FETCHED,
            subject=held.partner.name,
            by=by,
            now=now,
            details={
                "url": held.url,
                "received": len(bodies),
                "kept": kept,
                "set_aside": set_aside,
            },
        )
    return Fetched(held.partner.name, held.url, len(bodies), kept, set_aside)


def _round(feed: Feed, *, limit: int, by: User, clock: Callable[[], datetime]) -> Fetched:
    told = Fetched(feed.partner.name, feed.url)
    line = None
    try:
        line = Line(feed.url, remote.key(user=feed.user, secret_file=feed.secret_file))
        more = True
        while more:
            at = feeds.place(feed)
            page = _page(line, feed, at, limit=limit)
            more = page is None or page.more
            if page is None:
                continue
            kept = keep_page(feed, at, page, by=by, now=clock())
            if kept is None:
                return replace(told, failure=_ELSEWHERE)
            told = _sum(told, kept)
        sent, unsent = sending.deliver(feed, line, by=by, clock=clock)
        told = replace(told, sent=sent, unsent=unsent)
    except (PartnerServerError, PartnerUnreachableError) as error:
        return replace(told, failure=str(error))
    finally:
        if line is not None:
            line.close()
    return told


def _page(line: Line, feed: Feed, at: Place, *, limit: int) -> Received | None:
    """The page to come; None where the round had to begin anew."""
    try:
        page = _asked(line, at, limit=limit)
    except PlaceRefusedError:
        _restart(feed, at)
        return None
    if page.more and not page.objects and page.next in ("", at.next):
        raise PartnerServerError("The partner's server promises more and gives nothing.")
    return page


def _asked(line: Line, at: Place, *, limit: int) -> Received:
    attempt = 1
    while True:
        try:
            return line.page(after=at.after, next_page=at.next, limit=limit)
        except PartnerUnreachableError as error:
            if attempt == _TRIES:
                raise
            time.sleep(max(error.wait_s, _FIRST_WAIT_S * 2**attempt))
            attempt += 1


@transaction.atomic
def _restart(feed: Feed, at: Place) -> None:
    held = feeds.locked(feed, at)
    if held is not None:
        feeds.restart(held)


def _sum(told: Fetched, page: Fetched) -> Fetched:
    return replace(
        told,
        received=told.received + page.received,
        kept=told.kept + page.kept,
        set_aside=told.set_aside + page.set_aside,
    )


def _body(sent: object) -> tuple[str, str]:
    """The id and the body as they are kept; what is no STIX object has no id."""
    try:
        read = objects.candidate(sent)
    except InvalidValueError:
        return "", json.dumps(sent)
    return read.stix_id, read.body
