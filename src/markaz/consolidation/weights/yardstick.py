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
    """The yardstick of the view `evidence`, its shift still to be found."""
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


def with_rarity(evidence: pa.Table, yardstick: Yardstick) -> pa.Table:
    """The evidence with a column `tf_...` for each rare column, as Splink looks for them."""
    for column in RARE:
        found = [yardstick.frequency(column, value) for value in evidence[column].to_pylist()]
        evidence = evidence.append_column(f"tf_{column}", pa.array(found, pa.float64()))
    return evidence
