"""What people said of pairs of reports, freed of contradiction: the latest word wins.

Words contradict each other across pairs: A and B are one event, B and C are one, A and C are not.
They are heard from the latest to the earliest, and a word that no longer goes with the later ones
is overruled.  It is kept, and stands again once the later word is taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Word:
    """One standing verdict on a pair: one event, or not."""

    pair: Pair
    together: bool


@dataclass(slots=True)
class Blocks:
    """Reports held together, and which of these blocks are held apart."""

    of: dict[int, int] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    foes: dict[int, set[int]] = field(default_factory=dict)

    def root(self, number: int) -> int:
        """The smallest report of a report's block."""
        return self.of.get(number, number)

    def block(self, number: int) -> list[int]:
        """All reports of a report's block."""
        root = self.root(number)
        return self.members.get(root, [root])

    def parted(self, left: int, right: int) -> bool:
        """Whether anybody of one block is held apart from anybody of the other."""
        return self.root(right) in self.foes.get(self.root(left), ())

    def part(self, left: int, right: int) -> None:
        """Hold the blocks of two reports apart."""
        ours, theirs = self.root(left), self.root(right)
        self.foes.setdefault(ours, set()).add(theirs)
        self.foes.setdefault(theirs, set()).add(ours)

    def join(self, left: int, right: int) -> int | None:
        """Make one block of two; gives the root that lost its place, None where it was one."""
        kept, moved = sorted((self.root(left), self.root(right)))
        if kept == moved:
            return None
        arriving = self.block(moved)
        for number in arriving:
            self.of[number] = kept
        self.members[kept] = self.block(kept) + arriving
        self.members.pop(moved, None)
        for foe in self.foes.pop(moved, set()):
            self.foes[foe].discard(moved)
            self.part(kept, foe)
        return moved


@dataclass(frozen=True, slots=True)
class Said:
    """What people's words come to: pairs that are one event, and pairs that are not.

    Taken together they do not contradict each other; `overruled` are the pairs whose own word
    later words left no room for.
    """

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    overruled: frozenset[Pair] = frozenset()

    def blocks(self) -> Blocks:
        """The reports that people hold together and apart."""
        found = Blocks()
        for left, right in sorted(self.together):
            found.join(left, right)
        for left, right in sorted(self.apart):
            found.part(left, right)
        return found


def heard(words: Iterable[Word]) -> Said:
    """The words that hold, given the latest first."""
    blocks = Blocks()
    by_fate: dict[str, set[Pair]] = {"together": set(), "apart": set(), "overruled": set()}
    for word in words:
        left, right = word.pair
        if word.together:
            fits = not blocks.parted(left, right)
        else:
            fits = blocks.root(left) != blocks.root(right)
        if fits and word.together:
            blocks.join(left, right)
        elif fits:
            blocks.part(left, right)
        by_fate[("together" if word.together else "apart") if fits else "overruled"].add(word.pair)
    return Said(**{fate: frozenset(pairs) for fate, pairs in by_fate.items()})
