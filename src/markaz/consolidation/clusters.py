"""Incidents out of weighed pairs: the strongest pairs first, and never against a hard limit.

A person's word goes before every weight.  One agency's two references stay two events; and two
groups join only if their reports, taken each against each, agree on the whole, so that a chain of
weak links does not weld two large seizures.

A person who says that two reports are one event says it of the two events they tell of: what the
weights hold together with either comes along, even against the limits above, and only what a
person held apart from it stays out.  So reports are grouped by weights first, and those groups
are what people's words join.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from markaz.consolidation.said import Blocks, Pair, Said

# What a pair weighs that was not compared or fell below what is kept (thousandths of a bit).
UNCOMPARED = -8_000

_A_PAIR = 2


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
    """The groups while they grow: by weights alone, then with what people said.

    `whole` knows what people's words make of them meanwhile, to see who is held apart.
    """

    weights: Mapping[Pair, int]
    agencies: Mapping[int, str]
    whole: Blocks
    found: Blocks = field(default_factory=Blocks)
    joined_by: dict[int, int | None] = field(default_factory=dict)

    def weigh(self, left: int, right: int, *, weight: int, automatic: int) -> None:
        if self._may_join(left, right, automatic=automatic):
            self._join(left, right, weight)
            if self.whole.foes:
                self.whole.join(left, right)

    def say(self, together: Iterable[Pair]) -> None:
        for left, right in sorted(together):
            self._join(left, right, None)

    def _join(self, left: int, right: int, weight: int | None) -> None:
        moved = self.found.join(left, right)
        if moved is not None:
            self.joined_by[moved] = weight

    def _may_join(self, left: int, right: int, *, automatic: int) -> bool:
        if self.found.root(left) == self.found.root(right) or self.whole.parted(left, right):
            return False
        ours, theirs = self.found.block(left), self.found.block(right)
        held = {self.agencies[number] for number in ours}
        if any(self.agencies[number] in held for number in theirs):
            return False
        if len(ours) == len(theirs) == 1:
            return True
        total = sum(self._weight(a, b) for a in ours for b in theirs)
        return total >= automatic * len(ours) * len(theirs)

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
        said: what people judged, free of contradiction.
        automatic: the weight from which a pair is joined by itself.
    """
    groups = _Groups(weights, agencies, said.blocks())
    strongest = sorted(((-weight, pair) for pair, weight in weights.items() if weight >= automatic))
    for weight, (left, right) in strongest:
        groups.weigh(left, right, weight=-weight, automatic=automatic)
    groups.say(said.together)
    return [
        Grouped(tuple(sorted(members)), _reasons(members, groups))
        for _, members in sorted(groups.found.members.items())
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
