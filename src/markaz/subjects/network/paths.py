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
_AROUND = 4
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
    if first == last or remaining[first] > MOST_LINKS:
        return ()
    longest = min(MOST_LINKS, int(remaining[first]) + _DETOUR)
    found: list[Path] = []
    walk = _Walk(network)
    open_ends: list[_Way] = [(int(remaining[first]), 0.0, (first,), ())]
    for _ in range(_MOST_TRIED):
        if not open_ends or len(found) == most:
            break
        _length, resists, nodes, strengths = heapq.heappop(open_ends)
        if not walk.goes_on(nodes):
            continue
        if nodes[-1] == last:
            found.append(Path(nodes, strengths))
            continue
        for node, strength in walk.onward(nodes[-1]):
            length = len(nodes) + int(remaining[node])
            if length <= longest and node not in nodes:
                way = (length, resists + 1 / strength, (*nodes, node), (*strengths, strength))
                heapq.heappush(open_ends, way)
    return tuple(found)


class _Walk:
    """What each node leads to and has: many ways pass one node, and it is asked once."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._onward: dict[int, list[tuple[int, float]]] = {}
        self._ties: dict[int, frozenset[int]] = {}

    def onward(self, node: int) -> list[tuple[int, float]]:
        """The nodes that a node is linked with, and how strongly."""
        if node not in self._onward:
            steps = self._network.steps(np.array([node], dtype=np.int64))
            _, target, strength = linked(steps, among=len(self._network.names))
            self._onward[node] = list(zip(target.tolist(), strength.tolist(), strict=True))
        return self._onward[node]

    def goes_on(self, nodes: tuple[int, ...]) -> bool:
        """Whether each link rests on something that no other node of the path has.

        From one of three who share a telephone over the second to the third is no way of its own.
        """
        has = [self._leading(node) for node in nodes]
        count = Counter(tie for ties in has for tie in ties)
        return all(any(count[tie] == _ENDS for tie in one & other) for one, other in pairwise(has))

    def _leading(self, node: int) -> frozenset[int]:
        if node not in self._ties:
            ties = self._network.leading_from(np.array([node], dtype=np.int64))
            self._ties[node] = frozenset(ties.tolist())
        return self._ties[node]


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


def _links_to(network: Network, last: int, *, until: int) -> Ints:
    """How few links lead from each node to the last one; beyond what was looked through, a bound.

    So near to the first node a path finds its own way: looking through everybody takes longer.
    """
    seen = np.full(len(network.names), -1, dtype=np.int64)
    seen[last] = 0
    front: Ints = np.array([last], dtype=np.int64)
    followed = np.zeros(len(network.kinds), dtype=bool)
    furthest, length = _AROUND, 0
    while length < furthest and len(front):
        length += 1
        ties = network.leading_from(front)
        ties = ties[~followed[ties]]
        followed[ties] = True
        target = network.members(ties)
        front = target[seen[target] < 0]
        seen[front] = length
        if seen[until] >= 0:
            # The first node of a detour lies this far from the end, and no path needs more.
            furthest = min(furthest, int(seen[until]) + _DETOUR - 1)
    # Where the front ran dry nobody else leads there at all.
    seen[seen < 0] = length + 1 if len(front) else MOST_LINKS + 1
    return seen
