"""Reports that came since the last full run: as filed, and what is remembered of them."""

import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa
from django.db import models

from markaz.store.models import (
    ArrivalKey,
    ArrivalRow,
    LineRow,
    MeansRow,
    PersonRow,
    ReportRow,
)

Row = dict[str, object]
_MANY = 400
_REPORT = (
    *("id", "number", "agency", "kind", "grain", "country", "province", "district", "airport"),
    *("place_text", "occurred_first", "occurred_last", "occurred_precision", "role"),
    *("partners_text", "operation_text", "transport", "concealment", "detection", "origin"),
    *("destination", "arrested", "arrested_foreign", "crop", "area_ha"),
)
_PARTS: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "lines": (LineRow, ("line", "substance", "mass_mg", "pieces", "volume_ul")),
    "persons": (PersonRow, ("name_text", "document_text", "phone_text")),
    "means": (MeansRow, ("identifier_text",)),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One report as it stands, with its parts."""

    report: Row
    lines: list[Row] = field(default_factory=list)
    persons: list[Row] = field(default_factory=list)
    means: list[Row] = field(default_factory=list)


def standing(numbers: Collection[int]) -> list[Standing]:
    """These reports as they stand today, with what evidence is made of."""
    found: dict[object, Standing] = {}
    for some in in_parts(numbers):
        rows = ReportRow.objects.filter(number__in=some, known_to=None).values_list(*_REPORT)
        ids = [row[0] for row in rows]
        found.update((row[0], Standing(dict(zip(_REPORT, row, strict=True)))) for row in rows)
        for name, (model, columns) in _PARTS.items():
            parts = model._default_manager.filter(report_id__in=ids)
            for report, *values in parts.values_list("report_id", *columns):
                getattr(found[report], name).append(dict(zip(columns, values, strict=True)))
    return list(found.values())


def remember(evidence: pa.Table, keys: Mapping[int, Iterable[int]]) -> None:
    """Remember reports that were matched by themselves, in the place of what was known of them."""
    numbers = evidence["number"].to_pylist()
    for model in (ArrivalKey, ArrivalRow):
        for some in in_parts(numbers):
            model.objects.filter(number__in=some).delete()
    ArrivalKey.objects.bulk_create(
        ArrivalKey(key=key, number=number) for number in numbers for key in keys[number]
    )
    ArrivalRow.objects.bulk_create(
        ArrivalRow(number=number, evidence=_as_bytes(evidence.slice(at, 1)))
        for at, number in enumerate(numbers)
    )


def sharing(keys: Iterable[int]) -> dict[int, set[int]]:
    """The reports that came since the last full run, under each of these keys that some have."""
    found: dict[int, set[int]] = {}
    for some in in_parts(keys):
        for key, number in ArrivalKey.objects.filter(key__in=some).values_list("key", "number"):
            found.setdefault(key, set()).add(number)
    return found


def evidence(numbers: Iterable[int]) -> list[pa.Table]:
    """The evidence of those of these reports that came since the last full run."""
    found: list[pa.Table] = []
    for some in in_parts(numbers):
        rows = ArrivalRow.objects.filter(number__in=some).values_list("evidence", flat=True)
        found.extend(pa.ipc.open_stream(bytes(row)).read_all() for row in rows)
    return found


def in_parts(numbers: Iterable[int]) -> Iterable[list[int]]:
    """The numbers in order, so many at a time as one statement takes."""
    ordered = sorted(numbers)
    return (ordered[first : first + _MANY] for first in range(0, len(ordered), _MANY))


def _as_bytes(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()
