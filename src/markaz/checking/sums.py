"""What the parts and lines of a statement come to, in kilograms, beside what it states."""

from decimal import Decimal

from markaz.data.substances import SUBSTANCES
from markaz.records.statement import Amount, Bound, Stated, StatedLine, Statement

_G_PER_KG = 1000
_ROUNDED = Decimal("0.0005")
# "Over 556 kg" is said of 556.7 and not of 700; "about" allows a twentieth.
_OVER, _ABOUT = Decimal("0.02"), Decimal("0.05")


def kilograms(stated: Stated[Amount]) -> Decimal:
    """A stated weight in kilograms."""
    return stated.value.base / _G_PER_KG


def in_total(line: StatedLine) -> bool:
    """Whether a line belongs in the total of drugs: chemicals and poppy heads do not."""
    known = SUBSTANCES.get(line.substance.value)
    return known is not None and known.in_drug_total


def listed(one: Statement) -> Decimal | None:
    """The weighed drugs listed, None where nothing is weighed."""
    weights = [kilograms(line.weight) for line in one.lines if line.weight and in_total(line)]
    return sum(weights, start=Decimal(0)) if weights else None


def every_line_weighed(one: Statement) -> bool:
    """Whether each drug listed has its weight, so that the lines may come to the total."""
    drugs = [line for line in one.lines if in_total(line) or _may_be_drug(line)]
    return bool(drugs) and all(line.weight is not None for line in drugs)


def _may_be_drug(line: StatedLine) -> bool:
    # What no vocabulary names and is measured by the litre is a chemical, and no part of a weight.
    return not line.substance.value and line.volume is None


def stated_total(one: Statement) -> Stated[Amount] | None:
    """The total stated first."""
    return one.totals[0] if one.totals else None


def agree(computed: Decimal, stated: Decimal, *, bound: Bound, whole: bool) -> bool:
    """Whether a sum may be what was stated; where parts are missing, it may be less."""
    if abs(computed - stated) <= _ROUNDED or (not whole and computed < stated):
        return True
    if bound == Bound.AT_LEAST:
        return stated <= computed <= stated * (1 + _OVER) + 1
    if bound == Bound.ABOUT:
        return abs(computed - stated) <= stated * _ABOUT
    return bound == Bound.AT_MOST and computed <= stated
