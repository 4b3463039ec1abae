"""dedupe: its own blocking and classifier, taught with labelled pairs."""

import io
import random
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import dedupe
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.peers import child

THRESHOLDS = (0.3, 0.5, 0.8)
Record = dict[str, Any]


def with_dedupe(reports: pa.Table, labelled: Path) -> child.Variants:
    """Train on the other campaign, then cluster this one at each threshold."""
    warnings.simplefilter("ignore")
    random.seed(1)
    np.random.seed(1)
    theirs = _records(pq.read_table(labelled / "reports.parquet"))
    labels = pq.read_table(labelled / "labels.parquet").to_pylist()
    pairs = {
        kind: [(theirs[row["left"]], theirs[row["right"]]) for row in labels if row["same"] == same]
        for kind, same in (("match", True), ("distinct", False))
    }
    trained = dedupe.Dedupe(_variables(), num_cores=1)
    known = io.StringIO()
    dedupe.serializer.write_training(pairs, known)
    known.seek(0)
    trained.prepare_training(theirs, training_file=known, sample_size=1_000)
    trained.train(recall=1.0, index_predicates=False)
    ours, agencies = _records(reports), child.agencies(reports)
    scores = np.array(trained.score(trained.pairs(ours)))
    return {
        f"clusters at {threshold:g}": child.within(
            (members for members, _ in trained.cluster(scores, threshold)), agencies
        )
        for threshold in THRESHOLDS
    }


def _variables() -> Iterable[dedupe.variables.base.Variable]:
    known = dedupe.variables
    return [
        known.Custom("days", comparator=_days_apart, has_missing=True, name="days apart"),
        known.Exact("day"),
        known.Exact("province", has_missing=True),
        known.Exact("place", has_missing=True),
        known.ShortString("place_text", has_missing=True),
        known.Exact("substance", has_missing=True),
        known.Price("kg", has_missing=True),
        known.Exact("arrested", has_missing=True),
        known.Set("names", has_missing=True),
        known.String("name", has_missing=True),
        known.Exact("carrier", has_missing=True),
    ]


def _days_apart(left: int, right: int) -> float:
    return float(min(abs(left - right), 30))


def _records(reports: pa.Table) -> dict[int, Record]:
    return {row["number"]: _record(row) for row in reports.to_pylist()}


def _record(row: Record) -> Record:
    text = ("province", "place", "place_text", "substance", "name", "carrier")
    return {
        **{name: row[name] for name in text},
        "day": row["day"].isoformat(),
        # Day 0 would pass for a missing one.
        "days": row["day"].toordinal(),
        "kg": row["kg"] if row["kg"] and row["kg"] > 0 else None,
        "arrested": None if row["arrested"] is None else str(row["arrested"]),
        "names": tuple(row["names"]) if row["names"] else None,
    }


if __name__ == "__main__":
    child.run(with_dedupe)
