"""What the order of a message's sentences says: what goes on, and what goes back to the whole."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markaz.intake.messages.grammar.chunks import (
    of_another_time,
    region,
    speaks_of_all,
    sums_so_far,
)
from markaz.intake.messages.grammar.clauses.another import begins_event
from markaz.intake.messages.grammar.heads.loci import heading
from markaz.intake.messages.grammar.items import Item, any_has

Sentence = Sequence[list[Item]]
_MANY = 3


def after_lists(told: Sequence[Sentence]) -> frozenset[int]:
    """Which chunks, by where they begin, follow a sentence that listed several parts."""
    pairs = ((before, some) for before, some in pairwise(told) if before and some)
    return frozenset(some[0][0].start for before, some in pairs if len(before) >= _MANY)


def so_far(told: Sequence[Sentence]) -> frozenset[int]:
    """Which chunks, by where they begin, are of what a year or a campaign comes to so far.

    A sentence of nothing else is followed by more of it, till a time, a place or a part is named.
    """
    return frozenset(chunk[0].start for chunk in _so_far(told))


def _so_far(told: Sequence[Sentence]) -> Iterator[list[Item]]:
    running = False
    for sentence in told:
        summed = [chunk for chunk in sentence if sums_so_far(chunk)]
        if summed:
            running = len(summed) == len(sentence)
            yield from summed
        elif running and all(map(_goes_on, sentence)):
            yield from sentence
        else:
            running = False


def _goes_on(chunk: list[Item]) -> bool:
    named = heading(chunk) is not None or region(chunk) is not None or begins_event(chunk)
    dated = of_another_time(chunk) or any_has(chunk, "month")
    return not (named or dated or speaks_of_all(chunk))
