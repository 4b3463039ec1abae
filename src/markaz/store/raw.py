"""The tables as Parquet parts: what the derived ledger is built from.

Rows of reports are never altered but for `known_to`, so a full part is written once and only the
last one is read again; what was superseded since is a small table of its own.
"""

import fcntl
from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection, models
from django.db.models import Q

from markaz.governance.audit import Event
from markaz.records.schemas import (
    LEDGER_BRIEFS,
    LEDGER_DECISIONS,
    LEDGER_LINES,
    LEDGER_LINKS,
    LEDGER_MEANS,
    LEDGER_OPEN_PAIRS,
    LEDGER_PERSONS,
    LEDGER_REPORTS,
)
from markaz.store import audit
from markaz.store.models import (
    BriefLink,
    DecisionRow,
    LineRow,
    Link,
    MeansRow,
    OpenPair,
    PersonRow,
    ReportRow,
)

_PART_ROWS = 100_000
_MOMENT = pa.timestamp("us", tz="UTC")
_SUPERSEDED = pa.schema([("report_id", pa.int64()), ("known_to", _MOMENT)])
_PARTS: dict[str, tuple[type[models.Model], pa.Schema]] = {
    "lines": (LineRow, LEDGER_LINES),
    "persons": (PersonRow, LEDGER_PERSONS),
    "means": (MeansRow, LEDGER_MEANS),
}
_WHOLE = ("links", "decisions", "open_pairs", "briefs")
CHANGES = (
    Event.FILE_RECEIVED,
    Event.REPORTS_CONSOLIDATED,
    Event.REPORTS_JUDGED,
    Event.BRIEFS_JUDGED,
    Event.VALUE_DECIDED,
    Event.BACKUP_RESTORED,
    Event.FIELDS_FILED,
    Event.FIELD_JUDGED,
)


def version() -> int:
    """A number that rises whenever reports or links change; 0 for an empty database."""
    return audit.last(CHANGES)


