"""Every declared figure of a selection."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import duckdb

from markaz.briefing.cells import Reading, total
from markaz.briefing.counting import count
from markaz.briefing.declared import Declaration, declaration, declared
from markaz.briefing.methods.agencies import credited
from markaz.briefing.methods.beside import beside
from markaz.briefing.methods.risk import risk
from markaz.briefing.methods.routes import destinations, flows
from markaz.briefing.methods.weights import (
    median,
    top_incidents,
    unspecified_share,
    without_top3,
)
from markaz.records.figure import Figure, Selection

METHODS: Mapping[str, Callable[[Reading, Declaration], Figure]] = {
    "total": total,
    "beside": beside,
    "credited": credited,
    "unspecified_share": unspecified_share,
    "top_incidents": top_incidents,
    "without_top3": without_top3,
    "median": median,
    "flows": flows,
    "destinations": destinations,
}


def compute(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    *,
    lang: str = "en",
    ids: Collection[str] | None = None,
) -> tuple[Figure, ...]:
    """The figures of a selection over an opened ledger, in the order of the briefing.

    Raises:
        UnknownFigureError: one of the ids is not declared.
    """
    asked_for = declared() if ids is None else tuple(declaration(one) for one in ids)
    reading = Reading(connection, selection, count(connection, selection), lang)
    return tuple(read(reading, one) for one in asked_for)


def read(reading: Reading, one: Declaration) -> Figure:
    """One figure of what was counted; a plain total says what of it may still be double."""
    figure = METHODS[one.method](reading, one)
    if figure.value is None or one.method != "total" or one.by:
        return figure
    return replace(figure, risk=risk(reading, one, value=figure.value))
