"""The derived ledger: narrow columns for sums, beside the wide Parquet parts for reading.

Everything that figures filter by and that few values fill (agency, marking, place, substance,
kind ...) is one row of `dims`; a fact is a number, a few days and its `dim`.  A sum over ten
million lines then groups by two small whole numbers.
"""

from itertools import zip_longest
from pathlib import Path

import duckdb
import pyarrow as pa

from markaz.briefing import heads
from markaz.briefing.land.fields import lay_over
from markaz.data.prices import PRICES
from markaz.data.substances import SUBSTANCES
from markaz.records.schemas import LEDGER_FIELDS

_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
VALUE_LEVEL = "international"
NO_FIELDS = LEDGER_FIELDS.empty_table()

# Each report and the days on which it stood for its incident: by itself, or as what was chosen.
_DIMS = """
CREATE TABLE facts.dims AS
SELECT row_number() OVER () AS dim, known.*, coalesce(drug, false) AS in_total
FROM (
    SELECT DISTINCT weighed_by AS agency, country, province, kind, grain, status,
           coalesce(substance, '') AS substance
    FROM heads LEFT JOIN raw_lines USING (report_id)
    UNION
    SELECT DISTINCT agency, country, province, kind, grain, status, '' FROM heads
    UNION
    SELECT DISTINCT credits.agency, country, province, kind, grain, status, substance
    FROM heads JOIN credits USING (episode) JOIN raw_lines USING (report_id)
) known LEFT JOIN drug_totals USING (substance)
"""
# Without a stated departure it left from where it was seized, or from its origin if it had arrived.
_FLOWS = """
CREATE TABLE facts.flows AS
SELECT row_number() OVER () AS flow, *,
       CASE WHEN departure <> '' THEN departure WHEN country <> destination THEN country
            ELSE origin END AS leaves
FROM (
    SELECT DISTINCT country, origin, departure, destination FROM heads
    WHERE destination <> '')
"""
_MOMENTS = """
    occurred_first, occurred_last, reported_on, received_on, known_from, known_to, in_question
"""
_DAYS = f"""
    {_MOMENTS},
    (year(occurred_first) * 12 + month(occurred_first) - 1)::SMALLINT AS occurred_month,
    (year(reported_on) * 12 + month(reported_on) - 1)::SMALLINT AS reported_month,
    (year(received_on) * 12 + month(received_on) - 1)::SMALLINT AS received_month
"""
_SAME = """
    d.country = h.country AND d.province = h.province AND d.kind = h.kind AND d.grain = h.grain
    AND d.status = h.status
"""
# `lead` marks one drug line of each report for counting reports while summing lines: 1 a weighed
# line that has a price, 3 a weighed line of a report without any such, 2 of one without weights.
_LINES = f"""
CREATE TABLE facts.fact_lines AS
WITH priced AS (
    SELECT h.rowid AS head, h.number, h.incident, h.episode, h.unpicked, {_MOMENTS}, d.dim,
           d.in_total AS drug, l.line, l.mass_mg, l.volume_ul, l.pieces, l.mass_low_mg,
           l.mass_high_mg, p.usd_per_kg
    FROM raw_lines l JOIN heads h USING (report_id)
    JOIN facts.dims d ON d.agency = h.weighed_by AND {_SAME} AND d.substance = l.substance
    LEFT JOIN prices p ON p.substance = l.substance AND h.occurred_first >= p.valid_from
         AND (p.valid_until IS NULL OR h.occurred_first < p.valid_until)
), ranked AS (
    SELECT *,
        row_number() OVER (
            PARTITION BY head
            ORDER BY drug DESC, mass_mg IS NULL, usd_per_kg IS NULL, line) AS nth,
        row_number() OVER (PARTITION BY head, dim ORDER BY mass_mg IS NULL, line) AS nth_of_dim
    FROM priced
)
SELECT number, incident, episode, dim::INTEGER AS dim, {_DAYS}, unpicked AS duplicate,
       mass_mg, volume_ul, pieces, mass_low_mg, mass_high_mg, mass_mg * usd_per_kg AS value_uusd,
       CASE WHEN nth > 1 OR NOT drug THEN 0 WHEN mass_mg IS NULL THEN 2
            WHEN usd_per_kg IS NULL THEN 3 ELSE 1 END::TINYINT AS lead,
       (nth_of_dim = 1)::TINYINT AS lead_of_substance
FROM ranked
ORDER BY known_to IS NOT NULL, occurred_first
"""  # noqa: S608 (pieces of this module)
# The weight of a joint operation once more for each further agency that had a part in it.
_CREDITS = """
CREATE TABLE facts.fact_credits AS
SELECT f.* EXCLUDE (dim), c.dim::INTEGER AS dim, nth = 2 AS first_more
FROM facts.fact_lines f JOIN credits ON credits.episode = f.episode AND nth > 1
JOIN facts.dims d ON d.dim = f.dim
JOIN facts.dims c ON c.agency = credits.agency AND c.country = d.country
     AND c.province = d.province AND c.kind = d.kind AND c.grain = d.grain AND c.status = d.status
     AND c.substance = d.substance
WHERE NOT duplicate AND mass_mg IS NOT NULL
"""
_REPORTS = f"""
CREATE TABLE facts.fact_reports AS
WITH weights AS (
    SELECT report_id AS drugs_id, sum(mass_mg)::BIGINT AS drug_mg FROM raw_lines
    SEMI JOIN (SELECT substance FROM drug_totals WHERE drug) USING (substance) GROUP BY report_id
)
SELECT h.report_id, h.number, h.incident, d.dim::INTEGER AS dim, flow::INTEGER AS flow, {_DAYS},
       duplicate, arrested, arrested_foreign, area_ha, claimed_ha, verified_ha, rejected_ha,
       stated_value_usd_cents, drug_mg, met, facilitators, words
FROM heads h
JOIN (SELECT report_id, lower(concat_ws(chr(10), reference, place_text, operation_text)) AS words
      FROM raw_reports) USING (report_id)
JOIN facts.dims d ON d.agency = h.agency AND {_SAME} AND d.substance = ''
LEFT JOIN facts.flows f ON f.country = h.country AND f.origin = h.origin
     AND f.departure = h.departure AND f.destination = h.destination
LEFT JOIN weights USING (drugs_id)
LEFT JOIN people_met USING (people_id)
ORDER BY known_to IS NOT NULL, occurred_first
"""  # noqa: S608 (pieces of this module)
# Each kind of false document once for each report; `lead` marks one for counting reports.
_DOCUMENTS = f"""
CREATE TABLE facts.fact_documents AS
SELECT h.number, h.incident, d.dim::INTEGER AS dim, {_DAYS}, duplicate, document_kind, documents,
       (row_number() OVER (PARTITION BY h.rowid ORDER BY document_kind) = 1)::TINYINT AS lead
FROM heads h
JOIN (SELECT report_id AS people_id, document_kind, count(*) AS documents FROM raw_persons
      WHERE document_fault <> '' GROUP BY ALL) USING (people_id)
JOIN facts.dims d ON d.agency = h.agency AND {_SAME} AND d.substance = ''
"""  # noqa: S608 (pieces of this module)
_SPOKEN = """
CREATE TABLE facts.spoken AS
SELECT DISTINCT incident, known_from, known_to, drugs_id, people_id, when_id, where_id
FROM told WHERE size > 1
"""
# Whole millionths: sums of them are the same in any order.
_OPEN_PAIRS = """
CREATE TABLE facts.open_pairs AS
SELECT "left", "right",
       round(1000000 / (1 + pow(2.0, -weight_mbits / 1000.0)))::INTEGER AS chance_millionths,
       known_from AT TIME ZONE 'UTC' AS known_from, known_to AT TIME ZONE 'UTC' AS known_to
FROM raw_open_pairs SEMI JOIN (SELECT number AS "left" FROM heads) USING ("left")
SEMI JOIN (SELECT number AS "right" FROM heads) USING ("right")
"""
_CONFLICTS = """
CREATE TABLE facts.conflicts AS
SELECT incident, field, number, differing, mass_mg FROM conflicts
ORDER BY mass_mg DESC NULLS LAST, incident, field
"""
_LAST_CHANGE = """
CREATE TABLE facts.last_change AS
SELECT greatest(max(known_to), max(known_from)) AS moment FROM (
    SELECT known_from, known_to FROM heads
    UNION ALL SELECT known_from, known_to FROM facts.open_pairs
)
"""


