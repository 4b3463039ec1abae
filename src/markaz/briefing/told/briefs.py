"""Reports that sum one brief: from when until when, and which of them stands for it in a sum."""

import duckdb

# A report sums the brief it is held to sum with others, and one of its own while it is not.
_HELD = """
CREATE OR REPLACE TEMP TABLE held AS
WITH joined AS (
    SELECT number, brief, known_from AT TIME ZONE 'UTC' AS begins,
           known_to AT TIME ZONE 'UTC' AS ends
    FROM raw_briefs SEMI JOIN (SELECT number FROM raw_reports WHERE grain = 'aggregate')
    USING (number)
)
SELECT number, brief, begins AS since, begins, ends FROM joined
UNION ALL
SELECT number, NULL, NULL, coalesce(lag(ends) OVER same, TIMESTAMP '-infinity'), begins
FROM joined WINDOW same AS (PARTITION BY number ORDER BY begins)
UNION ALL
SELECT number, NULL, NULL, max(ends), NULL FROM joined GROUP BY number
HAVING count(*) = count(ends)
"""
# A brief of nothing but arrests says nothing of the drugs that another teller of it weighs.
_WEIGHING = """
CREATE OR REPLACE TEMP TABLE weighing AS
SELECT DISTINCT number FROM raw_reports SEMI JOIN held USING (number)
SEMI JOIN (SELECT report_id FROM raw_lines JOIN drug_totals USING (substance)
           WHERE drug AND mass_mg IS NOT NULL) USING (report_id)
"""
_RETOLD = """
CREATE OR REPLACE TEMP TABLE retold AS
SELECT number, begins, ends,
       CASE WHEN brief IS NULL THEN number ELSE min(number) OVER same END AS first,
       CASE WHEN brief IS NULL THEN number
            ELSE coalesce(min(number) FILTER (weighs) OVER same, min(number) OVER same)
       END AS weighed
FROM (SELECT held.*, number IN (SELECT number FROM weighing) AS weighs FROM held
      WHERE ends IS NULL OR begins < ends)
WINDOW same AS (PARTITION BY brief, since)
"""


def lay_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `retold`: for each report ever held to sum a brief with others, its stretches.

    `first` is the smallest number among those of its brief in that stretch, `weighed` the smallest
    that states a weight of drugs: the first stands for all in what they sum, the other in drugs.
    Reads `raw_reports`, `raw_lines`, `raw_briefs` (schemas LEDGER_*) and `drug_totals`; what a
    viewer may not see must not be in the reports, so that nothing is chosen for a hidden one.
    """
    for statement in (_HELD, _WEIGHING, _RETOLD):
        connection.execute(statement)
