"""The strictest rule: two agencies' reports agree in everything that tells events apart."""

import duckdb
import pyarrow as pa

RULE = "exact-duplicate"

PAIRS = pa.schema([("incident", pa.int64()), ("number", pa.int64()), ("reason", pa.string())])

# A repeat inside one agency proves nothing (small seizures of one gram in one town are many), so
# the n-th such report of one agency meets only the n-th of another.  A weight in whole
# kilograms is met by chance; it needs an operation's name beside it.
_SQL = """
WITH contents AS (
    SELECT report_id,
           string_agg(concat_ws(':', substance, mass_mg, volume_ul, pieces), '|'
                      ORDER BY substance, mass_mg, volume_ul, pieces) AS content,
           bool_or(mass_mg % 1000000 <> 0) AS odd_weight
    FROM current_lines GROUP BY report_id
    HAVING bool_and(mass_mg IS NOT NULL OR volume_ul IS NOT NULL OR pieces IS NOT NULL)
), candidates AS (
    SELECT number, agency, kind, occurred_first, coalesce(nullif(airport, ''), district) AS place,
           arrested, content,
           row_number() OVER (
               PARTITION BY kind, occurred_first, coalesce(nullif(airport, ''), district),
                            arrested, content, agency
               ORDER BY number) AS nth
    FROM current_reports JOIN contents USING (report_id)
    WHERE grain = 'event' AND occurred_first = occurred_last
      AND coalesce(nullif(airport, ''), district) <> ''
      AND (odd_weight OR operation_text <> '')
), grouped AS (
    SELECT number, agency, place, occurred_first,
           min(number) OVER same AS incident,
           count(*) OVER same AS agencies
    FROM candidates
    WINDOW same AS (PARTITION BY kind, occurred_first, place, arrested, content, nth)
)
SELECT incident, number,
       format('{} agencies give the same day ({}), place ({}) and quantities to the gram',
              agencies, occurred_first, place) AS reason
FROM grouped WHERE agencies > 1 AND number <> incident
ORDER BY number
"""


def pairs(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Reports that repeat another agency's report, each with the report that speaks for both.

    Reads the views `current_reports` (schema LEDGER_REPORTS, one standing revision each) and
    `current_lines` (LEDGER_LINES).  Gives a table with the schema PAIRS.
    """
    return connection.execute(_SQL).to_arrow_table().cast(PAIRS)
