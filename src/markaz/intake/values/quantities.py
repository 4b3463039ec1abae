"""Quantities as written, turned exactly into milligrams, microlitres, pieces or hectares."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from markaz.data.folding import fold
from markaz.data.units import UNITS, Unit
from markaz.intake.values.amounts import Marks, number, western
from markaz.intake.values.outcome import Doubtful

UNKNOWN = "unknown"
NOT_STATED = frozenset(
    fold(word)
    for word in ("nil", "none", "na", "n/a", "unknown", "not known", "not stated", "nk", "نامعلوم")
)
_EXACT = Context(prec=80, rounding=ROUND_HALF_EVEN)
# A million tonnes, or as many tablets: what they may weigh at most is still a whole number of ours.
_LARGEST = 10**15
_MANY_PIECES, _MUCH_UL = 10**9, 10**12
_HECTARES = Decimal("0.00000000001")
_LARGEST_HECTARES = Decimal(9_999_999)
_ABOUT = re.compile(
    r"[~?؟]|\b(?:approx(?:imately)?|about|around|nearly|almost|over|more than|at least|circa|ca"
    r"|est(?:imated)?)\b\.?"
    r"|تقریبا[ً\w]*|لگ بھگ|قریب",
    re.IGNORECASE,
)
_GLOSS = re.compile(r"\((?P<gloss>[^()]*)\)")
_TERM = re.compile(
    r"\s*(?:(?P<joint>and|&|\+|,|اور)\s*)?(?:(?P<times>[0-9]+)\s*[x×*]\s*)?"
    r"(?P<amount>[-−]?[0-9]+(?:[.,'’ ٫٬][0-9]+)*(?:[eE][-+]?[0-9]+)?)\s*(?P<unit>[^0-9+&,]*?)"
    r"(?=\s*(?:(?:and|&|\+|,|اور)?\s*[0-9]|$))",
    re.IGNORECASE,
)
_PARTING = tuple(";:/-–\\")
_ADDING = ("and", "&", "+", "اور")
_RANGE = re.compile(r"[0-9]\s*(?:-|–|to)\s*[0-9]")


class Measured(NamedTuple):
    """One quantity in the base unit of its dimension; the others are None."""

    dimension: str = UNKNOWN
    mass_mg: int | None = None
    volume_ul: int | None = None
    pieces: int | None = None
    area_ha: Decimal | None = None
    unit: str = ""


NOTHING = Measured()


class _Term(NamedTuple):
    amount: Decimal
    unit: str


def hectares(amount: Decimal, *, unit: Unit) -> Decimal:
    """An area in hectares, exact to the eleven decimals of an acre."""
    area = _EXACT.multiply(amount, unit.factor).quantize(_HECTARES, context=_EXACT)
    if area > _LARGEST_HECTARES:
        raise ValueError(f"{amount} {unit.code} is larger than any field: correct it")
    return area


def _whole(amount: Decimal, *, unit: Unit) -> int:
    scale = 1 if unit.dimension == "count" else 1000
    base = _EXACT.multiply(_EXACT.multiply(amount, unit.factor), Decimal(scale))
    if unit.dimension == "count" and base != base.to_integral_value():
        raise _Unsure(f"{amount} is no whole number of {unit.label_en}: how many are there?")
    whole = int(base.to_integral_value(ROUND_HALF_EVEN))
    if whole > _LARGEST:
        raise ValueError(f"{amount} {unit.code} is beyond any amount: correct it")
    return whole


class _Unsure(Exception):  # noqa: N818  (a question, not an error)
    """The text may mean several things, so it is kept as written and asked about."""


def measured(amount: Decimal, *, code: str) -> Measured:
    """One amount of a known unit in the base of its dimension."""
    unit = UNITS[code]
    if unit.dimension == "area":
        return Measured("area", area_ha=hectares(amount, unit=unit), unit=code)
    whole = _whole(amount, unit=unit)
    if whole == 0 and amount:
        raise _Unsure(f"{amount} {code} is less than can be weighed: is the unit right?")
    if unit.dimension == "mass":
        return Measured("mass", mass_mg=whole, unit=code)
    if unit.dimension == "volume":
        return Measured("volume", volume_ul=whole, unit=code)
    if unit.dimension == "count":
        return Measured("count", pieces=whole, unit=code)
    raise _Unsure(f"'{code}' measures money, not a drug: which unit is meant?")


@dataclass(frozen=True, slots=True)
class QuantityReader:
    """How one source writes its quantities: its marks, its units and what it cannot seize."""

    marks: Marks
    unit_of: Callable[[str], str | None]
    default_unit: str = ""
    max_mass_mg: int = 50_000 * 1_000_000

    def read(self, quantity: str, unit: str) -> Measured | Doubtful:
        """The quantity with its unit; refused where negative, asked about where in doubt."""
        if not quantity or fold(quantity) in NOT_STATED or not fold(quantity):
            return Doubtful(NOTHING, "the quantity is not stated: unknown, never 0")
        try:
            return self._weighed(quantity, unit)
        except _Unsure as doubt:
            return Doubtful(NOTHING, str(doubt))

    def _weighed(self, quantity: str, unit: str) -> Measured | Doubtful:
        doubts: list[str] = []
        try:
            terms = [_Term(number(quantity, marks=self.marks), "")]
        except ValueError:
            terms, doubts = self._terms(quantity)
        if any(term.amount < 0 for term in terms):
            raise ValueError(f"the quantity '{quantity}' is negative: correct it")
        found = self._sum(terms, unit=self._code(unit) if unit else "")
        if not any(term.amount for term in terms):
            return Doubtful(NOTHING, f"the quantity is '{quantity}': unknown, never 0")
        if UNITS[found.unit].approximate:
            doubts.append(f"'{found.unit}' is not weighed alike everywhere: what is it in kg or g?")
        if self._absurd(found):
            doubts.append(
                f"'{quantity} {unit}'".replace(" '", "'")
                + " is more than any one seizure: is the unit right?"
            )
        return Doubtful(found, "; ".join(doubts)) if doubts else found

    def _absurd(self, found: Measured) -> bool:
        limits = (
            (found.mass_mg, self.max_mass_mg),
            (found.pieces, _MANY_PIECES),
            (found.volume_ul, _MUCH_UL),
        )
        return any(amount is not None and amount > most for amount, most in limits)

    def _code(self, written: str) -> str:
        code = self.unit_of(written)
        if code is None:
            raise _Unsure(f"the unit '{written}' is in no vocabulary: which unit is meant?")
        return code

    def _terms(self, quantity: str) -> tuple[list[_Term], list[str]]:
        """The parts of a spelled quantity, such as "1 maund 20 seer" or "2 x 500 g"."""
        text = western(quantity, marks=self.marks)
        doubts: list[str] = []
        if gloss := _GLOSS.search(text):
            doubts += self._gloss(gloss["gloss"], quantity=quantity)
            text = _GLOSS.sub(" ", text)
        bare = _ABOUT.sub(" ", text).strip(" .")
        if bare != text.strip(" ."):
            doubts.append(f"'{quantity}' is not weighed exactly: what is the weight?")
        if _RANGE.search(bare):
            raise _Unsure(f"'{quantity}' is a range: which quantity was weighed?")
        return self._parts(bare, quantity=quantity), doubts

    def _parts(self, bare: str, *, quantity: str) -> list[_Term]:
        terms: list[_Term] = []
        end, unit = 0, ""
        for found in _TERM.finditer(bare):
            if found.start() != end:
                break
            # "5..5", "5/5" and "5 kg - 200 g" are no sums; "5 kg 200 g" and "5 + 3" are.
            if terms and (
                unit[-1:] in _PARTING or not (unit or (found["joint"] or "").casefold() in _ADDING)
            ):
                raise _Unsure(f"'{quantity}' states two amounts: which is the quantity?")
            amount = number(found["amount"], marks=self.marks) * int(found["times"] or 1)
            unit = found["unit"].strip(" .")
            terms.append(_Term(amount, unit.strip(";:/")))
            end = found.end()
        if not terms or bare[end:].strip(" .;"):
            raise ValueError(f"the quantity '{quantity}' cannot be read: write a number and a unit")
        return terms

    def _gloss(self, gloss: str, *, quantity: str) -> list[str]:
        if not gloss.strip() or (_ABOUT.search(gloss) and not re.search(r"\d", gloss)):
            return [f"'{quantity}' is not weighed exactly: what is the weight?"]
        if re.search(r"\d", gloss):
            # "0.057 Gram (100 tabs)" was once added as 0.057 kg: two amounts in one cell
            # cannot both be the quantity, and nobody but the agency knows which one is.
            raise _Unsure(f"'{quantity}' states two amounts: which is the quantity, in which unit?")
        return [f"'({gloss})' in '{quantity}' was not read: does it change the quantity?"]

    def _sum(self, terms: list[_Term], *, unit: str) -> Measured:
        codes = [self._code(term.unit) if term.unit else "" for term in terms]
        other = [
            term.unit for term, code in zip(terms, codes, strict=True) if code not in ("", unit)
        ]
        if unit and other:
            raise _Unsure(f"the quantity says '{other[0]}' and the unit '{unit}': which is right?")
        own = unit or (self.default_unit if len(terms) == 1 else "")
        codes = [code or own for code in codes]
        if not all(codes):
            raise _Unsure("no unit is stated, and a unit is never guessed: which unit is meant?")
        parts = [measured(term.amount, code=code) for term, code in zip(terms, codes, strict=True)]
        return parts[0] if len(parts) == 1 else _added(parts)


def _added(parts: list[Measured]) -> Measured:
    if len({part.dimension for part in parts}) > 1:
        raise _Unsure("the quantity mixes weight, volume and count: which one is it?")

    def whole(amounts: Iterable[int | None]) -> int | None:
        stated = [amount for amount in amounts if amount is not None]
        return sum(stated) if stated else None

    areas = [part.area_ha for part in parts if part.area_ha is not None]
    return Measured(
        parts[0].dimension,
        whole(part.mass_mg for part in parts),
        whole(part.volume_ul for part in parts),
        whole(part.pieces for part in parts),
        sum(areas, Decimal(0)) if areas else None,
        parts[0].unit,
    )
