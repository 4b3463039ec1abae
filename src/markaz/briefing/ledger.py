"""The derived ledger: narrow columns for sums, beside the wide Parquet parts for reading.

Everything that figures filter by and that few values fill (agency, marking, place, substance,
kind ...) is one row of `dims`; a fact is a number, a few days and its `dim`.  A sum over ten
million lines then groups by two small whole numbers.
"""

from pathlib import Path

import duckdb
import pyarrow as pa

from markaz.data.prices import PRICES
from markaz.data.substances import SUBSTANCES

_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
VALUE_LEVEL = "international"

# `lead` marks one drug line of each report for counting reports while summing lines: 1 a weighed
# line that has a price, 3 a weighed line of a report without any such, 2 of one without weights.
_DIMS = """
CREATE TABLE facts.dims AS
SELECT row_number() OVER () AS dim, known.*, coalesce(drug, false) AS in_total
FROM (
    SELECT DISTINCT agency, marking, country, province, kind, grain, status,
           coalesce(substance, '') AS substance
    FROM raw_reports LEFT JOIN raw_lines USING (report_id)
    UNION
    SELECT DISTINCT agency, marking, country, province, kind, grain, status, '' FROM raw_reports
) known LEFT JOIN drug_totals USING (substance)
"""
# Without a stated departure it left from where it was seized, or from its origin if it had arrived.
_FLOWS = """
CREATE TABLE facts.flows AS
SELECT row_number() OVER () AS flow, *,
       CASE WHEN departure <> '' THEN departure WHEN country <> destination THEN country
            ELSE origin END AS leaves
FROM (
    SELECT DISTINCT country, origin, departure, destination FROM raw_reports
    WHERE destination <> '')
"""
_HEADS = """
CREATE TEMP TABLE heads AS
SELECT r.report_id, r.number, r.agency, r.marking, r.country, r.province, r.kind, r.grain,
       r.status, flow, occurred_first, occurred_last, reported_on,
       received_at::DATE AS received_on, known_from AT TIME ZONE 'UTC' AS known_from,
       known_to AT TIME ZONE 'UTC' AS known_to,
       coalesce(l.number IS NOT NULL, false) AS linked,
       (year(occurred_first) * 12 + month(occurred_first) - 1)::SMALLINT AS occurred_month,
       (year(reported_on) * 12 + month(reported_on) - 1)::SMALLINT AS reported_month,
       (year(received_at::DATE) * 12 + month(received_at::DATE) - 1)::SMALLINT AS received_month,
       arrested, arrested_foreign, area_ha, stated_value_usd_cents,
       lower(concat_ws(chr(10), reference, place_text, operation_text)) AS words
FROM raw_reports r
LEFT JOIN facts.flows f ON f.country = r.country AND f.origin = r.origin
     AND f.departure = r.departure AND f.destination = r.destination
LEFT JOIN (SELECT number FROM raw_links WHERE known_to IS NULL) l ON l.number = r.number
"""
_DAYS = """
    occurred_first, occurred_last, reported_on, received_on, known_from, known_to, linked,
    occurred_month, reported_month, received_month
"""
_SAME = """
    d.agency = h.agency AND d.marking = h.marking AND d.country = h.country
    AND d.province = h.province AND d.kind = h.kind AND d.grain = h.grain AND d.status = h.status
"""
_LINES = f"""
CREATE TABLE facts.fact_lines AS
WITH priced AS (
    SELECT l.report_id, l.line, l.substance, l.mass_mg, l.volume_ul, l.pieces, l.mass_low_mg,
           l.mass_high_mg, coalesce(t.drug, false) AS drug,
           h.* EXCLUDE (report_id, flow, arrested, arrested_foreign, area_ha,
                        stated_value_usd_cents, words),
           p.usd_per_kg
    FROM raw_lines l JOIN heads h USING (report_id)
    LEFT JOIN drug_totals t ON t.substance = l.substance
    ASOF LEFT JOIN prices p ON p.substance = l.substance AND p.valid_from <= h.occurred_first
), ranked AS (
    SELECT *,
        row_number() OVER (
            PARTITION BY report_id
            ORDER BY drug DESC, mass_mg IS NULL, usd_per_kg IS NULL, line) AS nth,
        row_number() OVER (
            PARTITION BY report_id, substance ORDER BY mass_mg IS NULL, line) AS nth_of_substance
    FROM priced
)
SELECT h.number, d.dim::INTEGER AS dim, {_DAYS}, mass_mg, volume_ul, pieces, mass_low_mg,
       mass_high_mg, mass_mg * usd_per_kg AS value_uusd,
       CASE WHEN nth > 1 OR NOT drug THEN 0 WHEN mass_mg IS NULL THEN 2
            WHEN usd_per_kg IS NULL THEN 3 ELSE 1 END::TINYINT AS lead,
       (nth_of_substance = 1)::TINYINT AS lead_of_substance
FROM ranked h JOIN facts.dims d ON {_SAME} AND d.substance = h.substance
ORDER BY known_to IS NOT NULL, occurred_first
"""  # noqa: S608 (pieces of this module)
_REPORTS = f"""
CREATE TABLE facts.fact_reports AS
WITH weights AS (
    SELECT report_id, sum(mass_mg)::BIGINT AS drug_mg FROM raw_lines
    SEMI JOIN (SELECT substance FROM drug_totals WHERE drug) USING (substance) GROUP BY report_id
)
SELECT report_id, h.number, d.dim::INTEGER AS dim, flow::INTEGER AS flow, {_DAYS},
       arrested, arrested_foreign, area_ha, stated_value_usd_cents, drug_mg, words
FROM heads h JOIN facts.dims d ON {_SAME} AND d.substance = '' LEFT JOIN weights USING (report_id)
ORDER BY known_to IS NOT NULL, occurred_first
"""  # noqa: S608 (pieces of this module)
_LAST_CHANGE = """
CREATE TABLE facts.last_change AS
SELECT greatest((SELECT max(known_to) FROM heads), (SELECT max(known_from) FROM heads),
                (SELECT max(greatest(known_from, known_to)) AT TIME ZONE 'UTC' FROM raw_links))
       AS moment
"""


