"""Opening a figure: the incidents it counts and the reports behind each."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from markaz.briefing.cells import Reading, in_unit
from markaz.briefing.counting import COUNTED, count, known_then
from markaz.briefing.declared import Declaration, declaration
from markaz.briefing.labels import place_label
from markaz.briefing.special import METHODS
from markaz.records.errors import UnknownFigureError
from markaz.records.figure import Figure, Number, Selection


@dataclass(frozen=True, slots=True)
class CountedIncident:
    """One incident of a figure: what it adds, where and when, and who reported it.

    `reports` are the numbers of the reports behind it, the speaking one first.
    """

    number: int
    reports: tuple[int, ...]
    amount: Number | None
    occurred: date | None
    place: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure with one page of its incidents, and how many there are."""

    figure: Figure
    incidents: tuple[CountedIncident, ...]
    total: int


# What each measure is called on a single fact.
_LINE_AMOUNT = {"volume_ul": "volume_ul", "pieces": "pieces", "value_uusd": "value_uusd"}
_REPORT_AMOUNT = {
    "arrested": "arrested",
    "arrested_foreign": "arrested_foreign",
    "area_ha": "area_ha",
    "cents": "stated_value_usd_cents",
    "reports": "1",
}
_PAGE = """
CREATE OR REPLACE TEMP TABLE opened AS
SELECT number, sum({amount}) AS amount FROM fact_{over} JOIN visible_dims USING (dim)
WHERE {known} AND {overlapping} AND {of_country} AND {where} AND {reason} = {counted}
  AND {amount} IS NOT NULL{row}
GROUP BY number
"""
_BEHIND = """
WITH page AS (SELECT * FROM opened ORDER BY amount DESC, number LIMIT {limit} OFFSET {offset}),
held AS (
    SELECT number, incident FROM links
    WHERE {known}
), members AS (
    SELECT number AS head, number FROM page
    UNION SELECT page.number, held.number FROM page JOIN held ON held.incident = page.number
    UNION SELECT page.number, other.number FROM page JOIN held USING (number)
          JOIN held other ON other.incident = held.incident
)
SELECT page.number, page.amount, list(DISTINCT reports.number ORDER BY reports.number),
       min(occurred_first) FILTER (reports.number = page.number),
       list(DISTINCT reports.agency ORDER BY reports.agency),
       min(province) FILTER (reports.number = page.number),
       min(district) FILTER (reports.number = page.number),
       min(place_text) FILTER (reports.number = page.number)
FROM page JOIN members ON members.head = page.number JOIN reports ON reports.number = members.number
WHERE {known}
GROUP BY page.number, page.amount ORDER BY page.amount DESC, page.number
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
) -> Opened:
    """A figure and one page of the incidents it counts, the greatest first.

    `row` narrows to one line of a broken-down figure by its key.
    """
    declared = declaration(figure)
    reading = Reading(connection, selection, count(connection, selection), lang)
    computed = METHODS[declared.method](reading, declared)
    if not limit:
        return Opened(figure=computed, incidents=(), total=computed.counted)
    _open(reading, declared, row=row)
    total = connection.execute("SELECT count(*) FROM opened").fetchall()[0][0]
    found = connection.execute(
        _BEHIND.format(limit=int(limit), offset=int(offset), known=known_then(selection))
    ).fetchall()
    incidents = tuple(
        CountedIncident(
            number=number,
            reports=(number, *sorted(set(reports) - {number})),
            amount=in_unit(Decimal(amount), declared),
            occurred=occurred,
            place=place_label(province or "", district or "", place or "", lang=lang),
            agencies=tuple(agencies),
        )
        for number, amount, reports, occurred, agencies, province, district, place in found
    )
    return Opened(figure=computed, incidents=incidents, total=total)


def latest_day(connection: duckdb.DuckDBPyConnection) -> date | None:
    """The day of the latest event that stands in the ledger; None where there is none."""
    found = connection.execute(
        "SELECT max(occurred_last) FROM fact_reports SEMI JOIN visible_dims USING (dim)"
        " WHERE known_to IS NULL"
    ).fetchone()
    return found[0] if found else None


def contributions(
    connection: duckdb.DuckDBPyConnection, declared: Declaration, selection: Selection
) -> dict[int, Number]:
    """What each counted incident adds to a figure, by its number."""
    reading = Reading(connection, selection, count(connection, selection), "en")
    _open(reading, declared, row=None)
    rows = connection.execute("SELECT number, amount FROM opened").fetchall()
    return {number: in_unit(Decimal(amount), declared) for number, amount in rows}


def _open(reading: Reading, declared: Declaration, *, row: str | None) -> None:
    weighed = declared.method in ("top_incidents", "without_top3", "median", "unspecified_share")
    if declared.over == "reports":
        amount = _REPORT_AMOUNT.get(declared.measure, "1")
    else:
        amount = "mass_mg" if weighed else _LINE_AMOUNT.get(declared.measure, "mass_mg")
    asked = reading.asked
    condition, parameters = _row_condition(reading, declared, row)
    place = "true" if declared.method in ("flows", "destinations") else asked.of_country
    reading.connection.execute(
        _PAGE.format(
            amount=amount,
            over=declared.over,
            known=asked.known,
            overlapping=asked.overlapping,
            of_country=place,
            where=declared.where,
            reason=asked.reason,
            counted=COUNTED,
            row=condition,
        ),
        parameters,
    )


def _row_condition(
    reading: Reading, declared: Declaration, row: str | None
) -> tuple[str, list[str]]:
    """The condition of one line by its key, and the key as its parameter."""
    routed = declared.method in ("flows", "destinations")
    leaving = f" AND flow IN (SELECT flow FROM flows WHERE {reading.asked.leaving})"  # noqa: S608
    narrowed = leaving if routed else ""
    if row is None:
        return narrowed, []
    month = reading.asked.month
    pair = "(CASE WHEN departure = '' THEN country ELSE departure END) || '>' || destination"
    conditions = {
        "month": f"printf('%04d-%02d', {month} // 12, {month} % 12 + 1) = ?",
        "year": f"({month} // 12)::VARCHAR = ?",
        "substance": "substance = ?",
        "province": "province = ?",
        "agency": "agency = ?",
        "top_incidents": "number::VARCHAR = ?",
        "flows": f"flow IN (SELECT flow FROM flows WHERE {pair} = ?)",  # noqa: S608
        "destinations": "flow IN (SELECT flow FROM flows WHERE destination = ?)",
    }
    condition = conditions.get(declared.by or declared.method)
    if condition is None:
        raise UnknownFigureError(f"{declared.id} has no lines: open it without naming one.")
    return f"{narrowed} AND {condition}", [row]
