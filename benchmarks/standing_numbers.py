"""Whether every number that was read stands in a message's own words, told without its reader."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from markaz.data.folding import fold, western_digits
from markaz.data.messages.words import wordings
from markaz.data.units import UNITS, unit_code
from markaz.records.statement import Amount, Money, Reading, Stated

_WORD = re.compile(r"[0-9][0-9.,'’٬\u00a0\u202f]*[¼½¾]?|[¼½¾]|[^\W\d_]+")
# The signs of short vowels and of direction part no word and no number.
_SILENT = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_BETWEEN_NAMES = re.compile(r"\s*(?:,|\band\b)\s*")
_DIGIT = re.compile(r"[0-9]")
_COUNTING_ROLES = (
    "number number_weak number_all article adjust woman person foreigner pronoun vehicle his case"
)
_COUNTING = frozenset(_COUNTING_ROLES.split())
_FRACTIONS = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}
_VALUES = {
    fold(one.words): Decimal(one.code)
    for one in wordings()
    # A singular noun of persons or vehicles says one, and so does the owner of "his accomplices".
    if one.role in _COUNTING and one.code
}
# A people's name in the singular says one.
_VALUES |= {fold(one.words): Decimal(1) for one in wordings() if one.role == "demonym"}
_ADJUSTS = {fold(one.words) for one in wordings() if one.role == "adjust"}
_SCALES = {fold(one.words): Decimal(one.code) for one in wordings() if one.role.startswith("scale")}
_NUMBERS = _VALUES.keys() | _SCALES.keys()


def unfounded(message: str, reading: Reading) -> Iterator[Stated[object]]:
    """The values whose number no digits or words within their spans make up."""
    for one in reading.statements:
        for part in (one, *one.parts):
            for _, stated in part.stated():
                words = " ".join(message[span.start : span.end] for span in stated.spans)
                ends = (_number(stated.value), _number(stated.upper))
                made = made_of(words) | _named(words)
                if any(number is not None and number not in made for number in ends):
                    yield stated


def _named(words: str) -> set[Decimal]:
    """How many persons a stretch of nothing but names is of: "Gul Zaman and Nawab Ali"."""
    names = [name for name in _BETWEEN_NAMES.split(words) if name]
    named = all(name[0].isupper() and not _DIGIT.search(name) for name in names)
    return {Decimal(len(names))} if named else set()


def _number(value: object) -> Decimal | None:
    if isinstance(value, Amount | Money):
        return value.number
    return Decimal(value) if isinstance(value, int) else None


def made_of(words: str) -> set[Decimal]:
    """Every number that the digits and number words of a stretch of text may make together."""
    terms: list[set[Decimal]] = []
    units: list[Decimal] = []
    for text in _apart(_WORD.findall(western_digits(_SILENT.sub("", words)))):
        key = fold(text)
        if key in _SCALES:
            terms = [term | {value * _SCALES[key] for value in term} for term in terms]
            terms = terms or [{_SCALES[key]}]
        elif (value := _value(text, key)) is not None:
            # سوا by itself is one and a quarter.
            terms.append({value, 1 + value} if key in _ADJUSTS else {value})
        if unit_code(text):
            units.append(UNITS[unit_code(text) or ""].factor)
    folded = f" {fold(words)} "
    terms += [{value} for key, value in _VALUES.items() if " " in key and f" {key} " in folded]
    finer = {small / large for large in units for small in units if small < large}
    terms = [term | {value * one for value in term for one in finer} for term in terms]
    return {total for some in _some(terms) for total in _sums(some)}


def _apart(words: list[str]) -> Iterator[str]:
    """The words, with a number word that is written as one with its unit apart: "سوگرام"."""
    for word in words:
        cuts = range(1, 0 if word.isascii() else len(word))
        glued = (at for at in cuts if fold(word[:at]) in _NUMBERS and _is_scale(word[at:]))
        at = next(glued, len(word))
        yield from filter(None, (word[:at], word[at:]))


def _is_scale(word: str) -> bool:
    return fold(word) in _SCALES or bool(unit_code(word))


def _value(text: str, key: str) -> Decimal | None:
    if key in _VALUES:
        return _VALUES[key]
    fraction = _FRACTIONS.get(text[-1], Decimal(0))
    digits = re.sub(r"[,'’٬\u00a0\u202f]|[.]$", "", text.rstrip("¼½¾"))
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", digits.rstrip(".")):
        return Decimal(digits.rstrip(".")) + fraction
    return fraction or None


def _some(terms: list[set[Decimal]]) -> Iterator[tuple[set[Decimal], ...]]:
    for size in range(1, min(len(terms), 5) + 1):
        yield from combinations(terms, size)


def _sums(terms: tuple[set[Decimal], ...]) -> set[Decimal]:
    sums = {Decimal(0)}
    for term in terms:
        sums = {total + value for total in sums for value in term}
    return sums
