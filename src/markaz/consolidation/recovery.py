"""How well reports were put together, held against what is known to be one event.

A pair counts as true if both its reports tell of one event.  Recovery is measured on the pairs
that stand in one incident after grouping, and on whole incidents; the keys by the true pairs that
they find, and that no other key finds.
"""

from dataclasses import dataclass
from itertools import pairwise

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from markaz.consolidation.keys import LARGEST_BUCKET, RULES, prepare
from markaz.consolidation.weights.prior import chances

Numbers = npt.NDArray[np.float64]

# What is known, or what was found: the event of each report.
EVENTS = pa.schema([("number", pa.int64()), ("event", pa.int64())])
_BINS = (0.0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95, 0.99, 0.999, 1.0)
_PAIRS = (
    "SELECT l.number AS number_l, r.number AS number_r FROM {0} l JOIN {0} r"
    " ON l.event = r.event AND l.number < r.number"
)


@dataclass(frozen=True, slots=True)
class Score:
    """Of what was found, how much is true; of what is true, how much was found."""

    found: int
    true: int
    both: int

    @property
    def precision(self) -> float:
        """1.0 where nothing was found."""
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """1.0 where there was nothing to find."""
        return self.both / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Recovery:
    """Pairs that stand together, and whole incidents of more than one report."""

    pairs: Score
    incidents: Score


@dataclass(frozen=True, slots=True)
class Bin:
    """The pairs whose probability lies in a range: what was said of them, and what is so."""

    least: float
    most: float
    pairs: int
    said: float
    true: float


@dataclass(frozen=True, slots=True)
class Blocked:
    """One rule: the pairs it makes, the share of true pairs it finds, and finds alone."""

    rule: str
    pairs: int
    recall: float
    alone: float


def recovery(known: pa.Table, found: pa.Table) -> Recovery:
    """Hold incidents against the truth (both EVENTS); `found` may leave single reports out.

    Only reports that the truth knows are looked at.
    """
    with duckdb.connect() as connection:
        connection.register("known", known)
        connection.register("told", found)
        connection.execute(
            "CREATE VIEW found AS SELECT told.* FROM told SEMI JOIN known USING (number)"
        )
        pairs = _scored(connection, _PAIRS.format("found"), _PAIRS.format("known"))
        incidents = _scored(connection, _incidents("found"), _incidents("known"))
    return Recovery(pairs, incidents)


def calibration(kept: pa.Table, known: pa.Table) -> tuple[Bin, ...]:
    """Of the pairs (schema KEPT) said to be true with some probability, how many are (EVENTS)."""
    same = same_event(kept, known)
    said = chances(kept["weight_mbits"].to_numpy() / 1000)
    found = []
    for least, most in pairwise(_BINS):
        inside = (said >= least) & ((said < most) | (most == 1.0))
        if inside.any():
            found.append(
                Bin(
                    least,
                    most,
                    int(inside.sum()),
                    round(float(said[inside].mean()), 4),
                    round(float(same[inside].mean()), 4),
                )
            )
    return tuple(found)


def same_event(pairs: pa.Table, known: pa.Table) -> Numbers:
    """For each pair (left, right) whether it is one event: 1 or 0; 0 where it is not known."""
    known = known.sort_by("number")
    numbers, events = known["number"].to_numpy(), known["event"].to_numpy()
    sides = []
    for at, side in enumerate(("left", "right")):
        wanted = pairs[side].to_numpy()
        place = np.minimum(np.searchsorted(numbers, wanted), max(len(numbers) - 1, 0))
        told = numbers[place] == wanted if len(numbers) else np.zeros(len(wanted), dtype=bool)
        # A report that nobody knows of equals nothing, not even another such.
        sides.append(np.where(told, events[place] if len(numbers) else 0, -1 - at))
    same: Numbers = (sides[0] == sides[1]).astype(np.float64)
    return same


def blocking(connection: duckdb.DuckDBPyConnection, known: pa.Table) -> tuple[Blocked, ...]:
    """What each rule finds of the true pairs of two agencies; the last row is all rules together.

    Reads the table `evidence`; `known` has the schema EVENTS.
    """
    prepare(connection)
    connection.register("known", known)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE true_pairs AS SELECT p.* FROM"  # noqa: S608 (declared here)
        f" ({_PAIRS.format('known')}) p JOIN evidence l ON l.number = number_l"
        " JOIN evidence r ON r.number = number_r WHERE l.agency <> r.agency"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE met (rule INTEGER, a BIGINT, b BIGINT)")
    made = [_meet(connection, rule.tag, rule.sql) for rule in RULES]
    true = max(_one(connection, "SELECT count(*) FROM true_pairs"), 1)
    alone = dict(
        connection.execute(
            "SELECT rule, count(*) FROM (SELECT any_value(rule) AS rule FROM met GROUP BY a, b"
            " HAVING count(*) = 1) GROUP BY rule"
        ).fetchall()
    )
    every = dict(connection.execute("SELECT rule, count(*) FROM met GROUP BY rule").fetchall())
    found = [
        Blocked(rule.name, pairs, every.get(rule.tag, 0) / true, alone.get(rule.tag, 0) / true)
        for rule, pairs in zip(RULES, made, strict=True)
    ]
    together = _one(connection, "SELECT count(*) FROM (SELECT DISTINCT a, b FROM met)")
    return (*found, Blocked("all rules", sum(made), together / true, together / true))


def _meet(connection: duckdb.DuckDBPyConnection, tag: int, sql: str) -> int:
    """Remember the true pairs that a rule finds; gives how many pairs it makes."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE pairs_of_rule AS WITH told AS"  # noqa: S608 (declared rules)
        f" (SELECT DISTINCT * FROM ({sql}) t (number, text)), fine AS (SELECT text FROM told"
        f" GROUP BY text HAVING count(*) BETWEEN 2 AND {LARGEST_BUCKET}), held AS (SELECT"
        " told.number, told.text, agency FROM told JOIN fine USING (text)"
        " JOIN evidence USING (number)) SELECT DISTINCT l.number AS a, r.number AS b"
        " FROM held l JOIN held r ON l.text = r.text AND l.number < r.number"
        " AND l.agency <> r.agency"
    )
    connection.execute(
        "INSERT INTO met SELECT ?, a, b FROM pairs_of_rule"
        " JOIN true_pairs ON a = number_l AND b = number_r",
        [tag],
    )
    return _one(connection, "SELECT count(*) FROM pairs_of_rule")


def _scored(connection: duckdb.DuckDBPyConnection, found: str, known: str) -> Score:
    counted = (
        _one(connection, f"SELECT count(*) FROM ({sql})")  # noqa: S608 (our own queries)
        for sql in (found, known, f"{found} INTERSECT {known}")
    )
    return Score(*counted)


def _incidents(table: str) -> str:
    """Each incident of more than one report, as the list of its reports."""
    return (
        f"SELECT list(number ORDER BY number) AS members FROM {table}"  # noqa: S608 (our own)
        " GROUP BY event HAVING count(*) > 1"
    )


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])
