"""Pairwise precision, recall and F1 of what a peer joined, against a campaign's truth."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

Pairs = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Score:
    """How many pairs were joined, how many of them rightly, and how many there are."""

    joined: int
    right: int
    true: int

    @property
    def precision(self) -> float:
        """Of the joined pairs, how many are one event."""
        return self.right / self.joined if self.joined else 0.0

    @property
    def recall(self) -> float:
        """Of the pairs that are one event, how many were joined."""
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.joined + self.true
        return 2 * self.right / both if both else 0.0


def read(path: Path) -> dict[str, Pairs]:
    """The pairs of each variant in a peer's file."""
    found: dict[str, Pairs] = defaultdict(set)
    columns = (column.to_pylist() for column in pq.read_table(path).columns)
    for variant, left, right in zip(*columns, strict=True):
        found[variant].add((left, right))
    return found


def score(joined: Pairs, true: Pairs) -> Score:
    """Compare a variant's pairs with the true ones."""
    return Score(len(joined), len(joined & true), len(true))
