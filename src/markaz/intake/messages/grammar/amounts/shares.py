"""Amounts that are told of each of several, and amounts told in the order of their names."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markaz.intake.messages.grammar.amounts.bonds import Bond, S
from markaz.intake.messages.grammar.items import Item, any_has

_BEFORE = 5


def of_each(chunk: Sequence[Item]) -> Iterator[Item]:
    """The amounts of one among several: "10 packets of 1 kg each", "ہر پیکٹ کا وزن 1 کلو"."""
    for at, one in enumerate(chunk):
        if one.amount is None or one.amount.dimension in ("count", "area"):
            continue
        after = at + 1 < len(chunk) and chunk[at + 1].has("each")
        if after or _opened(chunk[max(0, at - _BEFORE) : at]):
            yield one


def _opened(before: Sequence[Item]) -> bool:
    for one in reversed(before):
        if one.has("each"):
            return True
        if one.is_mark or one.amount:
            return False
    return False


def in_turn(chunk: Sequence[Item]) -> list[Bond]:
    """Names and as many amounts after them: "heroin and ice weighing 5 and 3 kg respectively"."""
    if not any_has(chunk, "in_turn"):
        return []
    names = [one for one in chunk if one.has("substance") and one.amount is None]
    amounts = [one for one in chunk if one.amount is not None and one.amount.dimension != "area"]
    apart = len(names) == len(amounts) > 1 and (
        names[-1].start < amounts[0].start or amounts[-1].start < names[0].start
    )
    alike = all(left.amount and right.amount and left.amount.dimension == right.amount.dimension
                for left, right in pairwise(amounts))  # fmt: skip
    if not apart or not alike:
        return []
    return [Bond(S, name, [amount]) for name, amount in zip(names, amounts, strict=True)]
