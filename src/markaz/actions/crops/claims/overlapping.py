"""Who claims ground that somebody claimed before, found as the claim comes in."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from markaz.crops.union import unite
from markaz.store.crops import fields
from markaz.store.models import FieldOverlap, FieldRow

_M2_PER_HA = Decimal(10_000)
_PLACES = Decimal("0.000001")


def find_overlaps(fresh: Sequence[FieldRow], *, now: datetime) -> list[FieldOverlap]:
    """Every overlap of a new field with one that stands, whoever may see it; none is kept yet."""
    if not fresh:
        return []
    rows = fields.near(fresh)
    new = {row.id for row in fresh}
    found = unite(
        [fields.outline_of(row) for row in rows], seasons=[str(row.season) for row in rows]
    )
    return [
        FieldOverlap(
            left=rows[one.left],
            right=rows[one.right],
            area_ha=hectares(one.area_m2),
            iou=one.iou,
            found_at=now.astimezone(UTC),
        )
        for one in found.overlaps
        if new & {rows[one.left].id, rows[one.right].id}
    ]


def hectares(area_m2: float) -> Decimal:
    """An area in hectares, to the square centimetre."""
    return (Decimal(repr(float(area_m2))) / _M2_PER_HA).quantize(_PLACES)
