"""Everything that a section says of who acted, where, on which route and how it was hidden."""

from collections.abc import Sequence, Set
from typing import NamedTuple

from markaz.data.airports import AIRPORTS
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.places import actors, route, where
from markaz.intake.messages.grammar.places.hiding import concealment
from markaz.records.statement import Scope

_HERE = "PK"
# A section without these roles says nothing of the kind.
_OF_AIRPORTS = frozenset(("airport", "airport_word"))
_OF_COUNTRIES = frozenset(("country", "demonym"))
_OF_FLIGHTS = frozenset(("flight", "carrier"))
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


def whereabouts(
    chunks: Sequence[Sequence[Item]], text: str, scope: Scope, *, near: Set[str]
) -> Whereabouts:
    """What the chunks of one section say; `text` is the message, `near` the provinces it names."""
    every = [one for chunk in chunks for one in chunk]
    roles = {role for one in every if one.kinds for role in one.kinds}
    surest = where.surest(chunks, scope, roles=roles, near=near)
    port = where.airport(every) if roles & _OF_AIRPORTS else None
    landed = port is not None and AIRPORTS[port[0]].country != _HERE
    told = [] if landed else surest.told
    abroad = landed or (port is None and not told)
    countries = (one.kinds["country"] for one in every if "country" in one.kinds)
    foreign = any(country != _HERE for country in countries)
    provinces = surest.provinces or (set() if foreign else near)
    routed = bool(roles & _OF_COUNTRIES)
    return Whereabouts(
        agencies=[(code, (one,)) for code, one in actors.agencies(chunks, scope, provinces)],
        places=[(code, (one,)) for code, one in told],
        airport=port,
        origin=route.origin(every, abroad=abroad) if routed else None,
        destination=route.destination(every) if routed else None,
        concealment=concealment(chunks, text, roles),
        flights=[*route.flights(every, text)] if roles & _OF_FLIGHTS else [],
    )
