"""A release to a partner: prepared and shown, signed and put into its collection, or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.exchange.sharing.agreeing import known_agreement, permit
from markaz.actions.exchange.sharing.composing import (
    Composed,
    Left,
    Stix,
    compose,
    withheld,
)
from markaz.exchange import listing
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.governance.release import audience
from markaz.records.errors import InvalidValueError, Listed
from markaz.store import audit
from markaz.store.exchange.releasing import agreements, putting, releases
from markaz.store.models import AgreementRow, ReleaseItem, ReleaseRow

# A person looks through what goes: more than this is several releases.
MOST_INCIDENTS = 50


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go to whom; `told` is what is shown, kept, signed and logged, word for word.

    `left` are the reports that stay and `withheld` counts the persons nobody is told of: both are
    for the eyes of who prepares it.  `stix` is what would go, as it would.
    """

    release: ReleaseRow
    told: dict[str, object]
    left: tuple[Left, ...]
    withheld: int
    stix: tuple[Stix, ...]


@transaction.atomic
def prepare(
    agreement: str,
    incidents: Sequence[int],
    *,
    asked_for: Sequence[str] = (),
    nominal: bool = False,
    by: User,
    now: datetime,
) -> Preview:
    """Prepare a release of incidents under an agreement; nothing leaves before it is signed.

    `asked_for` narrows the readers; `nominal` lets persons be named, where the agreement does.

    Raises:
        InvalidValueError: nothing of it may go, and why.
    """
    permit(by, Permission.EXCHANGE)
    return _draft(agreement, incidents, asked_for=asked_for, nominal=nominal, by=by, now=now)


@transaction.atomic
def propose(agreement: str, incidents: Sequence[int], *, by: User, now: datetime) -> ReleaseRow:
    """Lay a draft before the centre from an airport desk, of what that desk sees and no more.

    Raises:
        InvalidValueError: nothing of it may go, and why.
    """
    require(by.permissions, Permission.WORK_AIRPORT_DESK)
    return _draft(agreement, incidents, asked_for=(), nominal=False, by=by, now=now).release


@transaction.atomic
def _draft(
    agreement: str,
    incidents: Sequence[int],
    *,
    asked_for: Sequence[str],
    nominal: bool,
    by: User,
    now: datetime,
) -> Preview:
    row = known_agreement(agreement)
    if not 0 < len(incidents) <= MOST_INCIDENTS:
        raise InvalidValueError(
            "Name the incidents to release, {most} at the most.", most=MOST_INCIDENTS
        )
    composed = compose(row, incidents, nominal=nominal, by=by, now=now)
    told = _told(row, composed, asked_for=asked_for, nominal=nominal, now=now)
    release = ReleaseRow.objects.create(
        agreement=row,
        nominal=nominal,
        asked_for=list(asked_for),
        incidents=list(incidents),
        told=told,
        sha256=composed.sha256,
        prepared_by=by.username,
        prepared_at=now,
    )
    audit.log(Event.RELEASE_PREPARED, subject=str(release), by=by, now=now, details=told)
    return _preview(release, told, composed)


def preview(name: str, *, by: User, now: datetime) -> Preview:
    """A prepared release as it would go now.

    Raises:
        InvalidValueError: there is none, it is done with, or nothing of it may go any more.
    """
    permit(by, Permission.EXCHANGE)
    release = releases.named(name)
    if release is None:
        raise InvalidValueError(
            "There is no release {name!r}: look its name up.", name=name.strip()
        )
    composed, told = _now(release, by=by, now=now)
    return _preview(release, told, composed)


@transaction.atomic
def sign(name: str, *, by: User, now: datetime) -> ReleaseRow:
    """Sign a release: its objects stand in the partner's collection from this moment.

    Raises:
        InvalidValueError: what would go, or to whom, is no longer what was shown.
    """
    permit(by, Permission.SIGN_RELEASE)
    release = _prepared(name)
    composed, told = _now(release, by=by, now=now)
    if told != release.told or composed.sha256 != release.sha256:
        raise InvalidValueError(
            "What would go is not what was shown: something changed since. Prepare it anew."
        )
    for one in composed.going:
        row = one.filed.report
        ReleaseItem.objects.create(
            release=release,
            incident=one.incident,
            report=row.number,
            revision=row.id,
            agency=row.agency,
            marking=row.marking,
            under=one.under,
            consent=one.consent,
        )
    giving: dict[int | None, Sequence[Stix]] = {None: composed.common}
    giving |= dict(composed.by_incident.items())
    putting.put(release, giving, now=now)
    release.signed_by, release.signed_at = by.username, now
    release.save(update_fields=["signed_by", "signed_at"])
    audit.log(Event.RELEASE_SIGNED, subject=str(release), by=by, now=now, details=told)
    return release


@transaction.atomic
def drop(name: str, *, by: User, now: datetime) -> ReleaseRow:
    """Put a prepared release away; nothing of it went."""
    permit(by, Permission.EXCHANGE)
    release = _prepared(name)
    release.dropped_by, release.dropped_at = by.username, now
    release.save(update_fields=["dropped_by", "dropped_at"])
    audit.log(Event.RELEASE_DROPPED, subject=str(release), by=by, now=now)
    return release


def _preview(release: ReleaseRow, told: dict[str, object], composed: Composed) -> Preview:
    hidden = withheld(composed.going)
    return Preview(release, told, composed.left, hidden, tuple(composed.objects))


def _prepared(name: str) -> ReleaseRow:
    release = releases.locked(name)
    if release is None:
        raise InvalidValueError(
            "There is no release {name!r}: look its name up.", name=name.strip()
        )
    if release.signed_at is not None or release.dropped_at is not None:
        raise InvalidValueError("This release is signed or dropped already: prepare another.")
    return release


def _now(release: ReleaseRow, *, by: User, now: datetime) -> tuple[Composed, dict[str, object]]:
    row, nominal = release.agreement, release.nominal
    composed = compose(row, release.incidents, nominal=nominal, by=by, now=now)
    return composed, _told(row, composed, asked_for=release.asked_for, nominal=nominal, now=now)


def _told(
    row: AgreementRow,
    composed: Composed,
    *,
    asked_for: Sequence[str],
    nominal: bool,
    now: datetime,
) -> dict[str, object]:
    readers = audience(agreements.record(row), asked=asked_for)
    if not readers:
        raise InvalidValueError("Nobody that the agreement names would read it: name who may.")
    if not composed.going:
        why = sorted({refusal for one in composed.left for refusal in one.refusals})
        raise InvalidValueError(
            "Nothing of this may go under the agreement: {why}.", why=Listed(tuple(why))
        )
    objects = composed.objects
    return {
        "partner": row.partner.name,
        "agreement": row.name,
        "purpose": row.purpose,
        "legal_basis": row.legal_basis,
        "onward": row.onward,
        "readers": [
            {"kind": one.kind, "name": one.name}
            for one in row.recipients.all()
            if one.name in readers
        ],
        "keys": agreements.keys(row.partner, now=now),
        "nominal": nominal,
        "parts": list(row.parts),
        "reports": [
            {
                "incident": one.incident,
                "report": one.filed.report.number,
                "agency": one.filed.report.agency,
                "marking": one.filed.report.marking,
                "under": one.under.value,
                "consent": one.consent.id if one.consent else None,
            }
            for one in composed.going
        ],
        "objects": listing.counted(objects),
        "properties": listing.properties(objects),
        "sha256": composed.sha256,
    }
