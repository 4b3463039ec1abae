"""Reports of a batch as tables that the rules of the checker ask with SELECTs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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


@dataclass(frozen=True, slots=True)
class Filed:
    """Reports and their lines, with the schemas of the ledger, and what was frozen before."""

    reports: pa.Table
    lines: pa.Table
    frozen: Sequence[Frozen] = ()

    def ask(self, statement: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows that a SELECT over `reports` and `lines` gives."""
        with duckdb.connect() as connection:
            connection.register("reports", self.reports)
            connection.register("lines", self.lines)
            yield from connection.execute(statement, values).fetchall()
