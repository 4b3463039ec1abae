"""Where a chunk says that its figures are of."""

from collections.abc import Sequence

from markaz.data.places import DISTRICTS
from markaz.intake.messages.grammar import where
from markaz.intake.messages.grammar.items import Item


def keys(chunk: Sequence[Item]) -> set[str]:
    """The codes of the places and of the airport; a province only where no district of it is."""
    told = {code for code, _ in where.places(chunk)}
    told -= {DISTRICTS[code].province for code in told if code in DISTRICTS}
    port = where.airport(chunk)
    return told | ({port[0]} if port else set())


def site(chunk: Sequence[Item]) -> str | None:
    """The airport, or the one place, that a chunk is of; None where it names several or none."""
    port = where.airport(chunk)
    told = keys(chunk)
    if port is not None:
        return port[0]
    return next(iter(told)) if len(told) == 1 else None
