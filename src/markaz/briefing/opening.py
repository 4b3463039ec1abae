"""Opening a figure: the incidents it counts and the reports behind each."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from markaz.briefing.cells import Reading, in_unit
from markaz.briefing.counting import AMOUNT, COUNTED, DUPLICATE, conditions, count
from markaz.briefing.declared import Declaration, declaration
from markaz.briefing.figures import read
from markaz.briefing.labels import place_label
from markaz.briefing.methods.agencies import SHARED
from markaz.briefing.methods.weights import when
from markaz.records.errors import UnknownFigureError
from markaz.records.figure import Figure, Number, Selection


@dataclass(frozen=True, slots=True)
class CountedIncident:
    """One incident of a figure: what it adds, where and when, and who reported it.

    `reports` are the numbers of the reports behind it, its own first; `when` is the day,
    month, year or `a..b` on which it occurred, as closely as it is known.
    """

    number: int
    reports: tuple[int, ...]
    amount: Number | None
    occurred: date | None
    place: str
    agencies: tuple[str, ...]
    when: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure with one page of its incidents, and how many there are."""

    figure: Figure
    incidents: tuple[CountedIncident, ...]
    total: int


# Adding up by number is most of the work, and few reports have a second line: only they are added.
_OPENED = """
CREATE OR REPLACE TEMP TABLE opened AS
WITH counted AS (
    SELECT {who} AS number, {key} AS key, {amount} AS amount, {first} AS first
    FROM fact_{over} JOIN dims USING (dim)
    WHERE {known} AND {overlapping} AND {of_country} AND {where} AND {reason} IN {counted}
      AND {amount} IS NOT NULL AND {only}{row}
), several AS (SELECT DISTINCT number FROM counted WHERE NOT first)
SELECT number, key, amount FROM counted ANTI JOIN several USING (number)
UNION ALL
SELECT number, key, sum(amount) FROM counted SEMI JOIN several USING (number) GROUP BY ALL
"""
_PAGE = """
CREATE OR REPLACE TEMP TABLE page AS
SELECT number, amount FROM opened ORDER BY abs(amount) DESC, number LIMIT {limit} OFFSET {offset}
"""
# An incident bears the number of one of its reports, so that a report's number finds it too.
_BEHIND = """
WITH found AS MATERIALIZED (
    SELECT number, amount, incident, report_id
    FROM page JOIN (
        SELECT number, incident, report_id FROM fact_reports WHERE {known}) USING (number)
), told_by AS (
    SELECT found.number, list(DISTINCT told.number ORDER BY told.number) AS reports,
           list(DISTINCT agency ORDER BY agency) AS agencies
    FROM found JOIN (SELECT incident, number, dim FROM fact_reports WHERE {known}) told
      USING (incident) JOIN dims USING (dim)
    GROUP BY found.number
), chosen AS MATERIALIZED (
    SELECT found.number, coalesce(when_id, found.report_id) AS when_id,
           coalesce(where_id, found.report_id) AS where_id
    FROM found LEFT JOIN (SELECT * FROM spoken WHERE {known}) USING (incident)
), wide AS MATERIALIZED (
    SELECT * FROM reports
    SEMI JOIN (SELECT when_id AS report_id FROM chosen UNION SELECT where_id FROM chosen)
    USING (report_id)
)
SELECT found.number, amount, reports, days.occurred_first, days.occurred_last,
       days.occurred_precision, agencies, places.province, places.district, places.place_text
FROM found JOIN told_by USING (number) JOIN chosen USING (number)
JOIN wide days ON days.report_id = when_id JOIN wide places ON places.report_id = where_id
ORDER BY abs(amount) DESC, found.number
"""


def open_figure(  # noqa: PLR0913 (keyword-only, each its own question)
    connection: duckdb.DuckDBPyConnection,
    figure: str,
    selection: Selection,
    *,
    lang: str = "en",
    row: str | None = None,
    limit: int = 200,
    offset: int = 0,
    computed: Figure | None = None,
) -> Opened:
    """A figure and one page of the incidents it counts, the greatest first.

    `row` narrows to one line of a broken-down figure by its key; `computed` is the figure where
    the caller has it already.
    """
    declared = declaration(figure)
    # The largest incidents are laid out by the count only.
    counts = computed is None or declared.method in _ONLY
    asked = (count if counts else conditions)(connection, selection)
    reading = Reading(connection, selection, asked, lang)
    computed = computed or read(reading, declared)
    if not limit:
        return Opened(figure=computed, incidents=(), total=computed.counted)
    _open(reading, declared, row=row)
    total = connection.execute("SELECT count(*) FROM opened").fetchall()[0][0]
    connection.execute(_PAGE.format(limit=int(limit), offset=int(offset)))
    found = connection.execute(_BEHIND.format(known=asked.known)).fetchall()
    incidents = tuple(
        CountedIncident(
            number=number,
            reports=(number, *sorted(set(reports) - {number})),
            amount=in_unit(Decimal(amount), declared),
            occurred=first,
            place=place_label(province or "", district or "", place or "", lang=lang),
            agencies=tuple(agencies),
            when=when(first, last, precision),
        )
        for (
            number,
            amount,
            reports,
            first,
            last,
            precision,
            agencies,
            province,
            district,
            place,
        ) in found
    )
    return Opened(figure=computed, incidents=incidents, total=total)


