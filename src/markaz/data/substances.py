"""Which substance a spelling means, its family, and whether it belongs in the drug total."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from markaz.data.folding import fold
from markaz.data.tables import rows, spellings


@dataclass(frozen=True, slots=True)
class Family:
    """A group of substances as the UN annual questionnaire groups them."""

    code: str
    label_en: str
    label_ur: str


@dataclass(frozen=True, slots=True)
class Substance:
    """One substance under its house code; the note gives the reason where it is left out."""

    code: str
    family: str
    label_en: str
    label_ur: str
    in_drug_total: bool
    schedule: str
    note: str


def _substance(row: dict[str, str]) -> Substance:
    return Substance(
        code=row["code"],
        family=row["family"],
        label_en=row["label_en"],
        label_ur=row["label_ur"],
        in_drug_total=row["in_drug_total"] == "true",
        schedule=row["schedule"],
        note=row["note"],
    )


FAMILIES: Mapping[str, Family] = MappingProxyType(
    {row["code"]: Family(**row) for row in rows("families")}
)
SUBSTANCES: Mapping[str, Substance] = MappingProxyType(
    {row["code"]: _substance(row) for row in rows("substances")}
)
_SPELLINGS = spellings(
    [(code, code) for code in SUBSTANCES]
    + [(known.label_en, known.code) for known in SUBSTANCES.values()]
    + [(known.label_ur, known.code) for known in SUBSTANCES.values()]
    + [(row["synonym"], row["code"]) for row in rows("substance_synonyms")]
)
_PARENTHESIS = re.compile(r"^(?P<name>[^()]+)\((?P<gloss>[^()]*)\)\s*$")
_BETWEEN = re.compile(r"/|\bor\b|\balias\b|\baka\b|=", re.IGNORECASE)


def _agreed(parts: list[str]) -> str | None:
    codes = {_SPELLINGS.get(fold(part)) for part in parts if part.strip()}
    return codes.pop() if len(codes) == 1 else None


def _glossed(name: str, gloss: str) -> str | None:
    # "Khat (Catha edulis)": an unknown gloss adds nothing, a contrary one makes the name unsure.
    meant = substance_code(name)
    other = substance_code(gloss) or meant
    return meant if other == meant else None


@lru_cache(maxsize=16384)
def substance_code(text: str) -> str | None:
    """The one substance a spelling means, or None: nothing is guessed.

    Two names in one cell ("Crystal/ICE") count only if both mean the same substance.
    """
    whole = _SPELLINGS.get(fold(text))
    if whole:
        return whole
    glossed = _PARENTHESIS.match(text.strip())
    if glossed:
        return _glossed(glossed["name"], glossed["gloss"])
    parts = _BETWEEN.split(text)
    return _agreed(parts) if len(parts) > 1 else None
