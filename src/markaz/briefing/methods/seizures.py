"""The seizures that the figures count, one row for each incident and substance."""

import duckdb
import pyarrow as pa

from markaz.briefing.counting import conditions
from markaz.records.figure import Selection
from markaz.records.schemas import COUNTED_SEIZURES

# The population of the figures on seizures (declarations/seizures.yml), whether or not a substance
# joins the total: what is counted or measured in litres has its row too.
_SEIZURES = """
WITH counted AS MATERIALIZED (
    SELECT number, incident, substance, sum(mass_mg)::BIGINT AS mass_mg,
           sum(volume_ul)::BIGINT AS volume_ul, sum(pieces)::BIGINT AS pieces
    FROM fact_lines JOIN dims USING (dim)
    WHERE {known} AND {inside} AND NOT duplicate AND {of_country} AND grain = 'event'
      AND kind IN ('seizure', 'airport_case') AND status <> 'lab_negative' AND substance <> ''
    GROUP BY ALL
), found AS MATERIALIZED (
    SELECT number, incident, report_id FROM fact_reports
    SEMI JOIN counted USING (number) WHERE {known}
), told_by AS (
    SELECT incident, list(DISTINCT number ORDER BY number) AS reports,
           list(DISTINCT agency ORDER BY agency) AS agencies
    FROM fact_reports JOIN dims USING (dim) SEMI JOIN found USING (incident) WHERE {known}
    GROUP BY incident
), chosen AS (
    SELECT found.number, report_id, coalesce(when_id, report_id) AS when_id,
           coalesce(where_id, report_id) AS where_id
    FROM found LEFT JOIN (SELECT * FROM spoken WHERE {known}) USING (incident)
)
SELECT counted.number AS incident, reports, agencies, substance, mass_mg, volume_ul, pieces,
       days.occurred_first, days.occurred_last, places.country, places.province, places.district,
       own.transport, own.concealment, own.origin, own.departure, own.destination
FROM counted JOIN told_by USING (incident) JOIN chosen USING (number)
JOIN reports days ON days.report_id = when_id JOIN reports places ON places.report_id = where_id
JOIN reports own ON own.report_id = chosen.report_id
ORDER BY counted.number, substance
"""


def counted_seizures(connection: duckdb.DuckDBPyConnection, selection: Selection) -> pa.Table:
    """What each counted incident adds of each substance (schema COUNTED_SEIZURES)."""
    asked = conditions(connection, selection)
    statement = _SEIZURES.format(
        known=asked.known, inside=asked.inside, of_country=asked.of_country
    )
    return connection.execute(statement).to_arrow_table().cast(COUNTED_SEIZURES)
