"""The fields of a statement in the language of the page, and the words they came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from markaz.briefing.printing import numbers
from markaz.console import wording
from markaz.data.airports import AIRPORTS
from markaz.data.folding import isolated
from markaz.data.places import PROVINCES
from markaz.data.units import UNITS
from markaz.records.occurrence import Occurrence
from markaz.records.statement import Amount, Bound, Money, Scope, Span, Stated, Statement

FIELDS: dict[str, str | Promise] = {
    "agency": _("Agency"), "place": _("Place"), "days": _("Days"), "airport": _("Airport"),
    "origin": _("Country of origin"), "destination": _("Country of destination"),
    "concealment": _("Concealment"), "operations": _("Operations"), "cases": _("Cases"),
    "arrested": _("Arrested"), "women": _("Women"), "foreigners": _("Foreign nationals"),
    "vehicles": _("Vehicles"), "total": _("All together"), "substance": _("Substance"),
    "quantity": _("Quantity"), "value": _("Stated value"), "assets": _("Assets"),
    "area": _("Land cleared"), "crop": _("Crop"), "flight": _("Flight"),
}  # fmt: skip
BOUNDS: dict[Bound, str | Promise] = {
    Bound.ABOUT: _("about"), Bound.AT_LEAST: _("at least"), Bound.AT_MOST: _("at most"),
}  # fmt: skip
# Fields of one colour on the page: who and where, how many, how much, worth.
_SHADES = {
    "substance": "drug", "quantity": "drug", "total": "drug", "area": "drug", "crop": "drug",
    "value": "worth", "assets": "worth", "agency": "where", "place": "where", "days": "where",
    "airport": "where", "origin": "where", "destination": "where", "flight": "where",
}  # fmt: skip
_CODES = {"origin": "country", "destination": "country"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One field: what it is called, how it was read, and its words."""

    label: str | Promise
    value: str
    bound: str | Promise
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the message from the letter `at`; `shade` where a field was read from it."""

    text: str
    at: int
    shade: str = ""
    label: str | Promise = ""


def fields(one: Statement) -> list[Shown]:
    """Every field of a statement, in the order of the report."""
    return [
        Shown(FIELDS[name], read_as(name, stated), BOUNDS.get(stated.bound, ""), stated.text)
        for name, stated in one.stated()
    ]


def part(one: Statement) -> str:
    """What a part of a statement is called."""
    if one.scope == Scope.RUNNING:
        return gettext("Sum so far, beside the rest and never added to it")
    return gettext("Part of the brief")


def read_as(name: str, stated: Stated[object]) -> str:
    """A value as the page says it; one that lies between two by both its ends."""
    if stated.upper is not None:
        upper = replace(stated, value=stated.upper, upper=None)
        low = _read(name, replace(stated, upper=None))
        if isinstance(stated.value, Amount) and stated.value.unit == _unit(stated.upper):
            low = _number(stated.value)
        ends = {"low": isolated(low), "high": isolated(_read(name, upper))}
        return gettext("%(low)s to %(high)s") % ends
    return _read(name, stated)


def _read(name: str, stated: Stated[object]) -> str:
    value, lang = stated.value, wording.language()
    if isinstance(value, Amount):
        unit = UNITS[value.unit]
        label = unit.label_ur if lang == "ur" else unit.label_en
        return f"{_number(value)} {label}"
    if isinstance(value, Money):
        return f"{value.currency} {numbers.decimal(value.number, lang=lang, places=2)}"
    if isinstance(value, Occurrence):
        return _days(value)
    if isinstance(value, int | Decimal):
        return numbers.decimal(value, lang=lang, places=0)
    return _named(name, str(value)) or stated.text


def _number(value: Amount) -> str:
    return numbers.decimal(value.number, lang=wording.language(), places=6)


def _unit(value: object) -> str:
    return value.unit if isinstance(value, Amount) else ""


def _days(value: Occurrence) -> str:
    first, last = wording.day(value.first), wording.day(value.last)
    return first if first == last else f"{first} – {last}"


def _named(name: str, code: str) -> str:
    if name == "place":
        name = "province" if code in PROVINCES else "district"
    if name == "airport":
        return AIRPORTS[code].name
    terms = wording.VOCABULARIES.get(_CODES.get(name, name))
    return wording.named(code, terms) if terms else code


def pieces(text: str, statements: tuple[Statement, ...]) -> Iterator[Piece]:
    """The message with the words of each field marked; no letter is left out or told twice."""
    at = 0
    for span, name in sorted(_spans(statements), key=lambda one: (one[0].start, -one[0].end)):
        if span.start < at:
            continue
        if span.start > at:
            yield Piece(text[at : span.start], at)
        shade = _SHADES.get(name, "count")
        yield Piece(text[span.start : span.end], span.start, shade, FIELDS[name])
        at = span.end
    if at < len(text):
        yield Piece(text[at:], at)


def place(told: Sequence[Piece], stated: Stated[object]) -> str:
    """Where on the page the words of a value are marked; empty where none of them is."""
    starts = {span.start for span in stated.spans}
    marked = (
        piece.at
        for piece in told
        if piece.shade and any(piece.at <= at < piece.at + len(piece.text) for at in starts)
    )
    return next((f"#words-{at}" for at in marked), "")


def _spans(statements: tuple[Statement, ...]) -> Iterator[tuple[Span, str]]:
    for one in statements:
        for part in (one, *one.parts):
            for name, stated in part.stated():
                yield from ((span, name) for span in stated.spans)
