"""The network as arrays: nodes, the ties that they share, and the reports that say so.

A node is a subject, or a mention that is no subject's.  A tie is what nodes share: an incident, a
number, a vehicle, an address.  Two nodes are linked by each tie that both have; the link weighs
1/(k-1) for a tie that k nodes share (Newman, Phys. Rev. E 64, 016132, 2001), so that what many
share counts for little.  A tie that more than `MOST_SHARING` share is a hub: it links nobody.
"""

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
# A family shares a telephone and a gang a lorry; what more share is a courier's or a bank's.
MOST_SHARING = 30
# As much as what two alone share; as little as one incident that named more than a handful.
_STRONG, _MODERATE = 1.0, 0.2
# One row for each mention and each thing it has: `report` is null where an agency's list says so.
SHARED = pa.schema(
    [("node", pa.string()), ("report", pa.int64()), ("kind", pa.string()), ("value", pa.string())]
)


class Strength(StrEnum):
    """How strong a link is; of the people it says nothing."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Steps:
    """Every way from some nodes to others over one tie: where from (its place), where to, by what.

    `weight` is what the tie adds to the strength of the link.
    """

    source: Ints
    target: Ints
    tie: Ints
    weight: Floats


@dataclass(frozen=True)
class Network:
    """The nodes and what they share, as compressed rows in both directions.

    `kinds` and `values` name the ties.  `tie_of` and `node_of` are the pairs of a tie and a node
    that has it, ordered by tie and node; `reports_from[i]` is where the reports of pair i begin.
    `members_from` is where the pairs of each tie begin, and where the last one's end; `by_node` has
    the pairs ordered by node, and `ties_from` says the same of it for each node.
    """

    names: pa.Array
    kinds: pa.Array
    values: pa.Array
    tie_of: Ints
    node_of: Ints
    reports_from: Ints
    reports: Ints
    members_from: Ints
    by_node: Ints
    ties_from: Ints

    @cached_property
    def sharing(self) -> Ints:
        """How many nodes share each tie."""
        return np.diff(self.members_from)

    def place(self, name: str) -> int | None:
        """The place of the node of this name; None where there is none."""
        at = bisect_left(range(len(self.names)), name, key=lambda place: self.names[place].as_py())
        found = at < len(self.names) and self.names[at].as_py() == name
        return at if found else None

    def is_hub(self, tie: int) -> bool:
        """Whether so many share the tie that it says nothing of any two of them."""
        return int(self.sharing[tie]) > MOST_SHARING

    def ties(self, node: int) -> Ints:
        """What a node shares with others, hubs included."""
        rows = self.by_node[self.ties_from[node] : self.ties_from[node + 1]]
        return self.tie_of[rows]

    def steps(self, nodes: Ints) -> Steps:
        """All links of these nodes, tie by tie; hubs lead nowhere."""
        at, rows = _ranges(self.ties_from, nodes)
        tied = self.tie_of[self.by_node[rows]]
        leads = self.sharing[tied] <= MOST_SHARING
        at, tied = at[leads], tied[leads]
        back, pairs = _ranges(self.members_from, tied)
        target, source = self.node_of[pairs], at[back]
        others = target != nodes[source]
        tie = tied[back][others]
        return Steps(source[others], target[others], tie, 1.0 / (self.sharing[tie] - 1))

    def leading_from(self, nodes: Ints) -> Ints:
        """The ties of these nodes that lead anywhere, each once."""
        _, rows = _ranges(self.ties_from, nodes)
        tied = np.unique(self.tie_of[self.by_node[rows]])
        return tied[self.sharing[tied] <= MOST_SHARING]

    def members(self, ties: Ints) -> Ints:
        """The nodes that have any of these ties, each once."""
        return np.unique(self.node_of[_ranges(self.members_from, ties)[1]])

    def reports_of(self, tie: int, node: int) -> Ints:
        """The numbers of the reports by which a node has a tie, in order."""
        first, last = self.members_from[tie], self.members_from[tie + 1]
        pair = first + int(np.searchsorted(self.node_of[first:last], node))
        return self.reports[self.reports_from[pair] : self.reports_from[pair + 1]]


def build(nodes: pa.Array, shared: pa.Table) -> Network:
    """The network of these nodes (names, each once) and what their mentions have (SHARED).

    What only one node has links nobody and is left out.
    """
    names = nodes.sort()
    place = _numbers(pc.index_in(shared["node"], value_set=names))
    report = _numbers(pc.fill_null(shared["report"], 0))
    code, ties = _ties(shared)
    order = np.lexsort((report, place, code))
    code, place, report = code[order], place[order], report[order]
    fresh = np.ones(len(code), dtype=bool)
    fresh[1:] = (code[1:] != code[:-1]) | (place[1:] != place[:-1])
    tied = np.bincount(code[fresh], minlength=len(ties)) > 1
    kept = tied[code]
    code, place, report, fresh = code[kept], place[kept], report[kept], fresh[kept]
    # Ties without those of one node alone keep their order: their numbers only move up.
    tie = (np.cumsum(tied) - 1)[code]
    parts = pc.split_pattern(ties.filter(pa.array(tied)), " ", max_splits=1)
    said = report > 0
    said[1:] &= fresh[1:] | (report[1:] != report[:-1])
    pair = np.cumsum(fresh) - 1
    tie_of, node_of = tie[fresh], place[fresh]
    by_node = np.argsort(node_of, kind="stable")
    return Network(
        names=names,
        kinds=pc.list_element(parts, 0),
        values=pc.list_element(parts, 1),
        tie_of=tie_of,
        node_of=node_of,
        reports_from=_starts(pair[said], int(fresh.sum())),
        reports=report[said],
        members_from=_starts(tie_of, len(tied[tied])),
        by_node=by_node,
        ties_from=_starts(node_of[by_node], len(names)),
    )


def linked(steps: Steps, *, among: int) -> tuple[Ints, Ints, Floats]:
    """The links of some steps: where from, where to, how strong, in the order of both."""
    key, at = np.unique(steps.source * among + steps.target, return_inverse=True)
    strength = np.bincount(at, weights=steps.weight, minlength=len(key)).astype(np.float64)
    return key // among, key % among, strength


def in_words(strength: float) -> Strength:
    """How strong a link is, in a word."""
    if strength >= _STRONG:
        return Strength.STRONG
    return Strength.MODERATE if strength >= _MODERATE else Strength.WEAK


def _ties(shared: pa.Table) -> tuple[Ints, pa.Array]:
    """The tie of each row by its number, and the ties in order, each as its kind and value."""
    # A kind holds no space, so that one word says both.
    words = pc.binary_join_element_wise(shared["kind"], shared["value"], " ").combine_chunks()
    encoded = words.dictionary_encode()
    by_word = pc.array_sort_indices(encoded.dictionary)
    rank = np.empty(len(by_word), dtype=np.int64)
    rank[_numbers(by_word)] = np.arange(len(by_word))
    return rank[_numbers(encoded.indices)], encoded.dictionary.take(by_word)


def _numbers(column: pa.Array | pa.ChunkedArray) -> Ints:
    return np.asarray(column, dtype=np.int64)


def _starts(ordered: Ints, count: int) -> Ints:
    """Where each of `count` values begins in an ordered array, and where the last one ends."""
    return np.searchsorted(ordered, np.arange(count + 1)).astype(np.int64)


def _ranges(starts: Ints, of: Ints) -> tuple[Ints, Ints]:
    """All places of several ranges one after another, each with the place of its range in `of`."""
    sizes = starts[of + 1] - starts[of]
    at = np.repeat(np.arange(len(of), dtype=np.int64), sizes)
    before = np.cumsum(sizes) - sizes
    return at, np.arange(int(sizes.sum()), dtype=np.int64) + (starts[of] - before)[at]
