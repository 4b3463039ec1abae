"""A few hundred labelled pairs of another campaign, for the peers that learn from labels."""

import random
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.peers.scoring import read

EACH = 300
# What a clerk would lay before a labeller: pairs that the peers' own blocking would compare.
_COMPARED = """
SELECT DISTINCT l.number, r.number FROM reports l JOIN reports r
ON l.number < r.number AND l.agency <> r.agency AND (
    l.place = r.place AND l.week = r.week OR l.substance = r.substance AND l.day = r.day
    OR l.name = r.name)
ORDER BY 1, 2
"""


def write(folder: Path, *, seed: int) -> int:
    """Sample true and false pairs of the campaign laid out in a folder; gives how many of both."""
    true = read(folder / "truth.parquet")["incidents"]
    with duckdb.connect() as connection:
        connection.register("reports", pq.read_table(folder / "reports.parquet"))
        compared = connection.execute(_COMPARED).fetchall()
    at_random = random.Random(seed)
    same = at_random.sample(sorted(true), min(EACH, len(true)))
    other = sorted(set(compared) - true)
    apart = at_random.sample(other, min(EACH, len(other)))
    columns = {
        "left": pa.array([left for left, _ in same + apart], pa.int64()),
        "right": pa.array([right for _, right in same + apart], pa.int64()),
        "same": pa.array([True] * len(same) + [False] * len(apart)),
    }
    pq.write_table(pa.table(columns), folder / "labels.parquet")
    return len(same) + len(apart)
