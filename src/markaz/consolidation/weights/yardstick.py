"""What a ledger is like: how often each place and substance stands in it, and how many reports.

A full run measures it and keeps it; a report that comes alone is weighed with the same yardstick,
so that it weighs what it will weigh in the next full run.
"""

from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

RARE = ("place", "substance")
# A ledger that has grown or shrunk beyond this factor is measured afresh.
_DRIFT = 1.25


@dataclass(frozen=True, slots=True)
class Yardstick:
    """Frequencies (0 to 1) by column and value, the ledger's size and its shift in bits."""

    reports: int = 0
    shift: float = 0.0
    frequencies: dict[str, dict[str, float]] = field(default_factory=dict)

    def still_fits(self, reports: int) -> bool:
        """Whether a ledger of this size may be weighed with it."""
        return bool(self.reports) and self.reports / _DRIFT <= reports <= self.reports * _DRIFT

    def frequency(self, column: str, value: str | None) -> float:
        """How often a value stands in the ledger; one it has not seen is as rare as one report."""
        unseen = 1 / max(self.reports, 1)
        return unseen if value is None else self.frequencies.get(column, {}).get(value, unseen)


def measured(connection: duckdb.DuckDBPyConnection) -> Yardstick:
    """The yardstick of the table `evidence`, its shift still to be found."""
    reports = connection.execute("SELECT count(*) FROM evidence").fetchall()[0][0]
    return Yardstick(
        reports=reports,
        frequencies={
            column: dict(
                connection.execute(
                    f"SELECT {column}, count(*) / {max(reports, 1)} FROM evidence"  # noqa: S608 (named above)
                    f" WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY 1"
                ).fetchall()
            )
            for column in RARE
        },
    )


def rate(connection: duckdb.DuckDBPyConnection, evidence: pa.Table, yardstick: Yardstick) -> None:
    """Make the table `evidence` with a column `tf_...` for each rare column."""
    connection.register("told", evidence)
    joins, columns = "", ""
    for column in RARE:
        known = yardstick.frequencies.get(column, {})
        connection.register(
            f"known_{column}",
            pa.table(
                {
                    "value": pa.array(list(known), pa.string()),
                    "frequency": pa.array(list(known.values()), pa.float64()),
                }
            ),
        )
        joins += f" LEFT JOIN known_{column} ON known_{column}.value = told.{column}"
        columns += f", coalesce(known_{column}.frequency, {_unseen(yardstick)!r}) AS tf_{column}"
    connection.execute(f"CREATE TABLE evidence AS SELECT told.*{columns} FROM told{joins}")  # noqa: S608
    for name in ("told", *(f"known_{column}" for column in RARE)):
        connection.unregister(name)


def rated(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """The table `evidence` with its columns `tf_...`, in the order of the reports' numbers."""
    return connection.execute("SELECT * FROM evidence ORDER BY number").to_arrow_table()


def _unseen(yardstick: Yardstick) -> float:
    """A value the ledger has not seen is as rare as one report in it."""
    return 1 / max(yardstick.reports, 1)
