"""Weighted draws that cost one random number each."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Draw(Generic[T]):
    """A loaded die: call it with a chance from 0 to 1 and it shows one of its faces."""

    __slots__ = ("_steps", "faces")

    def __init__(self, weighted: Iterable[tuple[T, float]]) -> None:
        pairs = [(face, weight) for face, weight in weighted if weight > 0]
        total = sum(weight for _, weight in pairs)
        self.faces: tuple[T, ...] = tuple(face for face, _ in pairs)
        # Without the last step no rounding error can lead beyond the last face.
        self._steps = [step / total for step in accumulate(weight for _, weight in pairs)][:-1]

    def __call__(self, chance: float) -> T:
        """The face this chance leads to."""
        return self.faces[bisect_right(self._steps, chance)]
