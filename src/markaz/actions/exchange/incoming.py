"""What partners sent, or we fetched from them, as drafts: filed or set aside by a person."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.filing import typed
from markaz.actions.filing.drafts import FiledDraft, file_draft
from markaz.actions.filing.typed import Filed, Typed
from markaz.exchange.drafts import TELLING, Draft, drafts
from markaz.exchange.stix.common import StixObject
from markaz.governance.audit import Event
from markaz.governance.marking import DEFAULT_MARKING
from markaz.governance.permissions import Permission, require
from markaz.governance.release import lowers
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store import audit
from markaz.store.exchange import inbox
from markaz.store.models import InboundObject, Partner

# So many at once: what is filed or set aside makes room for the next.
MOST = 500


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a partner tells in one object: a draft, or that it takes back what it told before.

    `rows` are the places in the inbox that are read with it, `id` the last of them; `draft` is
    None where the producer revoked the object.
    """

    id: int
    partner: Partner
    stix_id: str
    received_at: datetime
    rows: tuple[int, ...]
    draft: Draft | None


def waiting(*, by: User) -> tuple[Incoming, ...]:
    """What nobody has filed or set aside yet, by partner, in the order in which it came."""
    _permit(by)
    rows = sorted(inbox.unread(types=TELLING, at_most=MOST), key=lambda row: row.partner_id)
    found: list[Incoming] = []
    for _, sent in groupby(rows, key=lambda row: row.partner_id):
        found.extend(_of_one_partner(tuple(sent)))
    return tuple(found)


def named(stix_id: str, *, by: User) -> Incoming:
    """What waits under a STIX id.

    Raises:
        InvalidValueError: nothing does.
    """
    for one in waiting(by=by):
        if one.stix_id == stix_id:
            return one
    raise InvalidValueError("Nothing of this id waits in the inbox: look at the list again.")


def file_incoming(told: Incoming, *, agency: str, by: User, now: datetime) -> FiledDraft[Draft]:
    """File a draft as a report of an agency; one that cannot be filed stays where it is."""
    _permit(by)
    if told.draft is None:
        raise InvalidValueError("The producer took this back: set it aside.")
    with transaction.atomic():
        filed = file_draft(told.draft, agency=agency, by=by, now=now)
        if filed.number:
            _read(told, Event.DRAFT_FILED, {"report": filed.number}, by=by, now=now)
    return filed


@transaction.atomic
def file_completed(told: Incoming, report: Typed, *, by: User, now: datetime) -> Filed:
    """File a draft as a person completed it in the form, never more openly than it was marked.

    Raises:
        InvalidValueError: it was taken back, is marked too openly or cannot be read.
    """
    _permit(by)
    if told.draft is None:
        raise InvalidValueError("The producer took this back: set it aside.")
    if lowers(told.draft.marking, to=str(report.get("marking") or DEFAULT_MARKING)):
        raise InvalidValueError(
            "Its producer marked it {marking}: file it under that marking or a stricter one.",
            marking=told.draft.marking.value,
        )
    filed = typed.file_report(report, by=by, now=now, source=told.draft.source)
    _read(told, Event.DRAFT_FILED, {"report": filed.number}, by=by, now=now)
    return filed


@transaction.atomic
def set_aside(told: Incoming, *, reason: str, by: User, now: datetime) -> None:
    """Make no report of what a partner told; it stays in the inbox unchanged, with the reason.

    Raises:
        InvalidValueError: no reason is given.
    """
    _permit(by)
    if not reason.strip():
        raise InvalidValueError("Say why no report is made of it: it is kept.")
    _read(told, Event.DRAFT_SET_ASIDE, {"reason": reason.strip()}, by=by, now=now)


def _permit(by: User) -> None:
    require(by.permissions, Permission.EXCHANGE)
    require(by.permissions, Permission.RECEIVE_FILE)
    if not by.viewer.at_centre:
        raise NotPermittedError("What partners send is the centre's: ask it.")


@transaction.atomic
def _read(
    told: Incoming, event: Event, details: dict[str, object], *, by: User, now: datetime
) -> None:
    inbox.mark_read(told.rows, now=now)
    audit.log(
        event,
        subject=told.stix_id,
        by=by,
        now=now,
        details={"partner": told.partner.name, **details},
    )


def _of_one_partner(sent: tuple[InboundObject, ...]) -> Iterator[Incoming]:
    objects = {row.id: _object(row) for row in sent}
    latest = {row.stix_id: row for row in sent}
    named = {ref for stix in objects.values() for ref in _refs(stix)}
    known = inbox.beside(named | latest.keys(), partner=sent[0].partner)
    told = (objects[row.id] if row.id in objects else _object(row) for row in known)
    found = {one.stix_id: one for one in drafts(told)}
    spoken_of = {ref for one in found.values() for ref in one.about}
    for stix_id, last in latest.items():
        draft = found.get(stix_id)
        revoked = bool(objects[last.id].get("revoked"))
        if draft is None and not revoked and stix_id in spoken_of:
            continue
        with_it = {stix_id, *(draft.about if draft else ())}
        rows = tuple(row.id for row in sent if row.stix_id in with_it)
        yield Incoming(last.id, last.partner, stix_id, last.received_at, rows, draft)


def _object(row: InboundObject) -> StixObject:
    stix: StixObject = json.loads(row.body)
    return stix


def _refs(stix: StixObject) -> Iterable[str]:
    refs = (
        *(stix.get("object_refs") or ()),
        *(stix.get("object_marking_refs") or ()),
        *(one.get("marking_ref") for one in stix.get("granular_markings") or ()),
        stix.get("created_by_ref"),
    )
    return (ref for ref in refs if isinstance(ref, str))