def build(
    connection: duckdb.DuckDBPyConnection,
    *,
    target: Path,
    time_zone: str = "UTC",
    fields: pa.Table = NO_FIELDS,
) -> None:
    """Write the narrow facts into a new DuckDB file.

    Reads the views `raw_reports`, `raw_lines`, `raw_persons`, `raw_open_pairs` and `raw_briefs`
    (LEDGER_*), and the table `told`: for each report ever linked and each episode of its
    incident, from when until when it told of it and the `report_id` that speaks for each field;
    and the table `conflicts`: where reports of one incident differ today and nobody has decided.
    The outlined `fields` of clearances have the schema LEDGER_FIELDS.
    """
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    connection.register("drug_totals", _drug_totals())
    connection.register("prices", _prices())
    # The day of receipt is the centre's day; the moments beside it are kept in UTC.
    connection.execute(f"SET TimeZone = '{time_zone}'")
    connection.execute(f"ATTACH '{part}' AS facts")
    heads.lay_out(connection)
    lay_over(connection, fields)
    for statement in (
        *(_DIMS, _FLOWS, _LINES, _CREDITS, _REPORTS, _DOCUMENTS),
        *(_SPOKEN, _OPEN_PAIRS, _CONFLICTS, _LAST_CHANGE),
    ):
        connection.execute(statement)
    connection.execute("DETACH facts")
    part.replace(target)


