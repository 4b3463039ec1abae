"""Where a chunk says that its figures are of."""

from collections.abc import Sequence, Set

from markaz.data.places import DISTRICTS
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.places import where

_WITHIN = frozenset(("in", "of"))


def keys(chunk: Sequence[Item]) -> set[str]:
    """The codes of the places and of the airport; a province only where no district of it is."""
    port = where.airport(chunk)
    return _places(chunk) | ({port[0]} if port else set())


def site(chunk: Sequence[Item]) -> str | None:
    """The airport, or the one place, that a chunk is of; None where it names several or none."""
    port = where.airport(chunk)
    if port is not None:
        return port[0]
    told = _places(chunk)
    return next(iter(told)) if len(told) == 1 else None


def _places(chunk: Sequence[Item]) -> set[str]:
    found = [*where.places(chunk)]
    named = {id(one) for _, one in found}
    told = {code for code, one in found if not _holds(chunk, one, named)}
    return told - {DISTRICTS[code].province for code in told if code in DISTRICTS}


def _holds(chunk: Sequence[Item], one: Item, named: Set[int]) -> bool:
    """Whether a place only says where the one before it lies: "near Rawat in Rawalpindi"."""
    at = next(place for place, other in enumerate(chunk) if other is one)
    beside = at > 1 and chunk[at - 1].key in _WITHIN
    return beside and id(chunk[at - 2]) in named
