"""Where a chunk says that its figures are of."""

from collections.abc import Sequence

from markaz.data.places import DISTRICTS
from markaz.intake.messages.grammar import where
from markaz.intake.messages.grammar.items import Item


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
    told = {code for code, _ in where.places(chunk)}
    return told - {DISTRICTS[code].province for code in told if code in DISTRICTS}
