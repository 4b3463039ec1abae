"""What every peer does in its own process: read the reports, give the pairs, say what it took.

Imports nothing of Markaz: it also runs in the environment of `environment.py`.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

# How a peer answers: for each of its variants the pairs it takes for one event.
Variants = Mapping[str, Iterable[tuple[int, int]]]
Peer = Callable[[pa.Table, Path], Variants]


def run(peer: Peer) -> None:
    """Measure a peer over a Parquet file, write its pairs, print seconds and megabytes."""
    reports, labelled, target = map(Path, sys.argv[1:])
    begun = time.perf_counter()
    variants = {name: set(pairs) for name, pairs in peer(pq.read_table(reports), labelled).items()}
    seconds = time.perf_counter() - begun
    rows = [(name, *sorted(pair)) for name, pairs in variants.items() for pair in pairs]
    names, left, right = zip(*rows, strict=True) if rows else ((), (), ())
    columns = {"variant": pa.array(names, pa.string()), "left": pa.array(left, pa.int64())}
    pq.write_table(pa.table({**columns, "right": pa.array(right, pa.int64())}), target)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mb": peak, "variants": list(variants)}))


def within(groups: Iterable[Iterable[int]], agencies: Mapping[int, str]) -> set[tuple[int, int]]:
    """The pairs of different agencies within groups: one agency's two reports are two events."""
    return {
        (left, right)
        for group in groups
        for left, right in combinations(sorted(group), 2)
        if agencies[left] != agencies[right]
    }


def agencies(reports: pa.Table) -> dict[int, str]:
    """The agency of each report."""
    pairs = zip(reports["number"].to_pylist(), reports["agency"].to_pylist(), strict=True)
    return dict(pairs)
