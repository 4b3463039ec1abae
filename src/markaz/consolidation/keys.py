"""Keys that find candidates: two reports are compared only if they share one.

A key that too many reports share finds nothing in particular and is left out (a courier's
counter is no evidence); its finer neighbours still find what it would have found.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

# The cost of a key is the square of what shares it; at 25, a report meets some twenty others even
# in a ledger so dense that every coarse key is a hub.
LARGEST_BUCKET = 25

# Days fall into two shifted rows of weeks and weights into two shifted rows of steps of a third,
# so that neighbours share at least one of the two.  Day and month may have been swapped.
_PREPARED = """
CREATE OR REPLACE TEMP VIEW prepared AS
SELECT *, list_distinct([day // 8, -1 - (day + 4) // 8]) AS weeks,
       list_distinct([day // 8, -1 - (day + 4) // 8, swapped_day // 8,
                      -1 - (swapped_day + 4) // 8]) AS all_weeks,
       coalesce([floor(log10(amount) * 8 + 0.5)::BIGINT, -1 - floor(log10(amount) * 8)::BIGINT],
                [0]) AS bins,
       list_distinct([day, swapped_day]) AS days, coalesce(substance, '') AS stuff
FROM evidence
"""
# What a report has several of, and where its values stand.
LISTS = {
    "week": "weeks",
    "any_week": "all_weeks",
    "bin": "bins",
    "on_day": "days",
    "name": "names",
    "other_name": "names",
    "document": "documents",
    "carrier": "carriers",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """When a rule makes a key: in SQL, and of one report."""

    sql: str
    holds: Callable[[Mapping[str, Any]], bool]


CONDITIONS = {
    "placed": Condition("place IS NOT NULL", lambda of: of["place"] is not None),
    "spotted": Condition("spot IS NOT NULL", lambda of: of["spot"] is not None),
    "measured": Condition("amount IS NOT NULL", lambda of: of["amount"] is not None),
    "arrests": Condition("arrested > 0", lambda of: (of["arrested"] or 0) > 0),
    "vague": Condition(
        "(place IS NULL OR amount IS NULL)", lambda of: of["place"] is None or of["amount"] is None
    ),
    "exact": Condition("step < 1000000", lambda of: int(of["step"]) < 1_000_000),  # noqa: PLR2004
    "in order": Condition("name < other_name", lambda of: str(of["name"]) < of["other_name"]),
    "named": Condition("operation IS NOT NULL", lambda of: of["operation"] is not None),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What two reports must share; a value that is missing is left away."""

    name: str
    tag: int
    shared: tuple[str, ...]
    where: tuple[str, ...] = ()

    @property
    def sql(self) -> str:
        """The reports of the view `prepared`, each with the texts that it shares with others."""
        rows = "prepared"
        for part in self.shared:
            # Unnested among the columns: beside the table, DuckDB would join the lists back to
            # their rows, at thirty times the cost.
            if part in LISTS:
                rows = f"(SELECT *, unnest({LISTS[part]}) AS {part} FROM {rows})"  # noqa: S608
        where = " AND ".join(CONDITIONS[name].sql for name in self.where) or "true"
        return (
            f"SELECT number, concat_ws('|', {self.tag}, {', '.join(self.shared)})"  # noqa: S608
            f" FROM {rows} WHERE {where}"
        )


# The coarse ones first.
RULES = (
    Rule("place, substance, week", 1, ("place", "stuff", "any_week"), ("placed",)),
    Rule("place, substance, day", 2, ("place", "stuff", "day"), ("placed",)),
    Rule("spot, substance, week", 18, ("place", "spot", "stuff", "week"), ("placed", "spotted")),
    Rule("place, arrests, day", 3, ("place", "arrested", "day"), ("placed", "arrests")),
    Rule(
        "place, substance, quantity, week",
        4,
        ("place", "stuff", "bin", "week"),
        ("placed", "measured"),
    ),
    Rule(
        "province, substance, quantity, week",
        5,
        ("province", "stuff", "bin", "week"),
        ("measured",),
    ),
    # The share of a large seizure that an agency files without a place; a hub in a dense ledger.
    Rule("province, substance, week", 20, ("province", "stuff", "week")),
    Rule("province, substance, day or swapped day", 6, ("province", "stuff", "on_day")),
    Rule(
        "province, substance, arrests, week",
        7,
        ("province", "stuff", "arrested", "week"),
        ("vague",),
    ),
    Rule("quantity to the gram, substance", 8, ("amount", "stuff"), ("measured", "exact")),
    Rule("quantity, substance, day", 19, ("amount", "stuff", "day"), ("measured",)),
    Rule("name, week", 10, ("name", "any_week")),
    Rule("name, day", 11, ("name", "day")),
    Rule("name, place", 12, ("name", "place", "stuff"), ("placed",)),
    Rule("name, province, substance", 13, ("name", "province", "stuff")),
    Rule("two names", 14, ("name", "other_name"), ("in order",)),
    Rule("document or phone", 15, ("document",)),
    Rule("vehicle, vessel or flight, week", 16, ("carrier", "week")),
    Rule("operation", 17, ("operation",), ("named",)),
)

# The pairs of reports of the tables `keys` and `evidence` that share a fine key, and those of the
# table `known`; in SQL that DuckDB and Spark share.  No pair of one agency: one agency's two
# references are two events unless a person says so.
CANDIDATES = f"""
WITH fine AS (
    SELECT key FROM keys GROUP BY key HAVING count(*) BETWEEN 2 AND {LARGEST_BUCKET}
), held AS (
    SELECT keys.key, evidence.number, evidence.agency
    FROM keys JOIN fine ON keys.key = fine.key JOIN evidence ON keys.number = evidence.number
), standing AS (SELECT number FROM evidence)
SELECT l.number AS number_l, r.number AS number_r
FROM held l JOIN held r ON l.key = r.key
WHERE l.number < r.number AND l.agency <> r.agency
UNION
SELECT known.number_l, known.number_r FROM known
JOIN standing l ON l.number = known.number_l JOIN standing r ON r.number = known.number_r
"""  # noqa: S608 (a number of this module)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one rule found: keys, those left out as shared by too many, and the reports in these."""

    rule: str
    keys: int
    left_out: int
    reports_left_out: int


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view `prepared` that the rules read, of the table `evidence`."""
    connection.execute(_PREPARED)


def find(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `keys` (key, number) of the table `evidence`, the shared hubs included."""
    prepare(connection)
    connection.execute("CREATE OR REPLACE TABLE keys (key BIGINT, number BIGINT)")
    for rule in RULES:
        # The lower half of MD5 means the same in every version, process and engine.
        connection.execute(
            "INSERT INTO keys SELECT (md5_number_lower(text) // 2)::BIGINT, number"  # noqa: S608
            f" FROM ({rule.sql}) t (number, text)"
        )


def measure(connection: duckdb.DuckDBPyConnection) -> tuple[Measured, ...]:
    """How each rule spreads over the reports of the table `evidence`."""
    prepare(connection)
    found = []
    for rule in RULES:
        row = connection.execute(
            "WITH spread AS (SELECT count(DISTINCT number) AS reports"  # noqa: S608 (declared here)
            f" FROM ({rule.sql}) t (number, text) GROUP BY text)"
            " SELECT count(*), count(*) FILTER (reports > ?),"
            " coalesce(sum(reports) FILTER (reports > ?), 0)::BIGINT FROM spread",
            [LARGEST_BUCKET, LARGEST_BUCKET],
        ).fetchall()[0]
        found.append(Measured(rule.name, *row))
    return tuple(found)
