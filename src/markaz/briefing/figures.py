"""Every declared figure of a selection."""

from collections.abc import Collection

import duckdb

from markaz.briefing.cells import Reading
from markaz.briefing.counting import count
from markaz.briefing.declared import declaration, declared
from markaz.briefing.special import METHODS
from markaz.records.figure import Figure, Selection


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
    return tuple(METHODS[one.method](reading, one) for one in asked_for)
