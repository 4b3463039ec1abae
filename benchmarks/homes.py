"""A home filled fast: raw Parquet of simulated campaigns straight into the tables."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.report_rows import APART

# Columns that intake fills from the file itself; nothing here was a file.
_NOT_FILED = {
    "batch_id": "?",
    "first_row": "0",
    "row_count": "1",
    "content_hash": "report_id",
    "as_written": "'simulated'",
}
_ROWS = 100_000


def fill(raw: Path, *, by: str, now: datetime, after: int = 0, until: int | None = None) -> int:
    """Put the reports of a raw folder into the tables; gives how many rows of reports.

    `after` and `until` bound the ids: the first is left out, the last is in.
    """
    from markaz.store.bulk import insert
    from markaz.store.models import Batch, LineRow, MeansRow, PersonRow, ReportRow

    batch = Batch.objects.create(
        source="simulated",
        file_name="simulated.parquet",
        sha256=f"{Batch.objects.count():064d}",
        size=1,
        received_at=now,
        recorded_at=now,
        received_by=by,
    )
    total = 0
    between = f"report_id > {after}" + (f" AND report_id <= {until}" if until else "")
    extra = ", ".join(f"{sql} AS {name}" for name, sql in _NOT_FILED.items())
    shifted = f"(SELECT shift FROM ({_shifts(raw)}) WHERE campaign = (report_id - 1) // {APART})"
    reports = (
        f"SELECT * EXCLUDE (report_id) REPLACE (number - {shifted} AS number),"
        f" report_id - {shifted} AS id, {extra}"
        f" FROM read_parquet('{raw}/reports/*.parquet') filed"
        f" LEFT JOIN read_parquet('{raw}/superseded.parquet') old USING (report_id)"
        f" WHERE {between} ORDER BY report_id"
    )
    for table in _tables(reports, [batch.id]):
        insert(ReportRow, table)
        total += table.num_rows
    for name, model in (("lines", LineRow), ("persons", PersonRow), ("means", MeansRow)):
        parts = (
            f"SELECT * REPLACE (report_id - {shifted} AS report_id)"
            f" FROM read_parquet('{raw}/{name}/*.parquet') WHERE {between}"
        )
        for table in _tables(parts, []):
            insert(model, table)
    return total


def _shifts(raw: Path) -> str:
    """By how much each campaign's ids go down, so that they follow one another as in a database."""
    return (
        f"SELECT campaign, campaign * {APART} - coalesce(sum(size) OVER"
        " (ORDER BY campaign ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS shift"
        f" FROM (SELECT (report_id - 1) // {APART} AS campaign,"
        f" max(report_id) - campaign * {APART} AS size"
        f" FROM read_parquet('{raw}/reports/*.parquet') GROUP BY campaign)"
    )


def _tables(sql: str, values: list[int]) -> Iterator[pa.Table]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for batch in connection.execute(sql, values).to_arrow_reader(_ROWS):
            table = pa.Table.from_batches([batch])
            for at, field in enumerate(table.schema):
                if pa.types.is_string(field.type):
                    # A text that is missing stands as an empty one in the tables.
                    table = table.set_column(at, field.name, pc.fill_null(table[field.name], ""))
            yield table
