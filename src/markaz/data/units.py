"""Which unit a spelling means and how it turns into grams, millilitres, pieces or hectares."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, cast

from markaz.data.folding import fold
from markaz.data.tables import rows, spellings

Dimension = Literal["mass", "volume", "count", "area", "money"]
Base = Literal["g", "ml", "piece", "ha", "usd", "pkr"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit; `factor` turns an amount into `base`, roughly so where `approximate`."""

    code: str
    dimension: Dimension
    factor: Decimal
    base: Base
    label_en: str
    label_ur: str
    rec20: str
    approximate: bool
    note: str


def _unit(row: dict[str, str]) -> Unit:
    return Unit(
        code=row["code"],
        dimension=cast(Dimension, row["dimension"]),
        factor=Decimal(row["factor"]),
        base=cast(Base, row["base"]),
        label_en=row["label_en"],
        label_ur=row["label_ur"],
        rec20=row["rec20"],
        approximate=row["approximate"] == "true",
        note=row["note"],
    )


UNITS: Mapping[str, Unit] = MappingProxyType({row["code"]: _unit(row) for row in rows("units")})
_SPELLINGS = spellings(
    [(code, code) for code in UNITS]
    + [(unit.label_en, unit.code) for unit in UNITS.values()]
    + [(unit.label_ur, unit.code) for unit in UNITS.values()]
    + [(row["synonym"], row["code"]) for row in rows("unit_synonyms")]
)

_REGIONAL = {(row["unit"], row["region"]): row for row in rows("regional_areas")}
_SQUARE_METRES = Decimal(10_000)


@lru_cache(maxsize=4096)
def unit_code(text: str) -> str | None:
    """The one unit a spelling means, or None: a unit is never guessed."""
    return _SPELLINGS.get(fold(text))


def square_metres(code: str, *, region: str = "") -> tuple[Decimal, bool]:
    """How large a unit of area is in a region, and whether only roughly so.

    Args:
        code: the unit's code.
        region: a province such as PK-KP, a country such as PK, or nothing.
    """
    for place in (region, region.partition("-")[0]):
        if row := _REGIONAL.get((code, place)):
            return Decimal(row["square_metres"]), row["approximate"] == "true"
    unit = UNITS[code]
    return unit.factor * _SQUARE_METRES, unit.approximate
