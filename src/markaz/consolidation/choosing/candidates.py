"""The reports of one incident beside each other: what the rules on values compare."""

import duckdb

from markaz.records.kinds import ValueField

# Wrapping adds up to some 15 %; a share of a joint seizure is neither a sliver nor nearly all.
_WRAPPING = "ln(1.15)"
_SHARE = "ln(4.0 / 3)", "ln(4.0)"
_THOUSAND = "ln(800.0)", "ln(1250.0)"
_FAR = 5

# `kinds` is one number for the set of substances that a report names.
_WEIGHED = """
CREATE OR REPLACE TEMP TABLE weighed AS
SELECT report_id, sum(lines)::BIGINT AS lines, sum(unread)::BIGINT AS unread,
       sum(mass_mg)::BIGINT AS mass_mg, bit_xor(hash(substance)) AS kinds
FROM (
    SELECT report_id, substance, count(*) AS lines, sum(mass_mg)::BIGINT AS mass_mg,
           count(*) FILTER (mass_mg IS NULL AND volume_ul IS NULL AND pieces IS NULL) AS unread
    FROM raw_lines SEMI JOIN revisions USING (report_id) GROUP BY report_id, substance
) GROUP BY report_id
"""
_DECIDED = f"""
CREATE OR REPLACE TEMP TABLE decided AS
SELECT episode, report_id, {
    ", ".join(
        f"max(id) FILTER (field = '{field.value}') AS decided_{field.value}" for field in ValueField
    )
}
FROM members JOIN raw_decisions d USING (number)
WHERE size > 1 AND d.known_from AT TIME ZONE 'UTC' <= members.known_from
  AND (d.known_to IS NULL OR d.known_to AT TIME ZONE 'UTC' > members.known_from)
GROUP BY ALL
"""  # noqa: S608 (our own names)
_CANDIDATES = f"""
CREATE OR REPLACE TEMP TABLE candidates AS
WITH beside AS (
    SELECT members.*, revisions.* EXCLUDE (report_id, number, known_from, known_to),
           coalesce(lines, 0) AS lines, coalesce(unread, 0) AS unread, weighed.mass_mg,
           kinds,
           -- A weight of nothing has no logarithm and weighs against nobody.
           ln(nullif(weighed.mass_mg, 0)) AS log_mg
    FROM members JOIN revisions USING (report_id) LEFT JOIN weighed USING (report_id)
    WHERE size > 1
), near AS (
    SELECT *,
        count(log_mg) OVER (by_weight RANGE BETWEEN {_WRAPPING} PRECEDING
                            AND {_WRAPPING} FOLLOWING) AS companions,
        count(log_mg) OVER (by_weight RANGE BETWEEN 0.0005 PRECEDING
                            AND 0.0005 FOLLOWING) AS same_drugs,
        count(log_mg) OVER (by_weight RANGE BETWEEN {_SHARE[0]} FOLLOWING
                            AND {_SHARE[1]} FOLLOWING) > 0 AS partial,
        count(log_mg) OVER (by_weight RANGE BETWEEN {_WRAPPING} PRECEDING
                            AND 0.0005 PRECEDING) > 0 AS wrapped,
        coalesce(count(log_mg) OVER together >= 3
            AND abs(log_mg - median(log_mg) OVER together) > ln({_FAR}), false) AS outlying,
        coalesce(min(kinds) OVER together <> max(kinds) OVER together, false) AS kinds_differ,
        count(arrested) OVER (PARTITION BY episode, arrested) AS same_people,
        count(*) OVER (PARTITION BY episode, occurred_first, occurred_last) AS same_when,
        count(*) OVER (PARTITION BY episode, country, province, district, airport) AS same_where,
        count(stated_value_usd_cents) OVER (PARTITION BY episode, stated_value_usd_cents)
            AS same_worth,
        count(area_ha) OVER (PARTITION BY episode, area_ha) AS same_land
    FROM beside
    WINDOW by_weight AS (PARTITION BY episode ORDER BY log_mg), together AS (PARTITION BY episode)
)
SELECT near.*,
    greatest(
        max(companions) OVER (by_weight RANGE BETWEEN {_THOUSAND[0]} FOLLOWING
                              AND {_THOUSAND[1]} FOLLOWING),
        max(companions) OVER (by_weight RANGE BETWEEN {_THOUSAND[1]} PRECEDING
                              AND {_THOUSAND[0]} PRECEDING), 0) > companions AS slipped,
    status IN ('lab_confirmed', 'lab_negative', 'court_confirmed') AS established,
    CASE status WHEN 'court_confirmed' THEN 0 WHEN 'lab_confirmed' THEN 1
         WHEN 'lab_negative' THEN 1 WHEN 'destroyed' THEN 2 WHEN 'returned' THEN 2
         WHEN 'presumptive' THEN 3 ELSE 4 END AS status_rank,
    -- Who does not say is more likely to have led than who says it only took part.
    CASE role WHEN 'lead' THEN 0 WHEN 'joint' THEN 2 WHEN 'assist' THEN 3
         WHEN 'intelligence_only' THEN 4 ELSE 1 END AS role_rank,
    coalesce(reported_on - DATE '2000-01-01', 99999) AS reported_rank,
    decided.* EXCLUDE (episode, report_id)
FROM near LEFT JOIN decided USING (episode, report_id)
WINDOW by_weight AS (PARTITION BY episode ORDER BY log_mg)
"""  # noqa: S608 (our own names)


def lay_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `candidates`: the reports of each episode that has several, side by side.

    Reads what `episodes.lay_out` made, and the views `raw_lines` and `raw_decisions`.
    """
    for statement in (_WEIGHED, _DECIDED, _CANDIDATES):
        connection.execute(statement)
