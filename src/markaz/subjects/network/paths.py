"""How two nodes hang together: the shortest paths between them, and what each link rests on."""

import heapq
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from markaz.subjects.network.links import Ints, Network, linked

# Beyond this everybody hangs together with everybody, and it means nothing.
MOST_LINKS = 6
MOST_PATHS = 5
_DETOUR = 2
_ENDS = 2
# How long a path is at least, how much it resists so far, its nodes, the strengths of its links.
_Way = tuple[int, float, tuple[int, ...], tuple[float, ...]]
# A way is given up here: between such thickets more paths of one length than a person can read.
_MOST_TRIED = 20_000


@dataclass(frozen=True, slots=True)
class Shared:
    """A tie that both ends of a link have, with the reports by which they have it."""

    tie: int
    kind: str
    value: str
    sharing: int
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """The nodes from one end to the other, and how strong each link between them is."""

    nodes: tuple[int, ...]
    strengths: tuple[float, ...]


def paths(network: Network, first: int, last: int, *, most: int = 3) -> tuple[Path, ...]:
    """The shortest paths without a loop: fewest links first, then those that resist least.

    At most two links longer than the shortest, each link by something of its own.  None where
    there is no path of `MOST_LINKS` links or fewer that avoids every hub.
    """
    remaining = _links_to(network, last, until=first)
    if first == last or remaining[first] < 0:
        return ()
    longest = min(MOST_LINKS, int(remaining[first]) + _DETOUR)
    found: list[Path] = []
    open_ends: list[_Way] = [(int(remaining[first]), 0.0, (first,), ())]
    for _ in range(_MOST_TRIED):
        if not open_ends or len(found) == most:
            break
        _length, resists, nodes, strengths = heapq.heappop(open_ends)
        if not _goes_on(network, nodes):
            continue
        if nodes[-1] == last:
            found.append(Path(nodes, strengths))
            continue
        for node, strength in _next(network, nodes[-1]):
            length = len(nodes) + int(remaining[node])
            if remaining[node] >= 0 and length <= longest and node not in nodes:
                way = (length, resists + 1 / strength, (*nodes, node), (*strengths, strength))
                heapq.heappush(open_ends, way)
    return tuple(found)


def _goes_on(network: Network, nodes: tuple[int, ...]) -> bool:
    """Whether each link rests on something that no other node of the path has.

    From one of three who share a telephone over the second to the third is no way of its own.
    """
    has = [frozenset(network.leading_from(np.array([node])).tolist()) for node in nodes]
    count = Counter(tie for ties in has for tie in ties)
    return all(any(count[tie] == _ENDS for tie in left & right) for left, right in pairwise(has))


def shared(network: Network, left: int, right: int) -> tuple[Shared, ...]:
    """What two nodes share, hubs left out, the rarest first."""
    both = np.intersect1d(network.ties(left), network.ties(right)).tolist()
    told = [
        Shared(
            tie,
            network.kinds[tie].as_py(),
            network.values[tie].as_py(),
            int(network.sharing[tie]),
            _reports(network, tie, left, right),
        )
        for tie in both
        if not network.is_hub(tie)
    ]
    return tuple(sorted(told, key=lambda one: (one.sharing, one.kind, one.value)))


def _reports(network: Network, tie: int, left: int, right: int) -> tuple[int, ...]:
    told = np.union1d(network.reports_of(tie, left), network.reports_of(tie, right))
    return tuple(told.tolist())


def _next(network: Network, node: int) -> list[tuple[int, float]]:
    _, target, strength = linked(
        network.steps(np.array([node], dtype=np.int64)), among=len(network.names)
    )
    return list(zip(target.tolist(), strength.tolist(), strict=True))


def _links_to(network: Network, last: int, *, until: int) -> Ints:
    """How few links lead from each node to the last one, as far out as a path may need; else -1."""
    seen = np.full(len(network.names), -1, dtype=np.int64)
    seen[last] = 0
    front: Ints = np.array([last], dtype=np.int64)
    followed = np.zeros(len(network.kinds), dtype=bool)
    furthest = MOST_LINKS
    for length in range(1, MOST_LINKS + 1):
        if length > furthest or not len(front):
            break
        ties = network.leading_from(front)
        ties = ties[~followed[ties]]
        followed[ties] = True
        target = network.members(ties)
        front = target[seen[target] < 0]
        seen[front] = length
        if seen[until] >= 0:
            # The first node of a detour lies this far from the end, and no path needs more.
            furthest = min(furthest, int(seen[until]) + _DETOUR - 1)
    return seen
