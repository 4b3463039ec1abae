"""Values with the very words of the message that they were read from."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.writing import Writing
from markaz.records.statement import Amount, Bound, Money, Stated, may_be

Read = TypeVar("Read")
Told = TypeVar("Told", str, Amount)
Measured = TypeVar("Measured", Amount, Money)


class Words:
    """The words of one message."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing

    def stated(
        self, value: Read, *its: Item, bound: Bound | None = None, upper: Read | None = None
    ) -> Stated[Read]:
        """A value with the stretch of words from the first of its items to the last."""
        ordered = sorted(its, key=lambda one: one.start)
        if not ordered:
            return Stated(value, "", ())
        span = self.writing.span(ordered[0].start, ordered[-1].end)
        said = next((one.bound for one in its if one.value is not None or one.money), its[0].bound)
        text = self.writing.source[span.start : span.end]
        return Stated(value, text, (span,), bound or said, upper)

    def amount(self, item: Item) -> Stated[Amount]:
        """The amount of an item, with its unit where that stands apart."""
        assert item.amount is not None  # noqa: S101 (only quantities are bound)
        tail = (item.tail,) if item.tail is not None else ()
        spans = tuple(self.writing.span(one.start, one.end) for one in (item, *tail))
        upper = item.most if isinstance(item.most, Amount) else None
        return Stated(item.amount, self.text((item, *tail)), spans, item.bound, upper)

    def text(self, its: Sequence[Item]) -> str:
        """The words from the first of some items to the last, as they came."""
        span = self.writing.span(its[0].start, its[-1].end)
        return self.writing.source[span.start : span.end]


def once(found: Iterable[Stated[Told]]) -> tuple[Stated[Told], ...]:
    """Each value once, with the words in which it was told first."""
    first: dict[object, Stated[Told]] = {}
    for one in found:
        first.setdefault(one.value, one)
    return tuple(first.values())


def told_anew(known: list[Stated[Measured]], one: Stated[Measured]) -> None:
    """Add a value to those known; it stands for a rough one that it only states more exactly.

    "Worth over $7 million ... a street value of $7,344,845" is one value.
    """
    known[:] = [rough for rough in known if not is_rounder(rough, one)]
    known.append(one)


def is_rounder(rough: Stated[Measured], one: Stated[Measured]) -> bool:
    """Whether a value is stated roughly, and the other states it exactly."""
    exact = one.bound == Bound.EXACT and one.upper is None
    if not exact or rough.bound not in (Bound.AT_LEAST, Bound.ABOUT) or rough.upper is not None:
        return False
    within = may_be(rough)
    return _kind(rough.value) == _kind(one.value) and within.low <= may_be(one).low <= within.high


def _kind(value: Amount | Money) -> str:
    return value.currency if isinstance(value, Money) else value.dimension
