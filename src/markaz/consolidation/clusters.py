"""Incidents out of weighed pairs: the strongest pairs first, and never against a hard limit.

A person's word goes before every weight.  One agency's two references stay two events; and two
groups join only if their reports, taken each against each, agree on the whole, so that a chain of
weak links does not weld two large seizures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# What a pair weighs that was not compared or fell below what is kept (thousandths of a bit).
UNCOMPARED = -8_000

_A_PAIR = 2

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What people judged: pairs that are one event, and pairs that are not."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Grouped:
    """One incident: its reports in order, and what joined each to it (None: a person)."""

    members: tuple[int, ...]
    joined_by: Mapping[int, int | None]

    @property
    def incident(self) -> int:
        """The number it goes by: its smallest."""
        return self.members[0]


@dataclass(slots=True)
class _Groups:
    """The groups while they grow."""

    weights: Mapping[Pair, int]
    agencies: Mapping[int, str]
    said: Said
    of: dict[int, int] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    joined_by: dict[int, int | None] = field(default_factory=dict)
    apart: dict[int, set[int]] = field(default_factory=dict)
    # Of reports that a person put together, the group as it stood then.
    voice: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for left, right in self.said.apart:
            self.apart.setdefault(left, set()).add(right)
            self.apart.setdefault(right, set()).add(left)

    def root(self, number: int) -> int:
        return self.of.get(number, number)

    def group(self, root: int) -> list[int]:
        return self.members.get(root, [root])

    def join(self, left: int, right: int, *, weight: int | None) -> None:
        kept, moved = sorted((self.root(left), self.root(right)))
        if kept == moved:
            return
        arriving = self.group(moved)
        self.joined_by.setdefault(moved, weight)
        for number in arriving:
            self.of[number] = kept
        self.members[kept] = self.group(kept) + arriving
        self.members.pop(moved, None)

    def may_join(self, left: int, right: int, *, automatic: int) -> bool:
        ours, theirs = self.group(self.root(left)), self.group(self.root(right))
        if len(ours) == len(theirs) == 1:
            return self.agencies[left] != self.agencies[right] and not self._parted(ours, theirs)
        held = {self.agencies[number] for number in ours}
        if any(self.agencies[number] in held for number in theirs) or self._parted(ours, theirs):
            return False
        voices = [
            max(self._weight(a, b) for a in mine for b in yours)
            for mine in self._voices(ours)
            for yours in self._voices(theirs)
        ]
        return sum(voices) >= automatic * len(voices)

    def _parted(self, ours: list[int], theirs: list[int]) -> bool:
        return any(not self.apart.get(number, set()).isdisjoint(theirs) for number in ours)

    def _voices(self, members: list[int]) -> list[list[int]]:
        """The members, those that a person put together as one: they need no weight between."""
        by_voice: dict[int, list[int]] = {}
        for number in members:
            by_voice.setdefault(self.voice.get(number, number), []).append(number)
        return list(by_voice.values())

    def _weight(self, a: int, b: int) -> int:
        return self.weights.get((min(a, b), max(a, b)), UNCOMPARED)


def group(
    weights: Mapping[Pair, int], agencies: Mapping[int, str], *, said: Said, automatic: int
) -> list[Grouped]:
    """The incidents of more than one report.

    Args:
        weights: by pair (smaller number first), in thousandths of a bit; what is missing is
            UNCOMPARED.
        agencies: the agency of every report that occurs.
        said: what people judged.
        automatic: the weight from which a pair is joined by itself.
    """
    groups = _Groups(weights, agencies, said)
    for left, right in sorted(said.together):
        groups.join(left, right, weight=None)
    groups.voice = {number: groups.root(number) for number in groups.of}
    strongest = sorted(((-weight, pair) for pair, weight in weights.items() if weight >= automatic))
    for weight, (left, right) in strongest:
        if groups.root(left) != groups.root(right) and groups.may_join(
            left, right, automatic=automatic
        ):
            groups.join(left, right, weight=-weight)
    return [
        Grouped(tuple(sorted(members)), _reasons(members, groups))
        for _, members in sorted(groups.members.items())
        if len(members) > 1
    ]


def welds(grouped: Iterable[Grouped], weights: Mapping[Pair, int], *, review: int) -> set[Pair]:
    """Pairs inside an incident that speak against each other: a person should look at them."""
    return {
        (left, right)
        for incident in grouped
        for at, left in enumerate(incident.members)
        for right in incident.members[at + 1 :]
        if len(incident.members) > _A_PAIR and weights.get((left, right), UNCOMPARED) < review
    }


def _reasons(members: list[int], groups: _Groups) -> dict[int, int | None]:
    first = min(members)
    return {number: groups.joined_by.get(number) for number in members if number != first}
