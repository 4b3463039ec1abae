"""A few passes over the facts: small tables from which every figure is read."""

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

import duckdb

from markaz.records.figure import Selection
from markaz.records.kinds import DateBasis

# Why a report of the population is not counted; 0 is counted.
COUNTED, DUPLICATE, DATE, QUANTITY, PRICE, LARGEST, LIGHTER = range(7)

_COLUMNS = {
    DateBasis.OCCURRED: ("occurred_first", "occurred_last", "occurred_month"),
    DateBasis.REPORTED: ("reported_on", "reported_on", "reported_month"),
    DateBasis.RECEIVED: ("received_on", "received_on", "received_month"),
}


# What each measure is called on a single fact.
AMOUNT = {"cents": "stated_value_usd_cents", "reports": "1"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A selection as conditions on the columns of the facts."""

    month: str
    known: str
    overlapping: str
    inside: str
    of_country: str
    leaving: str
    in_doubt: bool = False

    @property
    def reason(self) -> str:
        """The SQL for why a fact is not counted, apart from its quantity."""
        return (
            f"CASE WHEN ({self.inside}) IS NOT TRUE THEN {DATE}"
            f" WHEN duplicate THEN {DUPLICATE} ELSE {COUNTED} END::TINYINT"
        )


_LINES = """
CREATE OR REPLACE TEMP TABLE cells_lines AS
SELECT cells.*, dims.* EXCLUDE (dim) FROM (
    SELECT {month} AS month, dim,
           CASE WHEN ({inside}) IS NOT TRUE THEN 2 WHEN duplicate THEN 1
                WHEN mass_mg IS NULL THEN 3 ELSE 0 END::TINYINT AS reason,
           sum(lead & 1) AS weighed_reports, sum(lead = 1) AS priced_reports,
           sum(lead <> 0) AS drug_reports, sum(lead_of_substance) AS substance_reports,
           sum(mass_mg) AS mass_mg, sum(value_uusd) AS value_uusd
    FROM fact_lines WHERE {known} AND {overlapping}
    GROUP BY ALL
) cells JOIN dims USING (dim) WHERE {of_country}
"""
# Few lines have no weight, and a report may have several: these are kept one by one.
_UNWEIGHED = """
CREATE OR REPLACE TEMP TABLE unweighed AS
SELECT number, incident, dim, {reason} AS reason, volume_ul, pieces, mass_low_mg, mass_high_mg
FROM fact_lines WHERE mass_mg IS NULL AND {known} AND {overlapping}
 AND dim IN (SELECT dim FROM dims WHERE {of_country})
"""
_REPORTS = """
CREATE OR REPLACE TEMP TABLE cells_reports AS
SELECT cells.*, dims.* EXCLUDE (dim) FROM (
    SELECT {month} AS month, dim,
           {reason} AS reason, count(*) AS reports,
           sum(arrested) AS arrested, count(arrested) AS with_arrested,
           sum(arrested_foreign) AS arrested_foreign, count(arrested_foreign) AS with_foreign,
           sum(area_ha) AS area_ha, count(area_ha) AS with_area,
           sum(stated_value_usd_cents) AS cents, count(stated_value_usd_cents) AS with_value,
           sum(met) AS met, count(met) AS with_met,
           sum(facilitators) AS facilitators, count(facilitators) AS with_facilitators
    FROM fact_reports WHERE {known} AND {overlapping}
    GROUP BY ALL
) cells JOIN dims USING (dim) WHERE {of_country}
"""
_DOCUMENTS = """
CREATE OR REPLACE TEMP TABLE cells_documents AS
SELECT cells.*, dims.* EXCLUDE (dim) FROM (
    SELECT {month} AS month, dim, document_kind, {reason} AS reason,
           sum(documents) AS documents, sum(lead) AS document_reports, count(*) AS kind_reports
    FROM fact_documents WHERE {known} AND {overlapping}
    GROUP BY ALL
) cells JOIN dims USING (dim) WHERE {of_country}
"""
WEIGHED = """
FROM fact_reports WHERE {known} AND {inside} AND NOT duplicate AND drug_mg IS NOT NULL
 AND dim IN (SELECT dim FROM dims WHERE {of_country} AND grain = 'event'
             AND kind IN ('seizure', 'airport_case') AND status <> 'lab_negative')
"""
_LARGEST = """
CREATE OR REPLACE TEMP TABLE largest AS
SELECT incident, report_id, drug_mg {weighed} ORDER BY drug_mg DESC, incident LIMIT 10
"""
_FLOWS = """
CREATE OR REPLACE TEMP TABLE cells_flows AS
SELECT leaves, destination, reason, reports, mg, dims.* EXCLUDE (dim, country)
FROM (
    SELECT flow, dim, {reason} AS reason, count(*) AS reports, sum(drug_mg) AS mg
    FROM fact_reports WHERE flow IS NOT NULL AND {known} AND {overlapping} GROUP BY ALL
) JOIN flows USING (flow) JOIN dims USING (dim) WHERE {leaving}
"""
# What further agencies are credited with, apart from the one that holds the weight.
_CREDITS = """
CREATE OR REPLACE TEMP TABLE cells_credits AS
SELECT cells.*, dims.* EXCLUDE (dim) FROM (
    SELECT dim, sum(mass_mg) AS mass_mg, sum(lead & 1) AS weighed_reports,
           coalesce(sum(lead & 1) FILTER (first_more), 0) AS shared_reports
    FROM fact_credits WHERE {known} AND {inside} GROUP BY dim
) cells JOIN dims USING (dim) WHERE {of_country}
"""


# Pairs of incidents that waited for a person then; of several between the same two the likeliest.
_DOUBTED = """
CREATE OR REPLACE TEMP TABLE doubted AS
WITH told AS (SELECT number, incident FROM fact_reports WHERE in_question AND {known}),
waiting AS (SELECT * FROM open_pairs WHERE {known})
SELECT least(l.incident, r.incident) AS one, greatest(l.incident, r.incident) AS other,
       max(chance_millionths) AS chance
FROM waiting JOIN told l ON l.number = "left" JOIN told r ON r.number = "right"
WHERE l.incident <> r.incident GROUP BY ALL
"""


def count(connection: duckdb.DuckDBPyConnection, selection: Selection) -> Asked:
    """Fill `cells_lines` and the other cells, `unweighed`, `largest` and `doubted`."""
    asked = conditions(connection, selection)
    words = {**asdict(asked), "reason": asked.reason}
    words["weighed"] = WEIGHED.format(**words)
    for statement in (
        *(_LINES, _UNWEIGHED, _REPORTS, _DOCUMENTS),
        *(_LARGEST, _FLOWS, _CREDITS, _DOUBTED),
    ):
        connection.execute(statement.format(**words))
    doubted = connection.execute("SELECT count(*) FROM doubted").fetchall()[0][0]
    return replace(asked, in_doubt=bool(doubted))


def conditions(connection: duckdb.DuckDBPyConnection, selection: Selection) -> Asked:
    """Put a selection into SQL."""
    first, last, month = _COLUMNS[selection.basis]
    begin, end = f"DATE '{selection.first}'", f"DATE '{selection.last}'"
    latest = _is_latest(connection, selection)
    return Asked(
        month=month,
        known="known_to IS NULL" if latest else known_then(selection),
        # A day that is not stated may be any day.
        overlapping=(
            f"({last} >= {begin} OR {last} IS NULL) AND ({first} <= {end} OR {first} IS NULL)"
        ),
        inside=f"{first} >= {begin} AND {last} <= {end}",
        of_country=_of_country(selection),
        leaving=_leaving(selection),
    )


def _of_country(selection: Selection) -> str:
    """The condition that an event belongs to the country asked for."""
    return "true" if selection.country == "all" else f"country = '{selection.country}'"


def _leaving(selection: Selection) -> str:
    """The condition that a flow left the country: made there, sent from there, or on its way."""
    if selection.country == "all":
        return "leaves NOT IN ('', destination)"
    country = f"'{selection.country}'"
    return (
        f"(origin = {country} OR departure = {country}"
        f" OR departure = '' AND flows.country = {country})"
        f" AND destination <> {country}"
    )


def _is_latest(connection: duckdb.DuckDBPyConnection, selection: Selection) -> bool:
    """Whether nothing has changed after the moment asked for."""
    if selection.moment is None:
        return True
    found = connection.execute(
        "SELECT coalesce(max(moment) <= ?::TIMESTAMP, true) FROM last_change",
        [_written(selection.moment)],
    ).fetchone()
    return bool(found and found[0])


def known_then(selection: Selection) -> str:
    """The condition that a fact was known at the moment asked for."""
    if selection.moment is None:
        return "known_to IS NULL"
    moment = f"TIMESTAMP '{_written(selection.moment)}'"
    return (
        f"known_from::TIMESTAMP <= {moment}"
        f" AND (known_to IS NULL OR known_to::TIMESTAMP > {moment})"
    )


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
