"""Outlined fields in the place of a report's area: each ground once, verified where it was."""

import duckdb
import pyarrow as pa

# Fields' own changes, in the time of the incident that their report tells of.
_MOMENTS = """
CREATE OR REPLACE TEMP TABLE land_moments AS
SELECT DISTINCT incident, moment FROM (
    SELECT number, known_from AT TIME ZONE 'UTC' AS moment FROM raw_fields
    UNION SELECT number, known_to AT TIME ZONE 'UTC' FROM raw_fields WHERE known_to IS NOT NULL
) JOIN (SELECT DISTINCT number, incident FROM heads) USING (number)
"""
# A head stands in several pieces of time, one for each state of the incident's fields.
_PIECES = """
CREATE OR REPLACE TEMP TABLE land_pieces AS
WITH starts AS (
    SELECT rowid AS head, known_from AS start FROM heads SEMI JOIN land_moments USING (incident)
    UNION
    SELECT heads.rowid, moment FROM heads JOIN land_moments USING (incident)
    WHERE moment > known_from AND (known_to IS NULL OR moment < known_to)
)
SELECT head, start, lead(start) OVER (PARTITION BY head ORDER BY start) AS stop FROM starts
"""
_STANDING = """
CREATE OR REPLACE TEMP TABLE land_standing AS
SELECT head, start, h.number = f.number AS own, claimed_area, counted_area, verified_area
FROM land_pieces JOIN heads h ON h.rowid = head
JOIN heads m ON m.incident = h.incident AND m.known_from <= start
     AND (m.known_to IS NULL OR m.known_to > start)
JOIN (SELECT number, claimed_ha AS claimed_area, counted_ha AS counted_area,
             verified_ha AS verified_area, known_from AT TIME ZONE 'UTC' AS since,
             known_to AT TIME ZONE 'UTC' AS until
      FROM raw_fields) f
     ON f.number = m.number AND since <= start AND (until IS NULL OR until > start)
"""
_SUMS = """
CREATE OR REPLACE TEMP TABLE land_sums AS
SELECT head, start, sum(counted_area) AS area, sum(verified_area) AS verified,
       sum(claimed_area) FILTER (own) AS claimed,
       sum(claimed_area - counted_area) FILTER (own) AS rejected
FROM land_standing GROUP BY head, start
"""
# Without a field that stood then, the area stays as the report states it.
_CUT = """
CREATE OR REPLACE TEMP TABLE land_heads AS
SELECT h.* REPLACE (
    start AS known_from, coalesce(stop, known_to) AS known_to,
    (CASE WHEN area IS NULL THEN area_ha WHEN number = incident THEN area END)
        ::DECIMAL(18, 11) AS area_ha,
    coalesce(claimed, claimed_ha)::DECIMAL(18, 11) AS claimed_ha,
    CASE WHEN number = incident THEN verified END::DECIMAL(18, 11) AS verified_ha,
    rejected::DECIMAL(18, 11) AS rejected_ha
)
FROM land_pieces JOIN heads h ON h.rowid = head LEFT JOIN land_sums USING (head, start)
"""
_TAKEN = """
DELETE FROM heads WHERE incident IN (SELECT incident FROM land_moments)
"""


def lay_over(connection: duckdb.DuckDBPyConnection, fields: pa.Table) -> None:
    """Let fields (schema LEDGER_FIELDS) stand in `heads` for the area that a report states.

    The report that bears its incident's number carries the area of all the incident's fields; each
    carries the claim of its own fields and what of it does not count.
    """
    if not fields.num_rows:
        return
    connection.register("raw_fields", fields)
    for statement in (_MOMENTS, _PIECES, _STANDING, _SUMS, _CUT, _TAKEN):
        connection.execute(statement)
    connection.execute("INSERT INTO heads SELECT * FROM land_heads")
    connection.unregister("raw_fields")