def export(folder: Path) -> None:
    """Bring the raw Parquet files of a folder up to date with the database."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        # Two processes may ask at once; the second finds the first one's parts.
        fcntl.flock(lock, fcntl.LOCK_EX)
        _export(folder)


def lay_out(connection: duckdb.DuckDBPyConnection, folder: Path, *, visible: str = "true") -> None:
    """Give a connection the views that the ledger is built from (schemas LEDGER_*).

    These are `raw_reports`, `raw_lines`, `raw_persons`, `raw_means`, `raw_links`,
    `raw_decisions`, `raw_open_pairs` and `raw_briefs`.  `visible` is a condition on agency and
    marking: reports that do not meet it, and their parts, are left out.
    """
    connection.execute(
        "CREATE VIEW raw_reports AS SELECT filed.*, old.known_to"  # noqa: S608 (our own folder)
        f" FROM read_parquet('{folder}/reports/*.parquet') filed"
        f" LEFT JOIN read_parquet('{folder}/superseded.parquet') old USING (report_id)"
        f" WHERE {visible}"
    )
    seen = "" if visible == "true" else " SEMI JOIN raw_reports USING (report_id)"
    for name in _PARTS:
        connection.execute(
            f"CREATE VIEW raw_{name} AS"  # noqa: S608
            f" SELECT * FROM read_parquet('{folder}/{name}/*.parquet'){seen}"
        )
    for name in _WHOLE:
        connection.execute(
            f"CREATE VIEW raw_{name} AS SELECT * FROM read_parquet('{folder}/{name}.parquet')"  # noqa: S608
        )


def lay_out_some(
    connection: duckdb.DuckDBPyConnection,
    reports: "models.QuerySet[ReportRow]",
    *,
    numbers: Collection[int],
) -> None:
    """Give a connection what `lay_out` gives of a few of these reports, as the tables stand now.

    Only what values are chosen by: `raw_reports`, `raw_lines`, `raw_links` and `raw_decisions`.
    """
    some = reports.filter(number__in=numbers)
    columns = ["id" if name == "report_id" else name for name in LEDGER_REPORTS.names]
    told = Q(number__in=numbers) | Q(incident__in=numbers)
    for name, rows, schema in (
        ("reports", some.values_list(*columns), LEDGER_REPORTS),
        (
            "lines",
            LineRow.objects.filter(report__in=some).values_list(*LEDGER_LINES.names),
            LEDGER_LINES,
        ),
        ("links", Link.objects.filter(told).values_list(*LEDGER_LINKS.names), LEDGER_LINKS),
        (
            "decisions",
            DecisionRow.objects.filter(number__in=numbers).values_list(*LEDGER_DECISIONS.names),
            LEDGER_DECISIONS,
        ),
    ):
        connection.register(f"raw_{name}", as_table(list(rows), schema))


def _export(folder: Path) -> None:
    kept = LEDGER_REPORTS.remove(LEDGER_REPORTS.get_field_index("known_to"))
    _append(ReportRow, kept, folder / "reports", key="id")
    for name, (model, schema) in _PARTS.items():
        _append(model, schema, folder / name, key="report_id")
    superseded = ReportRow.objects.filter(known_to__isnull=False)
    _rewrite(superseded.values_list("id", "known_to"), _SUPERSEDED, folder / "superseded.parquet")
    links = Link.objects.values_list(*LEDGER_LINKS.names).order_by("id")
    _rewrite(links, LEDGER_LINKS, folder / "links.parquet")
    decisions = DecisionRow.objects.values_list(*LEDGER_DECISIONS.names).order_by("id")
    _rewrite(decisions, LEDGER_DECISIONS, folder / "decisions.parquet")
    waited = OpenPair.objects.values_list(*LEDGER_OPEN_PAIRS.names).order_by("id")
    _rewrite(waited, LEDGER_OPEN_PAIRS, folder / "open_pairs.parquet")
    briefs = BriefLink.objects.values_list(*LEDGER_BRIEFS.names).order_by("id")
    _rewrite(briefs, LEDGER_BRIEFS, folder / "briefs.parquet")


def _append(model: type[models.Model], schema: pa.Schema, folder: Path, *, key: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    empty = folder / "empty.parquet"
    if not empty.exists():
        # A reader finds the columns even before the first report.
        _write(iter(()), schema, empty)
    top = ReportRow.objects.aggregate(top=models.Max("id"))["top"] or 0
    for first in range(1, top + 1, _PART_ROWS):
        last = min(first + _PART_ROWS - 1, top)
        part = folder / f"{first:012d}-{last:012d}.parquet"
        if part.exists():
            continue
        shorter = list(folder.glob(f"{first:012d}-*.parquet"))
        _write(_between(model, schema, key, first, last), schema, part)
        for old in shorter:
            old.unlink()


def _between(
    model: type[models.Model], schema: pa.Schema, key: str, first: int, last: int
) -> Iterator[pa.Table]:
    columns = ", ".join(_plain(field, key=key) for field in schema)
    with connection.cursor() as cursor:
        # Names are our models' own.
        cursor.execute(
            f"SELECT {columns} FROM {model._meta.db_table}"  # noqa: S608
            f" WHERE {key} BETWEEN {first:d} AND {last:d} ORDER BY {key}"
        )
        while rows := cursor.fetchmany(50_000):
            yield as_table(rows, schema)


def _plain(field: pa.Field, *, key: str) -> str:
    """A column as the database keeps it: Arrow reads days and decimals faster than the driver."""
    name = "id" if field.name == "report_id" and key == "id" else field.name
    kind = field.type
    if connection.vendor == "postgresql" or not _converted(kind):
        return name
    # SQLite's driver converts a column by its declared type, which an expression has not.
    return f"CAST({name} AS {'INTEGER' if pa.types.is_boolean(kind) else 'TEXT'})"


def _converted(kind: pa.DataType) -> bool:
    return any(
        is_one(kind)
        for is_one in (
            pa.types.is_date,
            pa.types.is_timestamp,
            pa.types.is_decimal,
            pa.types.is_boolean,
        )
    )


def _rewrite(
    rows: "models.QuerySet[models.Model, tuple[object, ...]]", schema: pa.Schema, path: Path
) -> None:
    _write(iter([as_table(list(rows), schema)]), schema, path)


def _write(tables: Iterator[pa.Table], schema: pa.Schema, path: Path) -> None:
    part = path.with_suffix(".part")
    with pq.ParquetWriter(part, schema, compression="zstd") as writer:
        for table in tables:
            writer.write_table(table)
    part.replace(path)


def as_table(rows: list[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    """Rows as the driver or Django gives them, as an Arrow table with this schema."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table(
        [_array(values, field.type) for values, field in zip(columns, schema, strict=True)],
        schema=schema,
    )


def _array(values: object, kind: pa.DataType) -> pa.Array:
    array = pa.array(values, None if _converted(kind) else kind)
    if pa.types.is_string(array.type) and pa.types.is_timestamp(kind):
        # SQLite keeps moments as UTC text without a zone.
        return array.cast(pa.timestamp("us")).cast(kind)
    return array.cast(kind)
