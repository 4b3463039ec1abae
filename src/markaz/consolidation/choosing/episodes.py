"""Which reports told of which incident, from each moment at which that changed to the next."""

import duckdb

# A report tells of the incident it is linked to, and of its own while it is not.
_BELONGING = """
CREATE OR REPLACE TEMP TABLE belonging AS
WITH joined AS (
    SELECT number, incident, known_from AT TIME ZONE 'UTC' AS begins,
           known_to AT TIME ZONE 'UTC' AS ends
    FROM raw_links
), own AS (
    SELECT number, coalesce(lag(ends) OVER (PARTITION BY number ORDER BY begins),
                            TIMESTAMP '-infinity') AS begins, begins AS ends
    FROM joined
    UNION ALL
    SELECT number, max(ends), NULL FROM joined GROUP BY number HAVING count(*) = count(ends)
    UNION ALL
    SELECT DISTINCT incident, TIMESTAMP '-infinity', NULL::TIMESTAMP
    FROM joined ANTI JOIN (SELECT number AS incident FROM joined) USING (incident)
)
SELECT number, incident AS root, begins, ends FROM joined WHERE ends IS NULL OR begins < ends
UNION ALL
SELECT number, number, begins, ends FROM own WHERE ends IS NULL OR begins < ends
"""
# What the rules compare and nothing else: these rows are sorted many times.
_REVISIONS = """
CREATE OR REPLACE TEMP TABLE revisions AS
SELECT report_id, number, known_from AT TIME ZONE 'UTC' AS known_from,
       known_to AT TIME ZONE 'UTC' AS known_to,
       role, status, occurred_first, occurred_last, reported_on, country, province, district,
       airport, origin, departure, transit, destination, arrested, arrested_foreign,
       stated_value_usd_cents, area_ha
FROM raw_reports SEMI JOIN belonging USING (number)
"""
_PRESENCES = """
CREATE OR REPLACE TEMP TABLE presences AS
SELECT * FROM (
    SELECT root, number, report_id, greatest(begins, known_from) AS begins,
           least(ends, known_to) AS ends
    FROM belonging JOIN revisions USING (number)
) WHERE ends IS NULL OR begins < ends
"""
# Only what concerns a report while it tells of the incident changes the incident.
_EPISODES = """
CREATE OR REPLACE TEMP TABLE episodes AS
WITH decided AS (
    SELECT number, known_from AT TIME ZONE 'UTC' AS moment FROM raw_decisions
    UNION SELECT number, known_to AT TIME ZONE 'UTC' FROM raw_decisions
), moments AS (
    SELECT root, begins AS moment FROM presences
    UNION SELECT root, ends FROM presences WHERE ends IS NOT NULL
    UNION SELECT root, moment FROM presences JOIN decided USING (number)
    WHERE moment > begins AND (ends IS NULL OR moment < ends)
)
SELECT row_number() OVER ()::INTEGER AS episode, root, moment AS known_from,
       lead(moment) OVER (PARTITION BY root ORDER BY moment) AS known_to
FROM moments
"""
_MEMBERS = """
CREATE OR REPLACE TEMP TABLE members AS
SELECT episode, min(number) OVER same AS incident, count(*) OVER same AS size, report_id, number,
       known_from, known_to
FROM episodes JOIN presences
  ON presences.root = episodes.root AND begins <= known_from AND (ends IS NULL OR ends > known_from)
WINDOW same AS (PARTITION BY episode)
"""


def lay_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables `members` and `revisions` of every report that was ever linked.

    `members` has a row for each report of each episode: its incident (the smallest number that
    tells of it then), its standing revision, and from when until when that was so.  Reads the views
    `raw_reports`, `raw_links` and `raw_decisions` (schemas LEDGER_*).
    """
    for statement in (_BELONGING, _REVISIONS, _PRESENCES, _EPISODES, _MEMBERS):
        connection.execute(statement)
