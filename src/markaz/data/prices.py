"""What a kilogram is said to be worth, at which market level and on whose word."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from markaz.data.tables import rows

Level = Literal["wholesale", "street", "international"]


@dataclass(frozen=True, slots=True)
class Price:
    """Whole US dollars per kilogram from a day on; an `example` price proves nothing."""

    substance: str
    level: Level
    usd_per_kg: int
    valid_from: date
    source: str
    example: bool


def _price(row: dict[str, str]) -> Price:
    return Price(
        substance=row["substance"],
        level=cast(Level, row["level"]),
        usd_per_kg=int(row["usd_per_kg"]),
        valid_from=date.fromisoformat(row["valid_from"]),
        source=row["source"],
        example=row["example"] == "true",
    )


PRICES: tuple[Price, ...] = tuple(_price(row) for row in rows("prices"))


def price(substance: str, *, level: Level, on: date) -> Price | None:
    """The price in force on a day, inclusive of its first day, or None."""
    in_force = (
        known
        for known in PRICES
        if known.substance == substance and known.level == level and known.valid_from <= on
    )
    return max(in_force, key=lambda known: known.valid_from, default=None)