def open_ledger(target: Path, *, raw: Path, visible: str = "true") -> duckdb.DuckDBPyConnection:
    """Open a ledger that was built of what one viewer may see.

    Gives the facts, and the view `reports` over the wide Parquet parts, which hold everybody's:
    `visible` is the viewer's condition on agency and marking.
    """
    connection = duckdb.connect(str(target), read_only=True, config=_OFFLINE)
    connection.execute("SET TimeZone = 'UTC'")
    for statement in (
        "CREATE TEMP VIEW reports AS"  # noqa: S608
        f" SELECT * FROM read_parquet('{raw}/reports/*.parquet') filed"
        f" LEFT JOIN read_parquet('{raw}/superseded.parquet') old USING (report_id)"
        f" WHERE {visible}",
        _CREDITED,
    ):
        connection.execute(statement)
    return connection


_CREDITED = """
CREATE TEMP VIEW fact_credited AS
SELECT * EXCLUDE (episode), false AS shared FROM fact_lines
UNION ALL BY NAME
SELECT * EXCLUDE (episode, first_more), false AS shared FROM fact_credits
UNION ALL BY NAME
SELECT * EXCLUDE (episode, first_more) REPLACE (-mass_mg AS mass_mg), true AS shared
FROM fact_credits
"""


def _drug_totals() -> pa.Table:
    return pa.table(
        {
            "substance": list(SUBSTANCES),
            "drug": [substance.in_drug_total for substance in SUBSTANCES.values()],
        }
    )


def _prices() -> pa.Table:
    """Each price and the day on which another of the same substance follows it."""
    chosen = sorted(
        (price for price in PRICES if price.level == VALUE_LEVEL),
        key=lambda price: (price.substance, price.valid_from),
    )
    follows = [
        after.valid_from if after and after.substance == price.substance else None
        for price, after in zip_longest(chosen, chosen[1:])
    ]
    return pa.table(
        {
            "substance": [price.substance for price in chosen],
            "usd_per_kg": pa.array([price.usd_per_kg for price in chosen], pa.int64()),
            "valid_from": pa.array([price.valid_from for price in chosen], pa.date32()),
            "valid_until": pa.array(follows, pa.date32()),
        }
    )
