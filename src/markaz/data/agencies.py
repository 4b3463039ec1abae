"""The register of agencies that report, and of those who compiled foreign data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from markaz.data.folding import fold
from markaz.data.tables import rows, spellings


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency; a regional directorate names the agency it belongs to as `parent`."""

    code: str
    label_en: str
    label_ur: str
    parent: str | None
    kind: str
    province: str | None


def _agency(row: dict[str, str]) -> Agency:
    return Agency(
        code=row["code"],
        label_en=row["label_en"],
        label_ur=row["label_ur"],
        parent=row["parent"] or None,
        kind=row["kind"],
        province=row["province"] or None,
    )


AGENCIES: Mapping[str, Agency] = MappingProxyType(
    {row["code"]: _agency(row) for row in rows("agencies")}
)
_SPELLINGS = spellings(
    [(code, code) for code in AGENCIES]
    + [(agency.label_en, agency.code) for agency in AGENCIES.values()]
    + [(agency.label_ur, agency.code) for agency in AGENCIES.values()]
    + [(row["synonym"], row["code"]) for row in rows("agency_synonyms")]
)


@lru_cache(maxsize=4096)
def agency_code(text: str) -> str | None:
    """The one agency a spelling means, or None."""
    return _SPELLINGS.get(fold(text))
