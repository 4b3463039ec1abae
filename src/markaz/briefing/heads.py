"""Each report as it stood for its incident: alone with its own values, or with those chosen."""

import duckdb

from markaz.briefing.told import briefs
from markaz.records.kinds import MOST_TELLING

# Columns that a report alone speaks for by itself.
_OWN = "arrested, arrested_foreign, area_ha, stated_value_usd_cents"
# What only outlined fields tell.
_UNSEEN = "NULL::DECIMAL(18, 11) AS verified_ha, NULL::DECIMAL(18, 11) AS rejected_ha"

# Who asks for protection was perhaps counted among the arrested, and is no suspect: see
# `governance.release.counts_as_arrested`.
_SPARED = """
CREATE OR REPLACE TEMP TABLE spared AS
SELECT report_id, count(*) AS spared,
       count(*) FILTER (p.nationality NOT IN ('', country)) AS spared_foreign
FROM raw_persons p JOIN raw_reports USING (report_id)
WHERE p.protection <> '' AND p.role NOT IN ('victim', 'witness') GROUP BY report_id
"""
_FILED = """
CREATE OR REPLACE TEMP VIEW filed_reports AS
SELECT * REPLACE (arrested - least(arrested, coalesce(spared, 0)) AS arrested,
                  arrested_foreign - least(arrested_foreign, coalesce(spared_foreign, 0))
                      AS arrested_foreign)
FROM raw_reports LEFT JOIN spared USING (report_id)
"""
_TELLERS = """
CREATE OR REPLACE TEMP TABLE tellers AS
SELECT report_id, agency, role, kind, grain, status, country, province, origin, departure,
       destination, occurred_first, occurred_last, reported_on, received_at::DATE AS received_on,
       arrested, arrested_foreign, area_ha, stated_value_usd_cents
FROM filed_reports SEMI JOIN told USING (report_id)
"""
# Who only gave the intelligence seized nothing.  The first holds the weight, the next ones are
# credited with it beside; where nobody else took part, the weight stays with who reported it.
_CREDITS = """
CREATE OR REPLACE TEMP TABLE credits AS
SELECT episode, agency,
       row_number() OVER (PARTITION BY episode ORDER BY agency <> speaking, agency) AS nth
FROM (
    SELECT DISTINCT episode, own.agency, speaker.agency AS speaking
    FROM told JOIN tellers own USING (report_id)
    JOIN tellers speaker ON speaker.report_id = drugs_id
    WHERE size > 1 AND own.role <> 'intelligence_only'
)
"""
_ASKED = """
CREATE OR REPLACE TEMP TABLE asked AS
SELECT "left" AS number FROM raw_open_pairs UNION SELECT "right" FROM raw_open_pairs
"""
# An incident of several reports is of the most telling kind among them, and was reported and
# received when the first of them was.
_HEADS = f"""
CREATE OR REPLACE TEMP TABLE heads AS
SELECT report_id, number, number AS incident, NULL::INTEGER AS episode, agency,
       agency AS weighed_by, country, province, kind, grain, status, origin, departure, destination,
       occurred_first, occurred_last, reported_on, received_at::DATE AS received_on,
       known_from AT TIME ZONE 'UTC' AS known_from, known_to AT TIME ZONE 'UTC' AS known_to,
       asked.number IS NOT NULL AS in_question, false AS duplicate, false AS unpicked,
       report_id AS drugs_id, report_id AS people_id, {_OWN}, area_ha AS claimed_ha, {_UNSEEN}
FROM filed_reports LEFT JOIN asked USING (number)
ANTI JOIN (SELECT DISTINCT number FROM told UNION SELECT number FROM retold) linked USING (number)
UNION ALL
SELECT report_id, number, first, NULL, agency,
       agency, country, province, kind, grain, status, origin, departure, destination,
       occurred_first, occurred_last, reported_on, received_at::DATE, since, until,
       false, number <> first AND grain = 'aggregate', number <> weighed AND grain = 'aggregate',
       report_id, report_id, {_OWN}, area_ha, {_UNSEEN}
FROM (SELECT filed_reports.*, first, weighed,
             greatest(known_from AT TIME ZONE 'UTC', begins) AS since,
             least(known_to AT TIME ZONE 'UTC', ends) AS until
      FROM filed_reports JOIN retold USING (number)
      ANTI JOIN (SELECT DISTINCT number FROM told) linked USING (number))
WHERE until IS NULL OR since < until
UNION ALL
SELECT told.report_id, told.number, incident, told.episode, own.agency,
       CASE WHEN told.report_id = drugs_id THEN coalesce(first_credit.agency, own.agency)
            ELSE own.agency END,
       place.country, place.province,
       arg_min(own.kind, list_position({{kinds}}, own.kind)) OVER same, own.grain, stand.status,
       way.origin, way.departure, way.destination, day.occurred_first, day.occurred_last,
       min(own.reported_on) OVER same, min(own.received_on) OVER same, known_from, known_to,
       bool_or(asked.number IS NOT NULL) OVER same, told.number <> incident,
       told.report_id <> drugs_id,
       CASE WHEN told.number = incident THEN drugs_id END,
       CASE WHEN told.number = incident THEN people_id END,
       CASE WHEN told.number = incident THEN people.arrested END,
       CASE WHEN told.number = incident THEN people.arrested_foreign END,
       CASE WHEN told.number = incident THEN land.area_ha END,
       CASE WHEN told.number = incident THEN worth.stated_value_usd_cents END,
       own.area_ha, {_UNSEEN}
FROM told JOIN tellers own USING (report_id)
JOIN tellers place ON place.report_id = where_id
JOIN tellers stand ON stand.report_id = status_id
JOIN tellers way ON way.report_id = route_id
JOIN tellers day ON day.report_id = when_id
JOIN tellers people ON people.report_id = people_id
JOIN tellers land ON land.report_id = land_id
JOIN tellers worth ON worth.report_id = worth_id
LEFT JOIN credits first_credit ON first_credit.episode = told.episode AND nth = 1
LEFT JOIN asked ON asked.number = told.number
WINDOW same AS (PARTITION BY told.episode)
"""  # noqa: S608 (pieces of this module)

# Who was met in irregular migration: the protected among them, whom no figure calls suspects.
_MET = """
CREATE OR REPLACE TEMP TABLE people_met AS
SELECT report_id AS people_id,
       count(*) FILTER (role NOT IN ('facilitator', 'witness', 'contact')) AS met,
       count(*) FILTER (role = 'facilitator' AND protection = '') AS facilitators
FROM raw_persons
SEMI JOIN (SELECT people_id AS report_id FROM heads WHERE kind = 'irregular_migration')
USING (report_id) GROUP BY report_id
"""


def lay_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables `heads`, `credits` and `people_met` from the raw rows and `told`.

    `heads` has a row for each revision of a report that stands alone, for each stretch of one that
    sums a brief with others, and for each report of each episode of an incident.  The report whose
    number is the incident's carries the chosen values; the others are duplicates.  `unpicked` says
    that its drug lines are not the ones counted.
    """
    briefs.lay_out(connection)
    for statement in (
        _SPARED,
        _FILED,
        _TELLERS,
        _CREDITS,
        _ASKED,
        _HEADS.format(kinds=[kind.value for kind in MOST_TELLING]),
        _MET,
    ):
        connection.execute(statement)
