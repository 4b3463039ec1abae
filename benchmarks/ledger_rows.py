"""A seeded ledger of any size as raw Parquet, written by SQL alone: one busy, invented year."""

from pathlib import Path

import duckdb
import pyarrow as pa

from markaz.data.agencies import AGENCIES
from markaz.data.places import COUNTRIES, PROVINCES
from markaz.data.substances import SUBSTANCES
from markaz.records.schemas import LEDGER_LINES, LEDGER_LINKS, LEDGER_REPORTS

# The store keeps apart what is rewritten: when a revision was superseded.
_FILED = LEDGER_REPORTS.remove(LEDGER_REPORTS.get_field_index("known_to"))
_SUPERSEDED_SCHEMA = pa.schema(
    [("report_id", pa.int64()), ("known_to", pa.timestamp("us", tz="UTC"))]
)

_PART_REPORTS = 1_000_000
_TYPES = {
    pa.string(): "VARCHAR", pa.date32(): "DATE", pa.timestamp("us", tz="UTC"): "TIMESTAMPTZ",
    pa.int16(): "SMALLINT", pa.int32(): "INTEGER", pa.int64(): "BIGINT",
}  # fmt: skip
# The share of one report in so many; what is not named here is empty text or null.
_REPORTS = {
    "report_id": "n",
    "number": "n",
    "revision": "1",
    "source": "'markaz-standard'",
    "received_at": "happened::TIMESTAMPTZ + INTERVAL 3 DAY + INTERVAL (n % 86400) SECOND",
    "known_from": "happened::TIMESTAMPTZ + INTERVAL 3 DAY + INTERVAL (n % 86400) SECOND",
    "agency": "pick(n, 2, (SELECT agencies FROM lists))",
    "reference": "'R-' || n",
    "kind": "pick(n, 3, ['seizure', 'seizure', 'seizure', 'seizure', 'seizure', 'seizure',"
    " 'seizure', 'arrest', 'airport_case', 'clearance'])",
    "grain": "'event'",
    "marking": "pick(n, 4, ['AMBER', 'AMBER', 'AMBER', 'GREEN'])",
    "occurred_first": "happened",
    "occurred_last": "CASE WHEN chance(n, 5) % 40 = 0 THEN last_day(happened) ELSE happened END",
    "occurred_precision": "CASE WHEN chance(n, 5) % 40 = 0 THEN 'interval' ELSE 'day' END",
    "reported_on": "happened + (chance(n, 6) % 9)::INTEGER",
    "country": "'PK'",
    # An agency works in three provinces: combinations are many, but not all that could be.
    "province": "(SELECT provinces FROM lists)[1 + (chance(n, 2) % 30 + chance(n, 7) % 3) % 7]",
    "status": "pick(n, 8, ['unknown', 'presumptive', 'lab_confirmed'])",
    "destination": "CASE WHEN chance(n, 9) % 7 = 0"
    " THEN pick(n, 10, (SELECT countries FROM lists)) ELSE '' END",
    "departure": "CASE WHEN chance(n, 9) % 14 = 0 THEN 'PK' ELSE '' END",
    "arrested": "CASE WHEN chance(n, 11) % 3 > 0 THEN chance(n, 12) % 4 END",
    "arrested_foreign": "CASE WHEN chance(n, 11) % 3 > 0"
    " THEN (chance(n, 12) % 4) * (chance(n, 13) % 20 = 0)::INTEGER END",
    "stated_value_usd_cents": "CASE WHEN chance(n, 14) % 10 = 0 THEN chance(n, 15) % 90000000 END",
    "area_ha": "CASE WHEN chance(n, 3) % 10 = 9 THEN (chance(n, 16) % 50000) / 1000 END",
}
_LINES = {
    "report_id": "n",
    "line": "line",
    "substance": "CASE WHEN chance(n, 20) % 30 = 0 THEN 'PRE-ACETIC-ANHYDRIDE'"
    " ELSE pick(n * 2 + line, 21, (SELECT substances FROM lists)) END",
    "dimension": "CASE WHEN chance(n, 20) % 30 = 0 THEN 'volume'"
    " WHEN chance(n, 22) % 16 = 0 THEN 'count' ELSE 'mass' END",
    # From a gram to a few hundred kilograms, small ones far more often.
    "mass_mg": "CASE WHEN chance(n, 20) % 30 > 0 AND chance(n, 22) % 16 > 0"
    " AND chance(n, 23) % 90 > 0"
    " THEN (1000 * exp((chance(n * 2 + line, 24) % 1000000) / 78000.0))::BIGINT END",
    "volume_ul": "CASE WHEN chance(n, 20) % 30 = 0 THEN chance(n, 25) % 900000000 END",
    "pieces": "CASE WHEN chance(n, 20) % 30 > 0 AND chance(n, 22) % 16 = 0"
    " THEN chance(n, 26) % 5000 END",
    "mass_low_mg": "CASE WHEN chance(n, 20) % 30 > 0 AND chance(n, 22) % 16 = 0"
    " THEN chance(n, 26) % 5000 * 90 END",
    "mass_high_mg": "CASE WHEN chance(n, 20) % 30 > 0 AND chance(n, 22) % 16 = 0"
    " THEN chance(n, 26) % 5000 * 300 END",
}
_LINKS = {
    "number": "n",
    "incident": "n - 1",
    "known_from": "TIMESTAMPTZ '2026-01-10 12:00:00+00'",
}
_SUPERSEDED = {"report_id": "n", "known_to": "TIMESTAMPTZ '2026-01-20 12:00:00+00'"}
_CLOCK = (
    "SELECT n, DATE '2025-01-01' + ((n * 7919) % 365)::INTEGER AS happened FROM range({}, {}) r(n)"
)


