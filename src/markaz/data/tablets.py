"""What one tablet is taken to weigh, as a range with its source, never as a fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markaz.data.tables import rows


@dataclass(frozen=True, slots=True)
class TabletWeight:
    """The range in milligrams within which one tablet of a substance is taken to weigh."""

    substance: str
    low_mg: int
    high_mg: int
    source: str
    edition: str
    note: str


def _weight(row: dict[str, str]) -> TabletWeight:
    return TabletWeight(
        substance=row["substance"],
        low_mg=int(row["low_mg"]),
        high_mg=int(row["high_mg"]),
        source=row["source"],
        edition=row["edition"],
        note=row["note"],
    )


TABLET_WEIGHTS: Mapping[str, TabletWeight] = MappingProxyType(
    {row["substance"]: _weight(row) for row in rows("tablet_weights")}
)


def tablet_weight(substance_code: str) -> TabletWeight | None:
    """The range known for this substance, or None where no source states one."""
    return TABLET_WEIGHTS.get(substance_code)
