"""Exact-key de-duplication: equal day, place, substances, quantity and arrests, another agency."""

from collections import defaultdict
from pathlib import Path

import pyarrow as pa

from benchmarks.peers import child

_KEY = ("day", "province", "place", "substances", "kg", "arrested")


def exact_key(reports: pa.Table, _labelled: Path) -> child.Variants:
    """Reports with one key are one event; what is missing equals what is missing."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    columns = [reports[name].to_pylist() for name in _KEY]
    for number, *key in zip(reports["number"].to_pylist(), *columns, strict=True):
        groups[tuple(key)].append(number)
    return {"equal keys": child.within(groups.values(), child.agencies(reports))}


if __name__ == "__main__":
    child.run(exact_key)
