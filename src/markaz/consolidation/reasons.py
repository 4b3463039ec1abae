"""Why a pair weighs what it weighs: one reason for each comparison, in words and in bits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log2

from markaz.consolidation.weights.comparisons import Comparison, Level, comparisons
from markaz.consolidation.weights.model import Model
from markaz.consolidation.weights.yardstick import Yardstick

# The values of both reports in each column whose rarity counts.
Rare = Mapping[str, tuple[str | None, str | None]]

BEFORE_EN, BEFORE_UR = "Before anything is known", "کچھ معلوم ہونے سے پہلے"
_FEW_EN = "few of the pairs compared are one event"
_FEW_UR = "موازنہ کیے گئے جوڑوں میں سے کم ہی ایک واقعہ ہوتے ہیں"
_UNSAID_EN, _UNSAID_UR = "not stated by both", "دونوں نے نہیں بتایا"


@dataclass(frozen=True, slots=True)
class Reason:
    """What one comparison adds to a pair's weight, in bits.

    `rarity` is the part of it that is due to a rare place or substance.
    """

    name: str
    label_en: str
    label_ur: str
    level: int
    said_en: str
    said_ur: str
    bits: float
    rarity: float = 0.0


@dataclass(frozen=True, slots=True)
class Reasons:
    """What was held before anything was known, and what each comparison adds to it."""

    before: Reason
    compared: tuple[Reason, ...]

    @property
    def weight(self) -> float:
        """The match weight in bits: the sum of all reasons."""
        return self.before.bits + sum(reason.bits for reason in self.compared)

    @property
    def chance(self) -> float:
        """The probability that both tell of one event."""
        return chance(self.weight)

    def __iter__(self) -> Iterator[Reason]:
        """All reasons, from what was held before on."""
        yield self.before
        yield from self.compared


def chance(bits: float) -> float:
    """The probability that a match weight stands for."""
    return 1.0 / (1.0 + float(2.0 ** -max(-60.0, min(60.0, bits))))


def reasons(levels: tuple[int, ...], *, model: Model, yardstick: Yardstick, rare: Rare) -> Reasons:
    """Take a pair's weight apart.

    Args:
        levels: the level of each comparison, in their order.
        model: the weights that the pair was weighed with.
        yardstick: the ledger's, as of the run that weighed it.
        rare: what both reports say in the columns whose rarity counts.
    """
    before = Reason(
        name="before",
        label_en=BEFORE_EN,
        label_ur=BEFORE_UR,
        level=0,
        said_en=_FEW_EN,
        said_ur=_FEW_UR,
        bits=model.intercept + yardstick.shift,
    )
    compared = zip(comparisons(), levels, strict=True)
    return Reasons(
        before=before,
        compared=tuple(
            _reason(known, level, model=model, yardstick=yardstick, rare=rare)
            for known, level in compared
        ),
    )


def _reason(
    known: Comparison, at: int, *, model: Model, yardstick: Yardstick, rare: Rare
) -> Reason:
    if at == 0:
        return Reason(
            known.name, known.label_en, known.label_ur, 0, _UNSAID_EN, _UNSAID_UR, bits=0.0
        )
    level = known.levels[at - 1]
    rarity = _rarity(level, model=model, yardstick=yardstick, rare=rare)
    return Reason(
        name=known.name,
        label_en=known.label_en,
        label_ur=known.label_ur,
        level=at,
        said_en=level.label_en,
        said_ur=level.label_ur,
        bits=model.weights[known.name][at - 1] + rarity,
        rarity=rarity,
    )


def _rarity(level: Level, *, model: Model, yardstick: Yardstick, rare: Rare) -> float:
    """What a rare value counts beyond its level: that strangers share it is less likely."""
    coefficient = model.rarity.get(level.rarity, 0.0)
    if not coefficient:
        return 0.0
    shared = max(yardstick.frequency(level.rarity, value) for value in rare[level.rarity])
    return -coefficient * log2(shared)
