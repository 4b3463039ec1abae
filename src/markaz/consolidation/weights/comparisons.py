"""The declared comparisons of two reports: their levels, in SQL and in words."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa
import yaml

# Two reports, their match weight in bits without the ledger's shift, and the level of each
# comparison as one letter, in their order: 0 to 9, then a to z; 0 where it could not be made.
WEIGHED = pa.schema(
    [
        ("left", pa.int64()),
        ("right", pa.int64()),
        ("weight", pa.float64()),
        ("levels", pa.string()),
    ]
)
LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SAME = (
    {"when": "{0}_l = {0}_r", "bits": 1, "en": "the same", "ur": "ایک ہی"},
    {"else": True, "bits": -1, "en": "another", "ur": "مختلف"},
)


@dataclass(frozen=True, slots=True)
class Level:
    """One answer a comparison can give; the condition is empty for "anything else"."""

    condition: str
    bits: float
    label_en: str
    label_ur: str
    rarity: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field of two reports, and its levels from 1 on; level 0 is "cannot be compared"."""

    name: str
    label_en: str
    label_ur: str
    unknown: str
    levels: tuple[Level, ...]


@cache
def comparisons() -> tuple[Comparison, ...]:
    """Every comparison, in the order in which a pair's levels are written."""
    path = files("markaz.consolidation.weights").joinpath("comparisons.yml")
    return tuple(_comparison(row) for row in yaml.safe_load(path.read_text(encoding="utf-8")))


# Splink's dialects agree on these once DuckDB is given them; they are all the conditions use.
DUCKDB_MACROS = (
    "CREATE OR REPLACE MACRO arrays_overlap(a, b) AS list_has_any(a, b)",
    "CREATE OR REPLACE MACRO array_size(a) AS len(a)",
)


def _comparison(row: dict[str, Any]) -> Comparison:
    column = row.get("same")
    levels = _SAME if column else row["levels"]
    unknown = f"{column}_l IS NULL OR {column}_r IS NULL" if column else row["unknown"]
    return Comparison(
        name=row["name"],
        label_en=row["label_en"],
        label_ur=row["label_ur"],
        unknown=unknown,
        levels=tuple(_level(level, column or "") for level in levels),
    )


def _level(row: dict[str, Any], column: str) -> Level:
    return Level(
        condition=row.get("when", "").format(column),
        bits=float(row["bits"]),
        label_en=row["en"],
        label_ur=row["ur"],
        rarity=row.get("rarity", ""),
    )
