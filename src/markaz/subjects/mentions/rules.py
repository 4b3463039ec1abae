"""What each field of two mentions says for or against one person, in bits, with its reason.

A bit doubles the odds.  The weights are set by hand from how many people share a value, in round
numbers; what they rest on is written beside each.  No rule asks for nationality, religion,
language or origin: a pair is never brought together or kept apart by them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import log2

from markaz.subjects.identifiers.identifier import IdentifierKind
from markaz.subjects.mentions.mention import Birth, Mention, slips
from markaz.subjects.names.comparing import score_names
from markaz.subjects.names.vocabulary import shares
from markaz.subjects.names.words import Name, NameKind, read_name

ALIKE = 0.5
# A number of one kind on both sides; a telephone or a car serves a household.
_SAME_NUMBER = {
    IdentifierKind.NATIONAL: 22.0,
    IdentifierKind.PASSPORT: 18.0,
    IdentifierKind.IBAN: 14.0,
    IdentifierKind.IMEI: 11.0,
    IdentifierKind.ACCOUNT: 11.0,
    IdentifierKind.PHONE: 9.0,
    IdentifierKind.PLATE: 7.0,
}
_RAREST_WORD, _MOST_NAME, _MOST_FATHER, _LEAST_NAME, _LEAST_FATHER = 9.0, 14.0, 10.0, -14.0, -5.0
# One day of the year and one year of some forty.
_SAME_DAY, _SLIP_IN_DAY, _SAME_YEAR, _YEARS_MEET = 12.0, 8.0, 4.0, 2.0
_YEARS_NEAR, _YEARS_APART = -1.0, -6.0
_NEAR_YEARS = 3


@dataclass(frozen=True, slots=True)
class FieldReason:
    """What one field adds, in bits; `agrees` and `strong` are what the limits ask for."""

    field: str
    en: str
    ur: str
    bits: float
    agrees: bool = False
    strong: bool = False


Rule = Callable[[Mention, Mention], FieldReason | None]


def name(left: Mention, right: Mention) -> FieldReason | None:
    """The names as written: rare words that agree count more than common ones."""
    companies = NameKind.ORGANISATION in (left.name_kind, right.name_kind)
    kind = NameKind.ORGANISATION if companies else NameKind.PERSON
    found = score_names(left.name, right.name, kind=kind)
    if not found.told:
        return None
    read = read_name(left.name, kind=kind), read_name(right.name, kind=kind)
    bits = _bits(found.score, read, most=_MOST_NAME, least=_LEAST_NAME)
    agrees = found.score >= ALIKE
    return FieldReason(
        "name",
        f"names {'agree' if agrees else 'differ'} ({found.score:.0%})",
        f"نام {'ملتے ہیں' if agrees else 'مختلف ہیں'} ({found.score:.0%})",
        bits,
        agrees=agrees,
        strong=agrees and not found.one_word,
    )


def father(left: Mention, right: Mention) -> FieldReason | None:
    """The fathers' names, where both are stated."""
    found = score_names(left.father_name, right.father_name)
    if not found.told:
        return None
    names = read_name(left.father_name), read_name(right.father_name)
    agrees = found.score >= ALIKE
    return FieldReason(
        "father_name",
        f"fathers' names {'agree' if agrees else 'differ'} ({found.score:.0%})",
        f"والد کے نام {'ملتے ہیں' if agrees else 'مختلف ہیں'} ({found.score:.0%})",
        _bits(found.score, names, most=_MOST_FATHER, least=_LEAST_FATHER),
        agrees=agrees,
        strong=agrees,
    )


def birth(left: Mention, right: Mention) -> FieldReason | None:
    """The dates or years of birth, as closely as they are stated."""
    if left.birth is None or right.birth is None:
        return None
    one, other = left.birth, right.birth
    if one.day and one.day == other.day:
        return FieldReason(
            "birth", "born on the same day", "ایک ہی دن پیدائش", _SAME_DAY, agrees=True, strong=True
        )
    if one.day and other.day in slips(one.day):
        return FieldReason(
            "birth",
            "born on the same day but for a slip of the pen",
            "ایک ہی دن پیدائش، قلم کی لغزش کے سوا",
            _SLIP_IN_DAY,
            agrees=True,
        )
    apart = _years_apart(one, other)
    if apart == 0:
        exact = one.first_year == one.last_year == other.first_year == other.last_year
        bits = _SAME_YEAR if exact and not (one.day and other.day) else _YEARS_MEET
        return FieldReason(
            "birth", "years of birth agree", "پیدائش کے سال ملتے ہیں", bits, agrees=True
        )
    bits = _YEARS_NEAR if apart <= _NEAR_YEARS else _YEARS_APART
    return FieldReason("birth", f"born {apart} years apart", f"پیدائش میں {apart} سال کا فرق", bits)


def sex(left: Mention, right: Mention) -> FieldReason | None:
    """The stated sex; agreement tells little, a difference much."""
    if not left.sex or not right.sex:
        return None
    if left.sex == right.sex:
        return FieldReason("sex", "the same sex stated", "جنس ایک", 0.5, agrees=True)
    return FieldReason("sex", "different sexes stated", "جنس مختلف", -6.0)


def district(left: Mention, right: Mention) -> FieldReason | None:
    """The district; people move, so a different one says nothing."""
    if not left.district or left.district != right.district:
        return None
    return FieldReason("district", "the same district", "ایک ہی ضلع", 3.0, agrees=True)


def nationality(left: Mention, right: Mention) -> FieldReason | None:
    """The stated nationality: shown, and without weight whatever it is."""
    if not left.nationality or not right.nationality:
        return None
    return FieldReason(
        "nationality",
        f"stated nationality {left.nationality} and {right.nationality}: no weight",
        f"بیان کردہ شہریت {left.nationality} اور {right.nationality}: کوئی وزن نہیں",
        0.0,
    )


def numbers(left: Mention, right: Mention) -> tuple[FieldReason, ...]:
    """One reason for each number that both state."""
    known = {(one.kind, one.canonical) for one in right.identifiers}
    both = sorted({(one.kind, one.canonical) for one in left.identifiers} & known)
    return tuple(
        FieldReason(
            kind.value,
            f"the same {kind.value} number {canonical}",
            f"ایک ہی نمبر {canonical}",
            _SAME_NUMBER[kind],
            agrees=True,
            strong=True,
        )
        for kind, canonical in both
    )


RULES: tuple[Rule, ...] = (name, father, birth, sex, district, nationality)


def _bits(score: float, names: tuple[Name, Name], *, most: float, least: float) -> float:
    """For a likely match what its words are worth, for an unlikely one the odds against it."""
    if score < ALIKE:
        return max(least, 2.0 * log2(max(score, 1e-6) / (1.0 - score)))
    worth = min(map(_worth, names))
    return min(most, worth) * (2.0 * score - 1.0)


def _worth(read: Name) -> float:
    """How rare the words of a name are together, in bits: one bearer in so many."""
    told = 0.0
    for word in read.said:
        shared = shares().get(word.code or word.text, 1000.0 / 2.0**_RAREST_WORD)
        told += min(_RAREST_WORD, log2(1000.0 / shared))
    return told


def _years_apart(left: Birth, right: Birth) -> int:
    return max(0, left.first_year - right.last_year, right.first_year - left.last_year)