def write(folder: Path, *, reports: int, seed: int) -> None:
    """Write `reports/`, `lines/`, `superseded.parquet` and `links.parquet` as the store would."""
    for name in ("reports", "lines"):
        (folder / name).mkdir(parents=True)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f"CREATE MACRO chance(n, salt) AS (hash(n, salt, {seed}) >> 2)::BIGINT")
    connection.execute(
        "CREATE MACRO pick(n, salt, choices) AS choices[1 + chance(n, salt) % len(choices)]"
    )
    connection.execute("CREATE TABLE lists AS SELECT ? AS agencies, ? AS provinces,"
                       " ? AS countries, ? AS substances", _lists())  # fmt: skip
    for first in range(1, reports + 1, _PART_REPORTS):
        clock = _CLOCK.format(first, min(first + _PART_REPORTS, reports + 1))
        part = f"{first:012d}.parquet"
        _copy(connection, _REPORTS, _FILED, clock, folder / "reports" / part)
        # Every sixth report has a second line.
        lines = f"({clock}) SELECT *, 1 AS line FROM r UNION ALL SELECT *, 2 FROM r WHERE n % 6 = 0"
        _copy(connection, _LINES, LEDGER_LINES, f"WITH r AS {lines}", folder / "lines" / part)
    corrected = _CLOCK.format(1, reports + 1) + " WHERE chance(n, 1) % 50 = 0"
    _copy(connection, _SUPERSEDED, _SUPERSEDED_SCHEMA, corrected, folder / "superseded.parquet")
    joined = _CLOCK.format(2, reports + 1) + " WHERE n % 12 = 0"
    _copy(connection, _LINKS, LEDGER_LINKS, joined, folder / "links.parquet")
    connection.close()


def _copy(
    connection: duckdb.DuckDBPyConnection,
    written: dict[str, str],
    schema: pa.Schema,
    rows: str,
    path: Path,
) -> None:
    columns = ", ".join(_column(field, written.get(field.name)) for field in schema)
    connection.execute(
        f"COPY (SELECT {columns} FROM ({rows})) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
    )


def _column(field: pa.Field, written: str | None) -> str:
    kind = _TYPES.get(field.type, "DECIMAL(18, 11)")
    empty = "''" if kind == "VARCHAR" else "NULL"
    return f"({written or empty})::{kind} AS {field.name}"


def _lists() -> list[list[str]]:
    drugs = [code for code, known in SUBSTANCES.items() if known.in_drug_total][:25]
    return [
        list(AGENCIES)[:30],
        [code for code in PROVINCES if code.startswith("PK-")][:7],
        [code for code in COUNTRIES if code != "PK"][:60],
        [*drugs, "OPI-POPPY-STRAW"],
    ]
