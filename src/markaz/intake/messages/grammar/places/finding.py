"""Everything that a section says of who acted, where, on which route and how it was hidden."""

from collections.abc import Sequence
from typing import NamedTuple

from markaz.data.airports import AIRPORTS
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.places import actors, route, where
from markaz.intake.messages.grammar.places.hiding import concealment
from markaz.records.statement import Scope

_HERE = "PK"
Found = tuple[str, tuple[Item, ...]]


class Whereabouts(NamedTuple):
    """Each with the items it was read from; None where the section does not say."""

    agencies: list[Found]
    places: list[Found]
    airport: Found | None
    origin: Found | None
    destination: Found | None
    concealment: Found | None
    flights: list[Found]


def whereabouts(chunks: Sequence[Sequence[Item]], text: str, scope: Scope) -> Whereabouts:
    """What the chunks of one section say; `text` is the message."""
    every = [one for chunk in chunks for one in chunk]
    named = where.places(chunks, text, scope)
    port = where.airport(every)
    destination = route.destination(every)
    abroad = not named and (port is None or AIRPORTS[port[0]].country != _HERE)
    acting = actors.agencies(chunks, scope, where.provinces(chunks, text))
    return Whereabouts(
        agencies=[(code, (one,)) for code, one in acting],
        places=[(code, (one,)) for code, one in named],
        airport=port,
        origin=route.origin(every, abroad=abroad),
        destination=destination,
        concealment=concealment(chunks, text),
        flights=[*route.flights(every, text)],
    )