def latest_year(connection: duckdb.DuckDBPyConnection) -> int | None:
    """The latest year that has a month's worth of reports; None where the ledger has none.

    A month's worth is a twelfth of the fullest year's: of a year that has only just begun there is
    little to see, and one mistyped date is no year.
    """
    found = connection.execute(
        """
        SELECT year FROM (
          SELECT year(occurred_last) AS year, count(*) AS reports FROM fact_reports
          WHERE known_to IS NULL AND occurred_last IS NOT NULL GROUP BY 1
        ) QUALIFY reports * 12 >= max(reports) OVER () ORDER BY year DESC LIMIT 1
        """
    ).fetchone()
    return found[0] if found else None


def contributions(
    connection: duckdb.DuckDBPyConnection, declared: Declaration, selection: Selection
) -> dict[tuple[int, str], Number]:
    """What each counted incident adds to each line of a figure, by its number and the line's key.

    The key is empty where the figure is not broken down.
    """
    reading = Reading(connection, selection, count(connection, selection), "en")
    _open(reading, declared, row=None, by_line=True)
    rows = connection.execute("SELECT number, key, amount FROM opened").fetchall()
    return {(number, key): in_unit(Decimal(amount), declared) for number, key, amount in rows}


def _open(
    reading: Reading, declared: Declaration, *, row: str | None, by_line: bool = False
) -> None:
    """Lay out what each incident adds, once for each, or once for each of its lines."""
    asked = reading.asked
    over = _table(declared)
    routed = declared.method in ("flows", "destinations")
    key = _key(reading, declared)
    if row is not None and key is None:
        raise UnknownFigureError(
            "{figure} has no lines: open it without naming one.", figure=declared.id
        )
    reading.connection.execute(
        _OPENED.format(
            amount=AMOUNT.get(declared.measure, declared.measure),
            key=(by_line and key) or "''",
            who="number" if declared.all_reports else "incident",
            first=_FIRST[over],
            over=over,
            known=asked.known,
            overlapping=asked.overlapping,
            of_country=_SENT.format(leaving=asked.leaving) if routed else asked.of_country,
            where=declared.where,
            reason=asked.reason,
            counted=f"({COUNTED}, {DUPLICATE})" if declared.all_reports else f"({COUNTED})",
            only=_ONLY.get(declared.method, "true"),
            row="" if row is None else f" AND ({key}) = ?",
        ),
        [] if row is None else [row],
    )


def _table(declared: Declaration) -> str:
    if declared.method == "credited":
        return "credited"
    return declared.over if declared.over in ("reports", "documents") else "lines"


# Which fact of an incident is the only one it needs; credits are always several.
_FIRST = {"reports": "true", "lines": "lead <> 0", "credited": "false", "documents": "false"}
_SENT = "flow IN (SELECT flow FROM flows WHERE {leaving})"
# Which of the weighed incidents a figure is made of.
_ONLY = {
    "top_incidents": "incident IN (SELECT incident FROM largest)",
    "without_top3": "incident NOT IN"
    " (SELECT incident FROM largest ORDER BY drug_mg DESC, incident LIMIT 3)",
}
_OF_FLOW = "(SELECT {what} FROM flows WHERE flows.flow = fact_reports.flow)"


def _key(reading: Reading, declared: Declaration) -> str | None:
    """The key of the line that a fact belongs to, in SQL; None for a figure without lines."""
    month = reading.asked.month
    keys = {
        "month": f"printf('%04d-%02d', {month} // 12, {month} % 12 + 1)",
        "year": f"({month} // 12)::VARCHAR",
        "substance": "substance",
        "province": "province",
        "agency": "agency",
        "document": "document_kind",
        "top_incidents": "incident::VARCHAR",
        "credited": f"CASE WHEN shared THEN '{SHARED}' ELSE agency END",
        "flows": _OF_FLOW.format(what="leaves || '>' || destination"),
        "destinations": _OF_FLOW.format(what="destination"),
    }
    # How a figure is read says more than what it is broken down by.
    return keys.get(declared.method) or keys.get(declared.by)
