"""What must not be found again: names, numbers and addresses that the records know."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markaz.exchange.stix.common import NOT_STATED, WITHHELD, StixObject
from markaz.exchange.stix.extensions import SUBJECT
from markaz.exchange.told import Told

_NAMED_CLASSES = ("individual", "group", "unspecified", None)
_NO_NAMES = (NOT_STATED, WITHHELD)
_NAMED_TYPES = ("threat-actor", "user-account")


@dataclass(frozen=True, slots=True)
class Terms:
    """Names of persons, numbers that lead to one (in any writing), and addresses."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def __add__(self, other: "Terms") -> "Terms":
        return Terms(
            _once(self.names + other.names),
            _once(self.numbers + other.numbers),
            _once(self.addresses + other.addresses),
        )


def terms_of(told: Told) -> Terms:
    """Whatever the told records know of persons, those included whom no object tells."""
    persons = [person for one in told.reports for person in one.report.persons]
    means = [means for one in told.reports for means in one.report.means]
    names = [name for one in persons for name in (one.name_text, one.father_name_text)]
    names += [name for one in told.subjects for name in one.names]
    numbers = [text for one in persons for text in (one.document_text, one.phone_text)]
    numbers += [one.identifier_text for one in means]
    numbers += [value for one in told.subjects for _, value in one.identifiers]
    return Terms(_once(names), _once(numbers))


def terms_in(objects: Iterable[StixObject]) -> Terms:
    """Whatever the objects themselves say of persons in fields made for it."""
    found = [_terms(stix) for stix in objects]
    return Terms(
        _once(name for one in found for name in one.names),
        _once(number for one in found for number in one.numbers),
        _once(address for one in found for address in one.addresses),
    )


def _terms(stix: StixObject) -> Terms:
    if stix["type"] == "means-of-transport":
        return Terms(numbers=_texts(stix.get("identifier")))
    if stix["type"] == "email-addr":
        return Terms(_texts(stix.get("display_name")), _texts(stix.get("value")))
    if not names_somebody(stix):
        return Terms()
    said = stix.get("extensions", {}).get(SUBJECT, {})
    return Terms(
        names=_texts(
            stix.get("name"), stix.get("aliases"), stix.get("display_name"),
            said.get("aliases"), said.get("father_name"),
        ),
        numbers=_texts(
            said.get("document"), said.get("phone"), stix.get("account_login"),
            _values(said.get("identifiers")),
        ),
        addresses=_texts(stix.get("contact_information")),
    )  # fmt: skip


def _values(identifiers: Any) -> list[Any]:
    """The values of a partner's list of identifiers, which may be of any form."""
    listed = identifiers if isinstance(identifiers, list) else []
    return [one.get("value") for one in listed if isinstance(one, dict)]


def names_somebody(stix: StixObject) -> bool:
    """Whether the object is there to say who somebody is."""
    if stix["type"] == "identity":
        return stix.get("identity_class") in _NAMED_CLASSES or SUBJECT in stix.get("extensions", {})
    return stix["type"] in _NAMED_TYPES


def _texts(*values: Any) -> tuple[str, ...]:
    found: list[Any] = []
    for value in values:
        found += value if isinstance(value, list) else [value]
    return _once(text for text in found if isinstance(text, str))


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.strip() and text not in _NO_NAMES))
