"""Finding incidents in the ledger: by words, period, kind, substance, place and agency."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import duckdb

from markaz.briefing.counting import conditions
from markaz.data.folding import fold
from markaz.data.substances import SUBSTANCES, substance_code
from markaz.records.figure import Selection
from markaz.records.report import Spoken

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
class Found:
    """One page of the incidents found, and who speaks for those that several reports tell of."""

    numbers: tuple[int, ...]
    total: int
    spoken: Mapping[int, Spoken] = field(default_factory=dict)


_HEADS = """
WITH shown AS (
    SELECT facts.* EXCLUDE (dim), agency, country, province, kind
    FROM fact_reports facts JOIN dims USING (dim)
    WHERE known_to IS NULL AND grain = 'event'
), heads AS (
    SELECT incident AS number, occurred_first, drug_mg FROM shown WHERE NOT duplicate
)"""
_NARROWED = """, matching AS MATERIALIZED (
    SELECT DISTINCT incident AS number FROM shown WHERE {conditions}
), found AS MATERIALIZED (SELECT * FROM heads SEMI JOIN matching USING (number))"""
# Not kept: counting a million heads and taking the first few each read only what they need.
_ALL = ", found AS NOT MATERIALIZED (SELECT * FROM heads)"
_PAGE = """, page AS MATERIALIZED (
    SELECT number FROM found {beside} {sort} LIMIT {limit:d} OFFSET {offset:d}
)
SELECT (SELECT count(*) FROM found), (SELECT list(number) FROM page)"""
_JOINED = (
    "LEFT JOIN (SELECT incident AS number, count(*) AS joined FROM shown WHERE duplicate"
    " GROUP BY incident) USING (number)"
)
_SORTS = {
    Order.LATEST: "ORDER BY occurred_first DESC NULLS LAST, number DESC",
    Order.EARLIEST: "ORDER BY occurred_first NULLS LAST, number",
    Order.HEAVIEST: "ORDER BY drug_mg DESC NULLS LAST, number DESC",
    Order.MOST_REPORTS: "ORDER BY joined DESC NULLS LAST, number DESC",
}


def find(
    connection: duckdb.DuckDBPyConnection, search: Search, *, limit: int, offset: int = 0
) -> Found:
    """The incidents of which at least one visible report answers the whole search.

    Reads a ledger opened for one viewer.
    """
    asked = list(_conditions(search))
    conditions = " AND ".join(condition for condition, _ in asked)
    parameters = [value for _, values in asked for value in values]
    query = (
        _HEADS
        + (_NARROWED.format(conditions=conditions) if asked else _ALL)
        + _PAGE.format(
            beside=_JOINED if search.order is Order.MOST_REPORTS else "",
            sort=_SORTS[search.order],
            limit=limit,
            offset=offset,
        )
    )
    total, numbers = connection.execute(query, parameters).fetchall()[0]
    return Found(
        numbers=tuple(numbers or ()), total=total, spoken=_spoken(connection, numbers or ())
    )


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of an incident on which reports differ: who speaks for it, how many say otherwise."""

    incident: int
    field: str
    number: int
    differing: int


@dataclass(frozen=True, slots=True)
class Conflicts:
    """One page of the values in conflict, how many there are, and who speaks for the incidents."""

    rows: tuple[Conflict, ...]
    total: int
    spoken: Mapping[int, Spoken]


def conflicts(connection: duckdb.DuckDBPyConnection, *, limit: int, offset: int = 0) -> Conflicts:
    """The values that visible reports contradict each other on, the heaviest incidents first."""
    rows = connection.execute(
        "SELECT incident, field, number, differing FROM conflicts"
        " ORDER BY mass_mg DESC NULLS LAST, incident, field LIMIT ? OFFSET ?",
        [limit, offset],
    ).fetchall()
    found = connection.execute("SELECT count(*) FROM conflicts").fetchone()
    return Conflicts(
        rows=tuple(Conflict(*row) for row in rows),
        total=found[0] if found else 0,
        spoken=_spoken(connection, [row[0] for row in rows]),
    )


def _spoken(connection: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> Mapping[int, Spoken]:
    rows = connection.execute(
        "SELECT incident, drugs_id, people_id, when_id, where_id FROM spoken"
        " WHERE known_to IS NULL AND incident IN (SELECT unnest(?::BIGINT[]))",
        [list(numbers)],
    ).fetchall()
    return {incident: Spoken(*who) for incident, *who in rows}


def stood(connection: duckdb.DuckDBPyConnection, incident: int, *, selection: Selection) -> bool:
    """Whether a briefing of this selection counted any report of the incident."""
    asked = conditions(connection, selection)
    found = connection.execute(
        f"SELECT 1 FROM fact_reports WHERE (incident = ? OR number = ?) AND {asked.known}"  # noqa: S608 (our own conditions)
        f" AND {asked.inside} AND dim IN (SELECT dim FROM dims WHERE {asked.of_country}) LIMIT 1",
        [incident, incident],
    ).fetchone()
    return found is not None


def countries(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The countries that visible reports tell of."""
    rows = connection.execute("SELECT DISTINCT country FROM dims ORDER BY country")
    return tuple(country for (country,) in rows.fetchall() if country)


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
    "shown.incident IN (SELECT incident FROM fact_lines JOIN dims USING (dim)"
    " WHERE known_to IS NULL AND ({}))"
)
# A family's code is the beginning of its substances' codes.
_SUBSTANCE = "substance = ? OR starts_with(substance, ? || '-')"


def _worded(text: str) -> tuple[str, list[Parameter]]:
    """The words as part of a reference, place or operation, or as the name of a substance."""
    found = ["contains(words, ?)"]
    codes = _substances(text)
    if codes:
        found.append(_HOLDS.format(f"substance IN ({', '.join('?' for _ in codes)})"))
    return f"({' OR '.join(found)})", [text.lower(), *codes]


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
