"""A signed release handed over as a file or in a message: the same content, with its receipt."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.exchange.sharing.agreeing import permit
from markaz.actions.exchange.sharing.composing import Composed, compose
from markaz.exchange.misp.writing import MispEvent, events_of, without_names
from markaz.exchange.redaction import terms_of
from markaz.exchange.stix.bundle import bundle
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission
from markaz.records.errors import InvalidValueError
from markaz.store import audit
from markaz.store.exchange import receipts
from markaz.store.exchange.receipts import Way
from markaz.store.exchange.releasing import agreements, releases
from markaz.store.models import ReleaseObject, ReleaseRow


class Form(StrEnum):
    """As what a release is handed over."""

    STIX = "stix"
    MISP = "misp"


@dataclass(frozen=True, slots=True)
class Handed:
    """What is handed over, as JSON, and how many objects or events it holds."""

    text: str
    count: int
    receipt: int


@transaction.atomic
def hand_over(
    name: str, *, form: Form, to: str, by: User, now: datetime, message: bool = False
) -> Handed:
    """Give a reader of a signed release what stands in it, by hand; each item gets the receipt.

    Raises:
        InvalidValueError: it was not signed, is over, was changed or recalled since, or `to` is
            none of its readers.
    """
    permit(by, Permission.EXCHANGE)
    release = _signed(name, to=to, now=now)
    nominal = release.nominal
    composed = compose(release.agreement, release.incidents, nominal=nominal, by=by, now=now)
    if composed.sha256 != release.sha256:
        raise InvalidValueError(
            "Something of it was corrected or recalled since it was signed: make a new release."
        )
    versions = list(
        ReleaseObject.objects.filter(release=release).values_list("version_id", flat=True)
    )
    way = Way.MESSAGE if message else Way.FILE
    kept = receipts.keep(
        release.agreement.partner, versions, way=way, token=to, asked=form.value, now=now
    )
    audit.log(
        Event.RELEASE_HANDED,
        subject=str(release),
        by=by,
        now=now,
        details={"to": to, "way": way.value, "form": form.value, "receipt": kept.id,
                 "sha256": release.sha256, "purpose": release.agreement.purpose},
    )  # fmt: skip
    if form is Form.STIX:
        said: object = bundle(composed.objects, told=composed.told[0])
        count = len(composed.objects)
    else:
        said = events = _misp(composed, nominal=nominal)
        count = len(events)
    return Handed(json.dumps(said, ensure_ascii=False, indent=1), count, kept.id)


def _signed(name: str, *, to: str, now: datetime) -> ReleaseRow:
    release = releases.named(name)
    if release is None or release.signed_at is None:
        raise InvalidValueError("Only a signed release is handed over: have it signed first.")
    if not agreements.in_force(release.agreement, day=timezone.localdate(now)):
        raise InvalidValueError("The agreement of this release is not in force: nothing goes.")
    if to not in {one["name"] for one in release.told["readers"]}:
        raise InvalidValueError(
            "{to} is no reader of this release: name one that its page names.", to=to
        )
    return release


def _misp(composed: Composed, *, nominal: bool) -> list[MispEvent]:
    events = [event for told in composed.told for event in events_of(told)]
    if nominal:
        return events
    known = (terms_of(told) for told in composed.told)
    return without_names(events, sum(known, composed.terms))
