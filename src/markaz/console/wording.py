"""What a code is called on a page, in the language of the page."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from unicodedata import bidirectional

from django.utils import timezone
from django.utils.translation import get_language

from markaz.briefing.printing import numbers
from markaz.briefing.printing.words import Lang
from markaz.console.words.lists import LISTS
from markaz.data.agencies import AGENCIES
from markaz.data.airports import AIRPORTS
from markaz.data.places import COUNTRIES, DISTRICTS, PROVINCES
from markaz.data.simple import (
    CONCEALMENT,
    DETECTION,
    DOCUMENT_FAULTS,
    DOCUMENT_KINDS,
    FORMS,
    TRANSPORT,
)
from markaz.data.substances import FAMILIES, SUBSTANCES

_MG_PER_G, _MG_PER_KG, _UL_PER_L = 1_000, 1_000_000, 1_000_000
_HA_PER_ACRE = Decimal("0.40468564224")


class Labelled(Protocol):
    """What a vocabulary's term is called in both languages."""

    @property
    def label_en(self) -> str:
        """In English."""

    @property
    def label_ur(self) -> str:
        """In Urdu."""


def language() -> Lang:
    """The page's language: Urdu where it was chosen, else English."""
    return "ur" if (get_language() or "en").startswith("ur") else "en"


def named(code: str, terms: Mapping[str, Labelled]) -> str:
    """A vocabulary's label of a code, or the code itself where it has none."""
    term = terms.get(code)
    if term is None:
        return code
    return (term.label_ur if language() == "ur" else term.label_en) or code


def choices(terms: Mapping[str, Labelled]) -> list[tuple[str, str]]:
    """Codes with their labels, in the order of the labels."""
    return sorted(((code, named(code, terms)) for code in terms), key=lambda pair: pair[1])


VOCABULARIES: dict[str, Mapping[str, Labelled]] = {
    "agency": AGENCIES,
    "substance": SUBSTANCES,
    "family": FAMILIES,
    "province": PROVINCES,
    "district": DISTRICTS,
    "country": COUNTRIES,
    "transport": TRANSPORT,
    "concealment": CONCEALMENT,
    "detection": DETECTION,
    "form": FORMS,
    "document_kinds": DOCUMENT_KINDS,
    "document_faults": DOCUMENT_FAULTS,
}


def term(code: str, which: str) -> str:
    """The label of a code of one vocabulary or closed list."""
    if not code or code == "unknown":
        return ""
    if which in LISTS:
        return str(LISTS[which].get(code, code))
    if which == "airport":
        return f"{AIRPORTS[code].name} ({code})" if code in AIRPORTS else code
    return named(code, VOCABULARIES[which])


def mass(milligrams: int | None) -> str:
    """A weight in kilograms, or in grams where it is below one kilogram."""
    if milligrams is None:
        return ""
    if milligrams >= _MG_PER_KG or milligrams == 0:
        return numbers.printed(Decimal(milligrams) / _MG_PER_KG, "kg", lang=language())
    return numbers.printed(Decimal(milligrams) / _MG_PER_G, "g", lang=language())


def volume(microlitres: int | None) -> str:
    """A volume in litres."""
    if microlitres is None:
        return ""
    return numbers.printed(Decimal(microlitres) / _UL_PER_L, "l", lang=language())


def acres(hectares: Decimal | None) -> str:
    """An area in acres, as the agencies count it."""
    if hectares is None:
        return ""
    return numbers.printed(hectares / _HA_PER_ACRE, "acres", lang=language())


def count(value: int | Decimal | None) -> str:
    """A whole number with thousands separated, a dash where it is not known."""
    return numbers.DASH if value is None else numbers.decimal(value, lang=language(), places=0)


def day(on: date | None) -> str:
    """A day in the page's language."""
    return numbers.day(on, lang=language()) if on else ""


def month(key: str) -> str:
    """A month written as 2026-01, in words."""
    return numbers.month(key, lang=language())


def moment(at: datetime | None) -> str:
    """A moment in local time, to the minute."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    clock = numbers.digits(f"{local:%H:%M}", lang=language())
    return f"{numbers.day(local.date(), lang=language())}{comma()} {clock}"


def comma() -> str:
    """The comma of the page's script."""
    return "،" if language() == "ur" else ","


def digits(number: int) -> str:
    """A number that is a name, such as an incident's: never with thousands separated."""
    return numbers.digits(str(number), lang=language())


def direction(row: Mapping[str, object]) -> str:
    """Which way a row as written runs: as its column names do, whatever the page's language."""
    for letter in "".join(row):
        way = bidirectional(letter)
        if way in {"L", "R", "AL"}:
            return "ltr" if way == "L" else "rtl"
    return "ltr"


def span(first: date | None, last: date | None) -> str:
    """The days an event may have happened on; a whole month or year is named as such."""
    if first is None or last is None:
        return ""
    if first == last:
        return day(first)
    if first.day == 1 and (last.year, last.month) == (first.year, first.month):
        return numbers.month(f"{first:%Y-%m}", lang=language())
    return f"{day(first)} – {day(last)}"
