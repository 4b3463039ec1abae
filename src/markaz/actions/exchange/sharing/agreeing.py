"""Agreements with partners: what may go to whom, for what purpose, under what law, until when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.exchange import partners
from markaz.governance.audit import Event
from markaz.governance.marking import Marking
from markaz.governance.permissions import Permission, require
from markaz.governance.release import HIGHEST_CEILING, Part, lowers
from markaz.records.errors import InvalidValueError, Listed, NotPermittedError
from markaz.records.kinds import ReportKind
from markaz.store import audit
from markaz.store.exchange.releasing import agreements, installation
from markaz.store.models import AgreementRow, Recipient
from markaz.store.naming import drawn_name

_LONGEST = 1_000
_LONGEST_NAME = 160
_NAME_EACH = {
    ReportKind: "Name each kind of report that may go, of: {listed}.",
    Part: "Name each part of a report that may go, of: {listed}.",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed; days are inclusive.  Persons and organisations are who reads it there."""

    partner: str
    title: str
    purpose: str
    legal_basis: str
    onward: str
    kinds: tuple[str, ...]
    parts: tuple[str, ...]
    ceiling: str
    begins_on: date
    expires_on: date
    persons: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


def permit(by: User, permission: Permission) -> None:
    """Refuse who does not exchange with partners on the centre's behalf."""
    require(by.permissions, permission)
    if not by.viewer.at_centre:
        # A release may join the reports of several agencies, which one agency does not see.
        raise NotPermittedError("The centre alone exchanges with partners: ask an analyst there.")


@transaction.atomic
def agree(terms: Terms, *, by: User, now: datetime) -> AgreementRow:
    """Enter an agreement; it gets a collection of its own, which its partner alone may read.

    Raises:
        InvalidValueError: something is missing, unknown or contradicts itself.
    """
    permit(by, Permission.KEEP_AGREEMENT)
    partner = partners.named(terms.partner)
    _demand_sound(terms)
    installation.make_namespace()
    name = drawn_name()
    collection = agreements.own_collection(
        partner,
        title=terms.title.strip(),
        alias=name.lower(),
        purpose=terms.purpose.strip(),
        now=now,
    )
    row = AgreementRow.objects.create(
        name=name,
        partner=partner,
        collection=collection,
        title=terms.title.strip(),
        purpose=terms.purpose.strip(),
        legal_basis=terms.legal_basis.strip(),
        onward=terms.onward.strip(),
        kinds=_in_order(terms.kinds, ReportKind),
        parts=_in_order(terms.parts, Part),
        ceiling=terms.ceiling,
        begins_on=terms.begins_on,
        expires_on=terms.expires_on,
        made_by=by.username,
        made_at=now,
    )
    for kind, names in (
        (Recipient.Kind.ORGANISATION, terms.organisations),
        (Recipient.Kind.PERSON, terms.persons),
    ):
        for one in names:
            Recipient.objects.create(agreement=row, kind=kind, name=one.strip())
    audit.log(
        Event.AGREEMENT_MADE,
        subject=f"agreement {row.name}",
        by=by,
        now=now,
        details={
            "partner": partner.name,
            "purpose": row.purpose,
            "legal_basis": row.legal_basis,
            "ceiling": row.ceiling,
            "kinds": row.kinds,
            "parts": row.parts,
            "readers": [one.name for one in row.recipients.all()],
            "until": str(row.expires_on),
        },
    )
    return row


@transaction.atomic
def end(name: str, *, reason: str, by: User, now: datetime) -> AgreementRow:
    """End an agreement before its day: nothing goes under it any more.

    Nothing is read any more either, but the notices that take back what the partner has read.
    """
    permit(by, Permission.KEEP_AGREEMENT)
    row = known_agreement(name)
    if row.ended_at is not None:
        raise InvalidValueError("This agreement is ended already.")
    said = worded(reason, InvalidValueError("Say why the agreement ends."))
    row.ended_by, row.ended_at = by.username, now
    row.save(update_fields=["ended_by", "ended_at"])
    details = {"partner": row.partner.name, "reason": said}
    audit.log(Event.AGREEMENT_ENDED, subject=f"agreement {row.name}", by=by, now=now,
              details=details)  # fmt: skip
    return row


def known_agreement(name: str) -> AgreementRow:
    """The agreement of this name.

    Raises:
        InvalidValueError: there is none.
    """
    row = agreements.named(name)
    if row is None:
        raise InvalidValueError(
            "There is no agreement {name!r}: look its name up.", name=name.strip()
        )
    return row


def worded(text: str, missing: InvalidValueError) -> str:
    """The words, with single spaces.

    Raises:
        InvalidValueError: there are none, which `missing` says, or too many.
    """
    said = " ".join(text.split())
    if not said:
        raise missing
    if len(said) > _LONGEST:
        raise InvalidValueError("Say it in {most} letters or fewer.", most=_LONGEST)
    return said


def _demand_sound(terms: Terms) -> None:
    for text, missing in (
        (terms.title, InvalidValueError("Give the agreement a title.")),
        (terms.purpose, InvalidValueError("Say for what purpose the partner may use it.")),
        (terms.legal_basis, InvalidValueError("Name the law or treaty that allows it.")),
        (
            terms.onward,
            InvalidValueError("Say to whom the partner may pass it on, or that it may not."),
        ),
    ):
        worded(text, missing)
    _demand_known(terms.kinds, ReportKind)
    _demand_known(terms.parts, Part)
    if terms.ceiling not in set(Marking) or lowers(terms.ceiling, to=HIGHEST_CEILING):
        raise InvalidValueError(
            "The ceiling is one of CLEAR to {highest}: RED goes on no server.",
            highest=HIGHEST_CEILING,
        )
    if terms.expires_on < terms.begins_on:
        raise InvalidValueError("The agreement would end before it begins: check the days.")
    _demand_readers((*terms.persons, *terms.organisations))


def _demand_known(said: Collection[str], known: type[StrEnum]) -> None:
    unknown = set(said) - set(known)
    if unknown or not said:
        raise InvalidValueError(_NAME_EACH[known], listed=Listed(tuple(known)))


def _demand_readers(names: tuple[str, ...]) -> None:
    stripped = [name.strip() for name in names]
    if not stripped or not all(stripped):
        raise InvalidValueError("Name each person or body of the partner that will read it.")
    if len(set(stripped)) < len(stripped) or max(map(len, stripped)) > _LONGEST_NAME:
        raise InvalidValueError(
            "Name each reader once, in {most} letters or fewer.", most=_LONGEST_NAME
        )


def _in_order(said: Collection[str], known: type) -> list[str]:
    return [str(one) for one in known if one in said]  # type: ignore[attr-defined]
