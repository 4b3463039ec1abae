"""Keys that find candidates: two reports are compared only if they share one.

A key that too many reports share finds nothing in particular and is left out (a courier's
counter is no evidence); its finer neighbours still find what it would have found.
"""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

# The cost of a key is the square of what shares it; at 25, a report meets some twenty others even
# in a ledger so dense that every coarse key is a hub.
LARGEST_BUCKET = 25

KEYS = pa.schema([("key", pa.int64()), ("number", pa.int64())])

# Days fall into two shifted rows of weeks and weights into two shifted rows of steps of a third,
# so that neighbours share at least one of the two.  Day and month may have been swapped.
_PREPARED = """
CREATE OR REPLACE TEMP TABLE prepared AS
SELECT *, [day // 8, -1 - (day + 4) // 8] AS weeks,
       list_distinct([day // 8, -1 - (day + 4) // 8, swapped_day // 8,
                      -1 - (swapped_day + 4) // 8]) AS all_weeks,
       coalesce([round(log10(amount) * 8)::BIGINT, -1 - floor(log10(amount) * 8)::BIGINT], [0])
           AS bins,
       list_distinct([day, swapped_day]) AS days, coalesce(substance, '') AS stuff
FROM evidence
"""
_WEEK, _BIN, _DAY, _NAME = (
    "unnest(weeks) w (week)",
    "unnest(bins) b (bin)",
    "unnest(days) d (on_day)",
    "unnest(names) n (name)",
)
_ANY_WEEK = "unnest(all_weeks) w (week)"


def _rule(shared: str, *exploded: str, where: str = "true") -> str:
    """Reports with the text that two must share; a null in it is left away."""
    return f"SELECT number, concat_ws('|', {shared}) FROM {', '.join(('prepared', *exploded))} WHERE {where}"  # noqa: S608, E501


_PLACED, _WEIGHED = "place IS NOT NULL", "amount IS NOT NULL"
# Name of the rule: the reports and what two of them must share, the coarse ones first.
RULES = {
    "place, substance, week": _rule("1, place, stuff, week", _ANY_WEEK, where=_PLACED),
    "place, substance, day": _rule("2, place, stuff, day", where=_PLACED),
    "spot, substance, week": _rule(
        "18, place, spot, stuff, week", _WEEK, where=f"{_PLACED} AND spot IS NOT NULL"
    ),
    "place, arrests, day": _rule("3, place, arrested, day", where=f"{_PLACED} AND arrested > 0"),
    "place, substance, quantity, week": _rule(
        "4, place, stuff, bin, week", _WEEK, _BIN, where=f"{_PLACED} AND {_WEIGHED}"
    ),
    "province, substance, quantity, week": _rule(
        "5, province, stuff, bin, week", _WEEK, _BIN, where=_WEIGHED
    ),
    "province, substance, day or swapped day": _rule("6, province, stuff, on_day", _DAY),
    "province, substance, arrests, week": _rule(
        "7, province, stuff, arrested, week", _WEEK, where="place IS NULL OR amount IS NULL"
    ),
    "quantity to the gram, substance": _rule("8, amount, stuff", where="step < 1000000"),
    "name, week": _rule("10, name, week", _ANY_WEEK, _NAME),
    "name, day": _rule("11, name, day", _NAME),
    "name, place": _rule("12, name, place, stuff", _NAME, where=_PLACED),
    "name, province, substance": _rule("13, name, province, stuff", _NAME),
    "two names": _rule("14, name, other", _NAME, "unnest(names) o (other)", where="name < other"),
    "document or phone": _rule("15, document", "unnest(documents) d (document)"),
    "vehicle, vessel or flight, week": _rule(
        "16, carrier, week", _WEEK, "unnest(carriers) c (carrier)"
    ),
    "operation": _rule("17, operation", where="operation IS NOT NULL"),
}


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
SELECT l.number AS left, r.number AS right
FROM held l JOIN held r ON l.key = r.key
WHERE l.number < r.number AND l.agency <> r.agency
UNION
SELECT known.left, known.right FROM known
JOIN standing l ON l.number = known.left JOIN standing r ON r.number = known.right
"""  # noqa: S608 (a number of this module)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one rule found: keys, those left out as shared by too many, and the reports in these."""

    rule: str
    keys: int
    left_out: int
    reports_left_out: int


def keys(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Every key of every report of the view `evidence` (schema KEYS), the shared hubs included."""
    connection.execute(_PREPARED)
    # The lower half of MD5 means the same in every version, process and engine.
    union = " UNION ALL ".join(RULES.values())
    return (
        connection.execute(
            "SELECT DISTINCT (md5_number_lower(text) // 2)::BIGINT AS key, number"  # noqa: S608 (declared here)
            f" FROM ({union}) t (number, text) ORDER BY key, number"
        )
        .to_arrow_table()
        .cast(KEYS)
    )


def measure(connection: duckdb.DuckDBPyConnection) -> tuple[Measured, ...]:
    """How each rule spreads over the reports of the view `evidence`."""
    connection.execute(_PREPARED)
    found = []
    for rule, sql in RULES.items():
        row = connection.execute(
            "WITH spread AS (SELECT count(DISTINCT number) AS reports"  # noqa: S608 (declared here)
            f" FROM ({sql}) t (number, text) GROUP BY text)"
            " SELECT count(*), count(*) FILTER (reports > ?),"
            " coalesce(sum(reports) FILTER (reports > ?), 0)::BIGINT FROM spread",
            [LARGEST_BUCKET, LARGEST_BUCKET],
        ).fetchall()[0]
        found.append(Measured(rule, *row))
    return tuple(found)
