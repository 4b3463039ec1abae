"""Objects of a collection: read page by page, sent, removed; what is read leaves a receipt."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from markaz.actions.exchange import giving, taking
from markaz.actions.exchange.giving import Given
from markaz.store.exchange import paging, stamps
from markaz.store.exchange.paging import Line, Match
from markaz.store.exchange.partners import SignedIn
from markaz.store.exchange.receipts import Way
from markaz.taxii import answers, envelopes, negotiation, questions
from markaz.taxii.refusals import NotThereError
from markaz.taxii.standing import collection_of


def read(request: HttpRequest, *, by: SignedIn, root: str, key: str) -> HttpResponse:
    """A page of objects (TAXII 2.1 section 5.4)."""
    shown, asked = collection_of(by, root, key), questions.asked(request.GET)
    return _envelope(giving.give(shown, asked, way=Way.PAGE, by=by, now=timezone.now()))


def send(request: HttpRequest, *, by: SignedIn, root: str, key: str) -> HttpResponse:
    """Take objects in (section 5.5); what became of each is told at once."""
    shown = collection_of(by, root, key)
    negotiation.demand_sent(request.headers.get("Content-Type", ""))
    sent = envelopes.read(request, most=shown.collection.root.max_content_length)
    return answers.said(taking.take(shown, sent, by=by, now=timezone.now()), status=202)


def manifest(request: HttpRequest, *, by: SignedIn, root: str, key: str) -> HttpResponse:
    """What is there, without the objects (section 5.3)."""
    shown, asked = collection_of(by, root, key), questions.asked(request.GET)
    given = giving.give(shown, asked, way=Way.MANIFEST, by=by, now=timezone.now())
    return _listed("objects", [_entry(line) for line in given.lines], given)


def read_one(
    request: HttpRequest, *, by: SignedIn, root: str, key: str, stix_id: str
) -> HttpResponse:
    """The versions of one object (section 5.6)."""
    shown, asked = collection_of(by, root, key), questions.asked(request.GET, ids=(stix_id,))
    given = giving.give(shown, asked, way=Way.OBJECT, by=by, now=timezone.now())
    if not given.lines and not paging.holds(shown.collection, reader=by.partner, stix_id=stix_id):
        raise NotThereError
    return _envelope(given)


def remove(
    request: HttpRequest, *, by: SignedIn, root: str, key: str, stix_id: str
) -> HttpResponse:
    """Remove versions of an object that the partner sent (section 5.7)."""
    shown, asked = collection_of(by, root, key), questions.asked(request.GET, ids=(stix_id,))
    if not taking.take_back(shown, stix_id, match=asked.match, by=by, now=timezone.now()):
        raise NotThereError
    return answers.text("")


def versions(
    request: HttpRequest, *, by: SignedIn, root: str, key: str, stix_id: str
) -> HttpResponse:
    """Which versions of one object there are (section 5.8)."""
    shown, asked = collection_of(by, root, key), questions.asked(request.GET, ids=(stix_id,))
    every = Match(ids=(stix_id,), versions=("all",), specs=asked.match.specs)
    given = giving.give(
        shown,
        giving.Asked(every, asked.after, asked.limit, asked.words),
        way=Way.VERSIONS,
        by=by,
        now=timezone.now(),
    )
    if not given.lines and not paging.holds(shown.collection, reader=by.partner, stix_id=stix_id):
        raise NotThereError
    return _listed("versions", [stamps.written(line.version) for line in given.lines], given)


def _envelope(given: Given) -> HttpResponse:
    body = answers.envelope(given.bodies, next_page=_next(given))
    return answers.text(body, headers=answers.dates_added(given.lines))


def _listed(name: str, entries: list[object], given: Given) -> HttpResponse:
    told: dict[str, object] = {"more": given.more}
    if given.more:
        told["next"] = _next(given)
    if entries:
        told[name] = entries
    return answers.said(told, headers=answers.dates_added(given.lines))


def _next(given: Given) -> str:
    return str(given.lines[-1].added) if given.more else ""


def _entry(line: Line) -> dict[str, str]:
    return {
        "id": line.stix_id,
        "date_added": stamps.added(line.added),
        "version": stamps.written(line.version),
        "media_type": f"application/stix+json;version={line.spec_version}",
    }
