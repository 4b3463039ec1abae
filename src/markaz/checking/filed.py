"""Reports of a batch as tables that the rules of the checker ask with SELECTs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import duckdb
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Frozen:
    """A stretch of days, both inclusive, whose figures were printed and kept at a moment."""

    name: str
    first: date
    last: date
    at: datetime


@dataclass(frozen=True)
class Filed:
    """Reports and their lines, with the schemas of the ledger, and what was frozen before."""

    reports: pa.Table
    lines: pa.Table
    frozen: Sequence[Frozen] = ()

    def ask(self, statement: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows that a SELECT over `reports` and `lines` gives."""
        yield from self._connection.execute(statement, values).fetchall()

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        """One connection for all rules: opening it costs more than most of them."""
        connection = duckdb.connect()
        connection.register("reports", self.reports)
        connection.register("lines", self.lines)
        return connection
