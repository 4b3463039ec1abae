"""Finding incidents in the ledger: by words, period, kind, substance, place and agency."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

import duckdb

from markaz.data.folding import fold
from markaz.data.substances import SUBSTANCES, substance_code

Parameter = str | int | date
# Shorter pieces of a word would match half the vocabulary.
_SHORTEST_WORD = 3


class Order(StrEnum):
    """What the list of incidents is sorted by."""

    LATEST = "latest"
    EARLIEST = "earliest"
    HEAVIEST = "heaviest"
    MOST_REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked of the incidents; an empty text asks nothing."""

    text: str = ""
    first: date | None = None
    last: date | None = None
    kind: str = ""
    substance: str = ""
    province: str = ""
    country: str = ""
    agency: str = ""
    order: Order = Order.LATEST


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """One incident as a list shows it; weights are those of the report that speaks for it."""

    number: int
    occurred_first: date | None
    occurred_last: date | None
    kind: str
    province: str
    district: str
    place_text: str
    country: str
    references: tuple[str, ...]
    agencies: tuple[str, ...]
    operation: str
    arrested: int | None
    substances: tuple[str, ...]
    mass_mg: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the incidents found, and how many there are in all."""

    incidents: tuple[IncidentLine, ...]
    total: int


# Of an incident's visible reports the one with the smallest number speaks for it, as in figures.
_SPOKEN_FOR_ALL = "SELECT number, incident AS head FROM standing"
_SPOKEN_FOR_SOME = """
    SELECT number, min(number) OVER (PARTITION BY incident) AS head
    FROM (SELECT number, incident FROM standing UNION SELECT incident, incident FROM standing)
    SEMI JOIN shown USING (number)"""
_HEADS = """
WITH standing AS MATERIALIZED (
    SELECT number, incident FROM links WHERE known_to IS NULL
), shown AS (
    SELECT facts.* EXCLUDE (dim), agency, country, province, kind
    FROM fact_reports facts JOIN visible_dims USING (dim)
    WHERE known_to IS NULL AND grain = 'event'
), spoken AS MATERIALIZED ({spoken}
), heads AS (
    SELECT number, occurred_first, drug_mg FROM shown
    ANTI JOIN (SELECT number FROM spoken WHERE number <> head) USING (number)
)"""
_NARROWED = """, matching AS MATERIALIZED (
    SELECT DISTINCT coalesce(spoken.head, shown.number) AS number
    FROM shown LEFT JOIN spoken USING (number) WHERE {conditions}
), found AS MATERIALIZED (SELECT * FROM heads SEMI JOIN matching USING (number))"""
_ALL = ", found AS MATERIALIZED (SELECT * FROM heads)"
_PAGE = """, page AS MATERIALIZED (
    SELECT number FROM found {beside} {sort} LIMIT {limit:d} OFFSET {offset:d}
)
SELECT (SELECT count(*) FROM found), (SELECT list(number) FROM page)"""
_JOINED = (
    "LEFT JOIN (SELECT head AS number, count(*) AS joined FROM spoken GROUP BY head) USING (number)"
)
_SORTS = {
    Order.LATEST: "ORDER BY occurred_first DESC NULLS LAST, number DESC",
    Order.EARLIEST: "ORDER BY occurred_first NULLS LAST, number",
    Order.HEAVIEST: "ORDER BY drug_mg DESC NULLS LAST, number DESC",
    Order.MOST_REPORTS: "ORDER BY joined DESC NULLS LAST, number DESC",
}
_DETAILS = """
WITH asked AS (
    SELECT unnest(?::BIGINT[]) AS head
), standing AS (
    SELECT number, incident FROM links WHERE known_to IS NULL
), incidents AS (
    SELECT head, coalesce(incident, head) AS incident
    FROM asked LEFT JOIN standing ON standing.number = head
), told_by AS MATERIALIZED (
    SELECT head, incident AS number FROM incidents
    UNION SELECT head, number FROM incidents JOIN standing USING (incident)
), filed AS MATERIALIZED (
    SELECT told_by.head, reports.* FROM reports JOIN told_by USING (number)
    WHERE known_to IS NULL AND report_id IN (
        SELECT report_id FROM fact_reports SEMI JOIN told_by USING (number))
), together AS (
    SELECT head, list(reference ORDER BY number) AS names,
           list(DISTINCT agency ORDER BY agency) AS agencies,
           coalesce(max(nullif(operation_text, '')), '') AS operation
    FROM filed GROUP BY head
), weighed AS (
    SELECT number, list(DISTINCT substance ORDER BY substance) AS substances,
           sum(mass_mg)::BIGINT AS mass_mg
    FROM fact_lines JOIN dims USING (dim)
    WHERE known_to IS NULL AND number IN (SELECT head FROM asked) GROUP BY number
)
SELECT filed.number, occurred_first, occurred_last, kind, province, district, place_text, country,
       names, agencies, operation, arrested, coalesce(substances, []), weighed.mass_mg