def build(connection: duckdb.DuckDBPyConnection, *, target: Path, time_zone: str = "UTC") -> None:
    """Write the narrow facts into a new DuckDB file.

    Reads the views `raw_reports`, `raw_lines` and `raw_links` (schemas LEDGER_*).
    """
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    connection.register("drug_totals", _drug_totals())
    connection.register("prices", _prices())
    # The day of receipt is the centre's day; the moments beside it are kept in UTC.
    connection.execute(f"SET TimeZone = '{time_zone}'")
    connection.execute(f"ATTACH '{part}' AS facts")
    for statement in (_DIMS, _FLOWS, _HEADS, _LINES, _REPORTS, _LAST_CHANGE):
        connection.execute(statement)
    connection.execute("DETACH facts")
    part.replace(target)


def open_ledger(target: Path, *, raw: Path, visible: str = "true") -> duckdb.DuckDBPyConnection:
    """Open the ledger as one viewer may see it; `visible` is a condition on agency and marking.

    Gives the facts, and the views `reports`, `lines` and `links` over the wide Parquet parts.
    """
    connection = duckdb.connect(str(target), read_only=True, config=_OFFLINE)
    connection.execute("SET TimeZone = 'UTC'")
    for statement in (
        f"CREATE TEMP VIEW visible_dims AS SELECT * FROM dims WHERE {visible}",  # noqa: S608
        "CREATE TEMP VIEW reports AS"  # noqa: S608
        f" SELECT * FROM read_parquet('{raw}/reports/*.parquet') filed"
        f" LEFT JOIN read_parquet('{raw}/superseded.parquet') old USING (report_id)"
        f" WHERE {visible}",
        f"CREATE TEMP VIEW lines AS SELECT * FROM read_parquet('{raw}/lines/*.parquet')"  # noqa: S608
        + ("" if visible == "true" else " SEMI JOIN reports USING (report_id)"),
        f"CREATE TEMP VIEW links AS SELECT * FROM read_parquet('{raw}/links.parquet')",  # noqa: S608
        f"CREATE TEMP VIEW sees_all AS SELECT {'true' if visible == 'true' else 'false'} AS yes",
    ):
        connection.execute(statement)
    return connection


def _drug_totals() -> pa.Table:
    return pa.table(
        {
            "substance": list(SUBSTANCES),
            "drug": [substance.in_drug_total for substance in SUBSTANCES.values()],
        }
    )


def _prices() -> pa.Table:
    chosen = [price for price in PRICES if price.level == VALUE_LEVEL]
    return pa.table(
        {
            "substance": [price.substance for price in chosen],
            "usd_per_kg": pa.array([price.usd_per_kg for price in chosen], pa.int64()),
            "valid_from": pa.array([price.valid_from for price in chosen], pa.date32()),
        }
    )
