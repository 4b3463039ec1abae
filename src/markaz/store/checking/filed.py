"""The reports of a batch, and those that came after a freeze, as tables for the checker."""

from collections.abc import Iterator
from datetime import date, datetime

import pyarrow as pa

from markaz.governance.visibility import Viewer
from markaz.records.schemas import LEDGER_LINES, LEDGER_REPORTS
from markaz.store.models import LineRow
from markaz.store.pages.lists import visible_reports
from markaz.store.raw import as_table

_AT_ONCE = 50_000
_COLUMNS = ["id" if name == "report_id" else name for name in LEDGER_REPORTS.names]


def of_batch(batch: int, viewer: Viewer) -> Iterator[tuple[pa.Table, pa.Table]]:
    """The standing reports of a batch that a viewer may see, with their lines, some at a time."""
    rows = visible_reports(viewer).filter(batch=batch, known_to=None).order_by("id")
    last = 0
    while some := list(rows.filter(id__gt=last).values_list("id", flat=True)[:_AT_ONCE]):
        last = some[-1]
        yield _tables(first=some[0], last=last, batch=batch, viewer=viewer)


def since(
    at: datetime, viewer: Viewer, *, first: date, last: date, at_most: int
) -> tuple[pa.Table, pa.Table]:
    """Reports of these days, both inclusive, that were received after a moment."""
    rows = visible_reports(viewer).filter(
        known_to=None, received_at__gt=at, occurred_first__gte=first, occurred_last__lte=last
    )
    found = list(rows.order_by("id").values_list(*_COLUMNS)[:at_most])
    return as_table(found, LEDGER_REPORTS), as_table([], LEDGER_LINES)


def _tables(*, first: int, last: int, batch: int, viewer: Viewer) -> tuple[pa.Table, pa.Table]:
    reports = visible_reports(viewer).filter(
        batch=batch, known_to=None, id__gte=first, id__lte=last
    )
    lines = LineRow.objects.filter(
        report_id__gte=first, report_id__lte=last, report__in=reports.values("id")
    )
    return (
        as_table(list(reports.values_list(*_COLUMNS)), LEDGER_REPORTS),
        as_table(list(lines.values_list(*LEDGER_LINES.names)), LEDGER_LINES),
    )
