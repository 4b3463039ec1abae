"""Which mentions share keys enough to be worth comparing: over the whole table, in Arrow."""

from pathlib import Path

import duckdb
import pyarrow as pa

# A key that more mentions share than this makes thousands of pairs of which none tells anything.
MOST_IN_BUCKET = 60
# What the shared keys of a pair are worth together: one key that two or three alone share.
LEAST_WORTH = 4.0
_PAIRS = """
WITH bucket AS (
    SELECT key, 1.0 + log2($most / count(*)) AS worth FROM keys
    GROUP BY key HAVING count(*) BETWEEN 2 AND $most
)
SELECT a.mention AS "left", b.mention AS "right", sum(worth) AS worth
FROM bucket JOIN keys a USING (key) JOIN keys b USING (key)
WHERE a.mention < b.mention AND b.mention > $after
GROUP BY ALL HAVING sum(worth) >= $least
ORDER BY worth DESC, "left", "right"
"""


def pairs(keys: pa.Table, *, after: int = 0, spill: Path | None = None) -> pa.Table:
    """The pairs worth comparing, those first that share the most and the rarest keys.

    Args:
        keys: columns `key` and `mention`, whole numbers of 64 bits.
        after: of each pair the later mention has a number beyond this.
        spill: a folder for what does not fit into memory.

    Returns:
        Columns `left` and `right` (mentions, the earlier left) and `worth` in bits.
    """
    with duckdb.connect() as connection:
        if spill is not None:
            connection.execute("SET temp_directory = ?", [str(spill)])
        connection.register("keys", keys)
        told = {"most": MOST_IN_BUCKET, "after": after, "least": LEAST_WORTH}
        return connection.execute(_PAIRS, told).to_arrow_table()
