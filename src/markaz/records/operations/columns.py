"""Operations and overlaps as Arrow tables, where many travel; read back they are the same."""

from collections.abc import Iterable
from datetime import UTC

import pyarrow as pa

from markaz.records.operations.conflict import Overlap
from markaz.records.operations.notation import read, written
from markaz.records.operations.operation import Operation, OperationKey, Waiver, Window
from markaz.records.schemas import OPERATIONS, OVERLAPS


def operations_table(operations: Iterable[Operation]) -> pa.Table:
    """Operations as rows of the schema OPERATIONS."""
    rows = [
        {
            "agency": one.key.agency,
            "reference": one.key.reference,
            "unit": one.unit,
            "contact": one.contact,
            "kind": one.kind,
            "starts_at": one.window.starts_at,
            "ends_at": one.window.ends_at,
            "zone": one.window.zone,
            "shape": written(one.shape),
            "target": one.target,
            "silent": one.silent,
            "marking": one.marking,
            "filed_by": one.filed_by,
            "filed_at": one.filed_at,
            "waived_by": one.waiver.by if one.waiver else "",
            "waived_at": one.waiver.at if one.waiver else None,
            "waiver_reason": one.waiver.reason if one.waiver else "",
        }
        for one in operations
    ]
    return pa.Table.from_pylist(rows, schema=OPERATIONS)


def operations_read(table: pa.Table) -> list[Operation]:
    """The operations of a table with the schema OPERATIONS, their moments in UTC."""
    return [
        Operation(
            key=OperationKey(row["agency"], row["reference"]),
            unit=row["unit"],
            contact=row["contact"],
            kind=row["kind"],
            window=Window(
                row["starts_at"].astimezone(UTC), row["ends_at"].astimezone(UTC), row["zone"]
            ),
            shape=read(row["shape"]),
            target=row["target"],
            silent=row["silent"],
            marking=row["marking"],
            filed_by=row["filed_by"],
            filed_at=row["filed_at"].astimezone(UTC),
            waiver=Waiver(row["waived_by"], row["waiver_reason"], row["waived_at"].astimezone(UTC))
            if row["waived_by"]
            else None,
        )
        for row in table.cast(OPERATIONS).to_pylist()
    ]


def overlaps_table(overlaps: Iterable[Overlap]) -> pa.Table:
    """Overlaps as rows of the schema OVERLAPS, the least distance in whole decimetres."""
    rows = [
        {
            "left_agency": one.left.agency,
            "left_reference": one.left.reference,
            "right_agency": one.right.agency,
            "right_reference": one.right.reference,
            "first": one.first,
            "last": one.last,
            "closest_dm": round(one.closest_m * 10),
            "closest_at": one.closest_at,
            "radius_m": one.radius_m,
            "rule": one.rule,
        }
        for one in overlaps
    ]
    return pa.Table.from_pylist(rows, schema=OVERLAPS)
