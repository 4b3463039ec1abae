"""The airports met on drug routes, by IATA code."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from markaz.data.folding import fold
from markaz.data.tables import rows, spellings


@dataclass(frozen=True, slots=True)
class Airport:
    """One airport; the province is given for Pakistan and Afghanistan only."""

    iata: str
    icao: str
    name: str
    city: str
    country: str
    province: str | None
    latitude: float
    longitude: float


def _airport(row: dict[str, str]) -> Airport:
    return Airport(
        iata=row["iata"],
        icao=row["icao"],
        name=row["name"],
        city=row["city"],
        country=row["country"],
        province=row["province"] or None,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
    )


AIRPORTS: Mapping[str, Airport] = MappingProxyType(
    {row["iata"]: _airport(row) for row in rows("airports")}
)
_SPELLINGS = spellings(
    [(code, code) for code in AIRPORTS]
    + [(airport.icao, airport.iata) for airport in AIRPORTS.values()]
    + [(airport.name, airport.iata) for airport in AIRPORTS.values()]
    + [(row["synonym"], row["code"]) for row in rows("airport_synonyms")]
)


@lru_cache(maxsize=4096)
def airport_code(text: str) -> str | None:
    """The IATA code of the one airport a spelling means, or None.

    A city with several airports names none of them.
    """
    return _SPELLINGS.get(fold(text))
