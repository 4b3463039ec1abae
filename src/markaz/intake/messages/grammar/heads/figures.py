"""Whether a clause states figures of its own."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from markaz.intake.messages.grammar.items import Item, any_has

_COUNTED = ("person", "woman", "operation", "arrest", "case", "vehicle")
_BEFORE, _AFTER = 2, 4


def figures(chunk: Sequence[Item]) -> bool:
    """Whether it states an amount, or a number of persons, operations, cases or vehicles."""
    return drugs(chunk) or any(counted(chunk, at) for at in range(len(chunk)))


def counted(chunk: Sequence[Item], at: int) -> bool:
    """Whether a number stands beside a noun that is counted."""
    if chunk[at].value is None:
        return False
    return any_has(chunk[max(0, at - _BEFORE) : at + _AFTER], *_COUNTED)


def drugs(chunk: Sequence[Item]) -> bool:
    """Whether it states an amount, or a number right before a drug or a unit."""
    return any(is_of_drug(chunk, at) for at in range(len(chunk)))


def is_of_drug(chunk: Sequence[Item], at: int) -> bool:
    """Whether an item is an amount, or a number right before a drug or a unit."""
    one = chunk[at]
    return one.amount is not None or (one.value is not None and _counts_drug(chunk, at))


def weight(chunks: Iterable[Sequence[Item]]) -> Decimal:
    """What the weights of all chunks come to, in grams."""
    stated = (one.amount for chunk in chunks for one in chunk if one.amount is not None)
    return sum((one.base for one in stated if one.dimension == "mass"), start=Decimal(0))


def _counts_drug(chunk: Sequence[Item], at: int) -> bool:
    return any_has(chunk[at + 1 : at + 4], "unit", "substance")
