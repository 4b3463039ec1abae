"""Reports that came since the last full run: as filed, and what is remembered of them."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from markaz.store.incidents import plain
from markaz.store.models import (
    ArrivalKey,
    ArrivalRow,
    LineRow,
    MeansRow,
    PersonRow,
    ReportRow,
)

Row = Mapping[str, Any]
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
    filed = plain.rows(ReportRow, _REPORT, by=["number"], numbers=numbers, standing=True)
    found = {row[0]: Standing(dict(zip(_REPORT, row, strict=True))) for row in filed}
    for name, (model, columns) in _PARTS.items():
        for report, *values in plain.rows(
            model, ("report_id", *columns), by=["report_id"], numbers=found
        ):
            getattr(found[report], name).append(dict(zip(columns, values, strict=True)))
    return list(found.values())


def remember(
    evidence: Mapping[int, Row], keys: Mapping[int, Iterable[int]], *, in_place_of: Collection[int]
) -> None:
    """Remember reports that were matched by themselves, in the place of what was known of some."""
    for model in (ArrivalKey, ArrivalRow):
        plain.delete(model, by=["number"], numbers=in_place_of)
    plain.insert(
        ArrivalKey,
        ("key", "number"),
        [(key, number) for number in evidence for key in keys[number]],
    )
    plain.insert(
        ArrivalRow,
        ("number", "evidence"),
        [(number, json.dumps(list(row.values()))) for number, row in evidence.items()],
    )


def sharing(keys: Iterable[int]) -> dict[int, set[int]]:
    """The reports that came since the last full run, under each of these keys that some have."""
    found: dict[int, set[int]] = {}
    for key, number in plain.rows(ArrivalKey, ("key", "number"), by=["key"], numbers=keys):
        found.setdefault(key, set()).add(number)
    return found


def evidence(numbers: Iterable[int], *, columns: Sequence[str]) -> dict[int, Row]:
    """The evidence of those of these reports that came since the last full run, by their numbers.

    Its columns are those that were remembered; `columns` names them in their order.
    """
    rows = [row for (row,) in plain.rows(ArrivalRow, ("evidence",), by=["number"], numbers=numbers)]
    # All rows are read at once: so many small texts cost more one by one.
    found = (dict(zip(columns, row, strict=True)) for row in json.loads(f"[{','.join(rows)}]"))
    return {row["number"]: row for row in found}
