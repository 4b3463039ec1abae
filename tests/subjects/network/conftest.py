"""Small networks, and random ones beside an oracle that knows no arrays."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations, pairwise, permutations
from random import Random

import pyarrow as pa

from markaz.subjects.network.links import MOST_SHARING, SHARED, Network, build

Row = tuple[str, int | None, str, str]


def network(rows: Iterable[Row], *, alone: Iterable[str] = ()) -> Network:
    """A network of rows: node, report, kind of tie, its value."""
    rows = list(rows)
    nodes = sorted({row[0] for row in rows} | set(alone))
    table = pa.Table.from_pylist(
        [dict(zip(SHARED.names, row, strict=True)) for row in rows], SHARED
    )
    return build(pa.array(nodes, pa.string()), table)


def random_rows(seed: int, *, nodes: int = 12, ties: int = 14) -> list[Row]:
    chance = Random(seed)
    return [
        (f"n{node:02d}", chance.choice([None, 7, 8, 9]), "phone", f"p{tie}")
        for tie in range(ties)
        for node in chance.sample(range(nodes), chance.choice([1, 2, 2, 3, 4]))
    ]


def strengths(rows: Iterable[Row]) -> dict[frozenset[str], float]:
    """The oracle: each link by its two ends, straight from the definition."""
    having = defaultdict(set)
    for node, _report, kind, value in rows:
        having[kind, value].add(node)
    found: dict[frozenset[str], float] = defaultdict(float)
    for nodes in having.values():
        if len(nodes) <= MOST_SHARING:
            for left, right in combinations(sorted(nodes), 2):
                found[frozenset((left, right))] += 1 / (len(nodes) - 1)
    return found


def all_paths(rows: Iterable[Row], first: str, last: str) -> list[tuple[int, float]]:
    """The oracle: length and resistance of every path that is a way of its own, in order."""
    links, having = strengths(rows), defaultdict(set)
    for node, _report, kind, value in rows:
        having[node].add((kind, value))
    others = sorted(set(having) - {first, last})
    found = []
    for between in range(len(others) + 1):
        for middle in permutations(others, between):
            way = (first, *middle, last)
            own = [
                (having[left] & having[right]).difference(
                    *(having[node] for node in way if node not in (left, right))
                )
                for left, right in pairwise(way)
            ]
            if all(own):
                pairs = [frozenset(pair) for pair in pairwise(way)]
                found.append((len(pairs), sum(1 / links[pair] for pair in pairs)))
    return sorted(found)
