"""Who is near a node: one step or two, the strongest first, and what was left out."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from markaz.subjects.network.links import Floats, Ints, Network, linked

MOST_NODES = 500
MOST_STEPS = 2
_MOST_HUBS = 12
# `strength` is of the link with the node before (`via`, a place in this table) on the best way from
# the middle; in the middle itself it is null.
NEAR = pa.schema(
    [("node", pa.int64()), ("step", pa.int8()), ("via", pa.int32()), ("strength", pa.float64())]
)
# `left` and `right` are places in the table of nodes, left before right.
LINKS = pa.schema([("left", pa.int32()), ("right", pa.int32()), ("strength", pa.float64())])
# A hub touches nodes of the table; it is named and never followed.
HUBS = pa.schema([("tie", pa.int64()), ("sharing", pa.int64()), ("touches", pa.list_(pa.int32()))])


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The nodes near one (NEAR), the links among them (LINKS) and the hubs they touch (HUBS).

    `left_out` nodes lie as near and are not shown.
    """

    nodes: pa.Table
    links: pa.Table
    hubs: pa.Table
    left_out: int


def neighbourhood(
    network: Network, node: int, *, steps: int = 1, most: int = MOST_NODES
) -> Neighbourhood:
    """The nodes within one or two steps: nearer ones first, among them the more strongly linked.

    The way to a node of the second step is the one that resists least, the sum of 1/strength.
    """
    near, via = np.array([node], dtype=np.int64), np.array([-1], dtype=np.int64)
    step, strength = np.array([0], dtype=np.int64), np.array([np.nan])
    resists, left_out, front = np.array([0.0]), 0, np.array([0], dtype=np.int64)
    for nth in range(1, steps + 1):
        source, target, strong = linked(network.steps(near[front]), among=len(network.names))
        fresh = ~np.isin(target, near)
        source, target, strong = front[source[fresh]], target[fresh], strong[fresh]
        ways = resists[source] + 1 / strong
        target, best = _first_of_each(target, ways)
        room = most - len(near)
        left_out += max(0, len(best) - room)
        target, best = target[:room], best[:room]
        near, via = np.append(near, target), np.append(via, source[best])
        step = np.append(step, np.full(len(best), nth))
        strength, resists = np.append(strength, strong[best]), np.append(resists, ways[best])
        front = np.arange(len(near) - len(best), len(near), dtype=np.int64)
    nodes = pa.table(
        [pa.array(near), pa.array(step), _places(via), pa.array(strength, from_pandas=True)],
        names=NEAR.names,
    )
    return Neighbourhood(nodes.cast(NEAR), _links(network, near), _hubs(network, near), left_out)


def _first_of_each(target: Ints, ways: Floats) -> tuple[Ints, Ints]:
    """Each target once, the easiest to reach first, and which of the ways leads there best."""
    order = np.lexsort((ways, target))
    first = np.unique(target[order], return_index=True)[1]
    best = order[first]
    best = best[np.lexsort((target[best], ways[best]))]
    return target[best], best


def _links(network: Network, near: Ints) -> pa.Table:
    source, target, strength = linked(network.steps(near), among=len(network.names))
    order = np.argsort(near)
    at = np.minimum(np.searchsorted(near, target, sorter=order), len(near) - 1)
    place = order[at]
    both = (near[place] == target) & (source < place)
    arrays = [pa.array(source[both]), pa.array(place[both]), pa.array(strength[both])]
    return pa.table(arrays, names=LINKS.names).cast(LINKS)


def _hubs(network: Network, near: Ints) -> pa.Table:
    """The hubs of the middle, and those that touch more than one of the others."""
    touched: dict[int, list[int]] = {}
    for place, node in enumerate(near.tolist()):
        for tie in network.ties(node).tolist():
            if network.is_hub(tie):
                touched.setdefault(tie, []).append(place)
    told = [(tie, at) for tie, at in touched.items() if at[0] == 0 or len(at) > 1]
    told.sort(key=lambda one: (one[1][0] != 0, -len(one[1]), one[0]))
    rows = [
        {"tie": tie, "sharing": int(network.sharing[tie]), "touches": at}
        for tie, at in told[:_MOST_HUBS]
    ]
    return pa.Table.from_pylist(rows, schema=HUBS)


def _places(via: Ints) -> pa.Array:
    return pa.array([None if place < 0 else place for place in via.tolist()], pa.int32())
