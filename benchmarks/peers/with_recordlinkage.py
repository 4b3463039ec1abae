"""The Python Record Linkage Toolkit: its logistic regression, taught with labelled pairs."""

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import recordlinkage

from benchmarks.peers import child

THRESHOLDS = (0.5, 0.9, 0.99, 0.999)
_BLOCKS = (["place", "week"], ["substance", "day"], ["name"])


def with_recordlinkage(reports: pa.Table, labelled: Path) -> child.Variants:
    """Learn from the other campaign's pairs, then give the pairs of this one at each threshold."""
    warnings.simplefilter("ignore")
    theirs = _frame(pq.read_table(labelled / "reports.parquet"))
    labels = pq.read_table(labelled / "labels.parquet").to_pandas()
    taught = pd.MultiIndex.from_frame(labels[["left", "right"]])
    classifier = recordlinkage.LogisticRegressionClassifier()
    classifier.fit(_features(taught, theirs), taught[labels["same"].to_numpy()])
    ours = _frame(reports)
    candidates = _candidates(ours)
    chances = classifier.prob(_features(candidates, ours))
    return {
        f"pairs at {threshold:g}": set(chances.index[chances >= threshold])
        for threshold in THRESHOLDS
    }


def _frame(reports: pa.Table) -> pd.DataFrame:
    frame = reports.to_pandas().set_index("number")
    frame["day"] = pd.to_datetime(frame["day"])
    frame["days"] = (frame["day"] - pd.Timestamp("2000-01-01")).dt.days.astype(float)
    # Quantities differ by a share of themselves, which the toolkit's numeric kinds do not know.
    frame["log_kg"] = np.log10(frame["kg"].where(frame["kg"] > 0))
    return frame


def _candidates(frame: pd.DataFrame) -> pd.MultiIndex:
    found = None
    for columns in _BLOCKS:
        block = recordlinkage.Index()
        block.block(columns)
        pairs = block.index(frame.dropna(subset=columns))
        found = pairs if found is None else found.union(pairs)
    left, right = (frame["agency"].reindex(found.get_level_values(at)).to_numpy() for at in (0, 1))
    return found[left != right]


def _features(pairs: pd.MultiIndex, frame: pd.DataFrame) -> pd.DataFrame:
    compare = recordlinkage.Compare()
    for column in ("province", "place", "substance", "arrested", "carrier"):
        compare.exact(column, column, label=column)
    compare.exact("kg", "kg", label="kg")
    compare.numeric("days", "days", method="gauss", offset=0.5, scale=2.0, label="days")
    compare.numeric("log_kg", "log_kg", method="gauss", scale=0.1, label="log_kg")
    compare.string("name", "name", method="jarowinkler", label="name")
    compare.string("place_text", "place_text", method="jarowinkler", label="place_text")
    return compare.compute(pairs, frame)


if __name__ == "__main__":
    child.run(with_recordlinkage)
