"""What the parts and lines of a statement come to, in kilograms, beside what it states."""

from collections.abc import Iterable
from decimal import Decimal

from markaz.data.substances import SUBSTANCES
from markaz.records.statement import Amount, Interval, Stated, StatedLine, Statement, may_be

_G_PER_KG = 1000
_ROUNDED = Decimal("0.0005")
_NOTHING = Interval(Decimal(0), Decimal(0))


def kilograms(stated: Stated[Amount]) -> Decimal:
    """A stated weight in kilograms."""
    return stated.value.base / _G_PER_KG


def between(stated: Stated[Amount]) -> Interval:
    """What a stated weight may mean, in kilograms."""
    return may_be(stated).times(Decimal(1) / _G_PER_KG)


def summed(parts: Iterable[Interval]) -> Interval:
    """What the sum of all may be."""
    total = _NOTHING
    for part in parts:
        total = total.plus(part)
    return total


def in_total(line: StatedLine) -> bool:
    """Whether a line belongs in the total of drugs: chemicals and poppy heads do not."""
    return _is_drug(line.substance.value)


def _is_drug(code: str) -> bool:
    return code in SUBSTANCES and SUBSTANCES[code].in_drug_total


def weighed(one: Statement) -> list[Stated[Amount]]:
    """The weights of the drugs listed, of each and of several together."""
    alone = [line.weight for line in one.lines if line.weight and in_total(line)]
    return [*alone, *(mix.total for mix in one.mixes if all(map(_is_drug, mix.kinds)))]


def listed(one: Statement) -> Decimal | None:
    """What the weighed drugs listed come to, None where nothing is weighed."""
    weights = weighed(one)
    return sum(map(kilograms, weights), start=Decimal(0)) if weights else None


def every_line_weighed(one: Statement) -> bool:
    """Whether each drug listed has its weight, so that the lines may come to the total."""
    drugs = [line for line in one.lines if in_total(line) or _may_be_drug(line)]
    together = {kind for mix in one.mixes for kind in mix.kinds}
    return bool(drugs) and all(
        line.weight is not None or line.substance.value in together for line in drugs
    )


def _may_be_drug(line: StatedLine) -> bool:
    # What no vocabulary names and is measured by the litre is a chemical, and no part of a weight.
    return not line.substance.value and line.volume is None


def stated_total(one: Statement) -> Stated[Amount] | None:
    """The total stated first, where it is a weight."""
    return one.totals[0] if one.totals and one.totals[0].value.dimension == "mass" else None


def agree(parts: Interval, whole: Interval, *, all_told: bool) -> bool:
    """Whether parts may come to a whole; where some are not told, they may come to less."""
    over = parts.low > whole.high + _ROUNDED
    return not over and not (all_told and parts.high < whole.low - _ROUNDED)
