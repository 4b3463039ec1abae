"""Weighing a few pairs of reports by themselves, as a full run weighs them among all."""

from collections.abc import Iterable
from math import log2

from markaz.consolidation.evidence import Evidence, Row
from markaz.consolidation.pairs import Kept, Pair, alone
from markaz.consolidation.weights.comparisons import LETTERS, Level, comparisons
from markaz.consolidation.weights.conditions import level_finder
from markaz.consolidation.weights.model import Model
from markaz.consolidation.weights.yardstick import Yardstick


def weigh(
    chosen: Iterable[Pair],
    evidence: Evidence,
    *,
    model: Model,
    measured: Yardstick,
    least: float,
) -> list[Kept]:
    """Weigh chosen pairs with an earlier run's yardstick; gives those of at least so many bits.

    `evidence` has both reports of every pair.
    """
    scales = Scales(model, measured)
    found = []
    for left, right in sorted(chosen):
        ours, theirs = evidence[left], evidence[right]
        weight, letters = scales.weigh(ours, theirs)
        if weight >= least:
            lighter = min(ours["mass_mg"] or 0, theirs["mass_mg"] or 0)
            found.append((left, right, weight, letters, lighter))
    return alone(found)


class Scales:
    """One model over one ledger: what each level of each comparison weighs there."""

    def __init__(self, model: Model, measured: Yardstick) -> None:
        self._levels = level_finder()
        self._before = model.intercept + measured.shift
        self._measured = measured
        # By comparison and level; level 0 weighs nothing.
        self._bits = [(0.0, *model.weights[known.name]) for known in comparisons()]
        self._rare = [
            (place, at, level.rarity, coefficient)
            for place, known in enumerate(comparisons())
            for at, level in enumerate(known.levels, start=1)
            if (coefficient := _coefficient(level, model))
        ]

    def weigh(self, ours: Row, theirs: Row) -> tuple[float, str]:
        """A pair's weight in bits and its levels as letters; the lower number comes first."""
        levels = self._levels(ours, theirs)
        weight = self._before
        for bits, at in zip(self._bits, levels, strict=True):
            weight += bits[at]
        for place, at, column, coefficient in self._rare:
            if levels[place] == at:
                weight -= coefficient * self._rarity(column, ours, theirs)
        return weight, "".join([LETTERS[at] for at in levels])

    def _rarity(self, column: str, ours: Row, theirs: Row) -> float:
        shared = (self._measured.frequency(column, row[column]) for row in (ours, theirs))
        return log2(max(shared))


def _coefficient(level: Level, model: Model) -> float:
    return model.rarity.get(level.rarity, 0.0)
