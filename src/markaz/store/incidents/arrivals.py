"""A few standing reports laid out as the views that evidence is read from."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa
from django.db import models

from markaz.records.schemas import LEDGER_LINES, LEDGER_MEANS, LEDGER_PERSONS, LEDGER_REPORTS
from markaz.store.models import LineRow, MeansRow, PersonRow, ReportRow
from markaz.store.raw import as_table

_PARTS: dict[str, tuple[type[models.Model], pa.Schema]] = {
    "current_lines": (LineRow, LEDGER_LINES),
    "current_persons": (PersonRow, LEDGER_PERSONS),
    "current_means": (MeansRow, LEDGER_MEANS),
}
_MANY = 800


@contextmanager
def laid_out(numbers: Collection[int]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with `current_reports` and its parts, of these standing reports alone."""
    ordered = sorted(numbers)
    found: dict[str, list[tuple[object, ...]]] = {"current_reports": []}
    columns = ["id" if name == "report_id" else name for name in LEDGER_REPORTS.names]
    for first in range(0, len(ordered), _MANY):
        some = ordered[first : first + _MANY]
        rows = list(ReportRow.objects.filter(number__in=some, known_to=None).values_list(*columns))
        found["current_reports"] += rows
        ids = [row[0] for row in rows]
        for name, (model, schema) in _PARTS.items():
            parts = model._default_manager.filter(report_id__in=ids).values_list(*schema.names)
            found.setdefault(name, []).extend(parts)
    with duckdb.connect() as connection:
        connection.register("current_reports", as_table(found["current_reports"], LEDGER_REPORTS))
        for name, (_, schema) in _PARTS.items():
            connection.register(name, as_table(found.get(name, []), schema))
        yield connection