FROM filed JOIN together USING (head) LEFT JOIN weighed ON weighed.number = head
WHERE filed.number = head
"""
# The names of an incident's facts, in the order of the columns above.
_SHOWN = tuple(field.name for field in fields(IncidentLine))


def find(
    connection: duckdb.DuckDBPyConnection, search: Search, *, limit: int, offset: int = 0
) -> Found:
    """The incidents of which at least one visible report answers the whole search.

    Reads a ledger opened for one viewer.
    """
    asked = list(_conditions(search))
    conditions = " AND ".join(condition for condition, _ in asked)
    parameters = [value for _, values in asked for value in values]
    sees_all = connection.execute("SELECT yes FROM sees_all").fetchall()[0][0]
    query = (
        _HEADS.format(spoken=_SPOKEN_FOR_ALL if sees_all else _SPOKEN_FOR_SOME)
        + (_NARROWED.format(conditions=conditions) if asked else _ALL)
        + _PAGE.format(
            beside=_JOINED if search.order is Order.MOST_REPORTS else "",
            sort=_SORTS[search.order],
            limit=limit,
            offset=offset,
        )
    )
    total, numbers = connection.execute(query, parameters).fetchall()[0]
    return Found(incidents=_lines(connection, numbers or []), total=total)


def countries(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The countries that visible reports tell of."""
    rows = connection.execute("SELECT DISTINCT country FROM visible_dims ORDER BY country")
    return tuple(country for (country,) in rows.fetchall() if country)


def _lines(connection: duckdb.DuckDBPyConnection, numbers: list[int]) -> tuple[IncidentLine, ...]:
    rows = connection.execute(_DETAILS, [numbers]).fetchall() if numbers else []
    by_number = {row[0]: row for row in rows}
    return tuple(_line(by_number[number]) for number in numbers)


def _line(row: tuple[Any, ...]) -> IncidentLine:
    facts: dict[str, Any] = dict(zip(_SHOWN, row, strict=True))
    lists: dict[str, Any] = {
        name: tuple(facts.pop(name)) for name in ("references", "agencies", "substances")
    }
    return IncidentLine(**facts, **lists)


def _conditions(search: Search) -> Iterator[tuple[str, list[Parameter]]]:
    """Each thing asked, as a condition on one report and its parameters."""
    if search.text:
        yield _worded(search.text)
    if search.first:
        yield "occurred_last >= ?", [search.first]
    if search.last:
        yield "occurred_first <= ?", [search.last]
    for column in ("kind", "province", "country"):
        value = getattr(search, column)
        if value:
            yield f"{column} = ?", [value]
    if search.agency:
        # A directorate's reports are its agency's too.
        yield "(agency = ? OR starts_with(agency, ?))", [search.agency, f"{search.agency}-"]
    if search.substance:
        yield _HOLDS.format(_SUBSTANCE), [search.substance] * 2


_HOLDS = (
    "shown.number IN (SELECT number FROM fact_lines JOIN dims USING (dim)"
    " WHERE known_to IS NULL AND ({}))"
)
# A family's code is the beginning of its substances' codes.
_SUBSTANCE = "substance = ? OR starts_with(substance, ? || '-')"


def _worded(text: str) -> tuple[str, list[Parameter]]:
    """The words as part of a reference, place or operation, or as the name of a substance."""
    columns = ("reference", "place_text", "operation_text")
    holding = " OR ".join(f"contains(lower({column}), ?)" for column in columns)
    found = [f"report_id IN (SELECT report_id FROM reports WHERE {holding})"]  # noqa: S608 (our own names)
    codes = _substances(text)
    if codes:
        found.append(_HOLDS.format(f"substance IN ({', '.join('?' for _ in codes)})"))
    return f"({' OR '.join(found)})", [*[text.lower()] * len(columns), *codes]


def _substances(text: str) -> list[str]:
    """The substances that a word names in full, or whose name in either language holds it."""
    named = substance_code(text)
    if named:
        return [named]
    folded = fold(text)
    return [
        known.code
        for known in SUBSTANCES.values()
        if len(folded) >= _SHORTEST_WORD
        and (folded in fold(known.label_en) or folded in fold(known.label_ur))
    ]
