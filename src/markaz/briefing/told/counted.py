"""The reports that a sum of briefs counts: what stands in doubt among them is said beside it."""

import duckdb

from markaz.briefing.counting import COUNTED, conditions
from markaz.briefing.declared import declaration
from markaz.records.figure import Selection

# The figures that add briefs up, by id.
SUMS = ("aggregate_seized_mass",)
_TELLERS = """
WITH counted AS (
    SELECT DISTINCT incident FROM fact_{over} JOIN dims USING (dim)
    WHERE {known} AND {inside} AND {of_country} AND {where} AND {reason} = {counted}
      AND {measure} IS NOT NULL
)
SELECT DISTINCT number, incident FROM fact_reports SEMI JOIN counted USING (incident) WHERE {known}
"""


def tellers(
    connection: duckdb.DuckDBPyConnection, figure: str, selection: Selection
) -> dict[int, int]:
    """By number, each report that a sum counts, and those that another stands for: who stands."""
    declared, asked = declaration(figure), conditions(connection, selection)
    found = connection.execute(
        _TELLERS.format(
            over=declared.over,
            known=asked.known,
            inside=asked.inside,
            of_country=asked.of_country,
            where=declared.where,
            reason=asked.reason,
            counted=COUNTED,
            measure=declared.measure,
        )
    ).fetchall()
    return dict(found)
