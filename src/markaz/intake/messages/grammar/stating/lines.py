"""The substances of a statement, each quantity once however often the message tells it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from markaz.intake.messages.grammar.stating.words import is_rounder
from markaz.records.statement import Amount, Stated, StatedLine

_PACKING_UNITS = "packet bag box carton sachet bottle can slab drum jerrycan capsule ball piece"
_PACKING = frozenset(_PACKING_UNITS.split())


class Lines:
    """Lines in the order of their telling; what is told again completes the line told before."""

    def __init__(self) -> None:
        self._all: list[StatedLine] = []
        self._named: dict[str, StatedLine] = {}
        # Where each amount of a substance stands among the lines: a flood of them stays quick.
        self._told: dict[tuple[str, str, Decimal], set[int]] = defaultdict(set)

    def name(self, line: StatedLine) -> None:
        """Add a substance of which only the name is told."""
        self._named.setdefault(line.substance.value, line)

    def every(self) -> tuple[StatedLine, ...]:
        """Every line, those last that have no quantity."""
        known = {line.substance.value for line in self._all}
        bare = (line for code, line in self._named.items() if code not in known)
        return (*self._all, *bare)

    def weigh(self, amount: Stated[Amount], *, named: Stated[str] | None) -> bool:
        """Give what was told of last its weight or volume; False where it has one, or is not one.

        "Field test gave ketamine. Net weight 13.25 kg": only where one substance was told of,
        or, where none has an amount, was `named`.
        """
        lines = self.every()
        codes = {line.substance.value for line in lines}
        if len(codes) > 1 or not (codes or named):
            return False
        last = lines[-1] if lines else StatedLine(named) if named else lines[-1]
        if amount.value.dimension not in ("mass", "volume") or last.weight or last.volume:
            return False
        mass = amount.value.dimension == "mass"
        weighed = replace(last, weight=amount) if mass else replace(last, volume=amount)
        if last.amounts:
            self._all[-1] = weighed
        else:
            self._all.append(weighed)
        return True

    def packed(self) -> tuple[StatedLine, ...]:
        """Every line; packets of a substance and its weight are one where each is told once.

        "Two packets of heroin ... the heroin weighed 1.06 kg", of one event; so are "over 8 kg"
        and "8.4 kg".
        """
        found = _told_once(self.every())
        for code in {line.substance.value for line in found}:
            some = [line for line in found if line.substance.value == code]
            packets = [line for line in some if _is_packing(line)]
            weights = [line for line in some if line.weight and not line.count]
            alone = len(packets) == len(weights) == 1 and len(some) == len("ab")
            if code and alone and abs(found.index(some[0]) - found.index(some[1])) == 1:
                both = replace(weights[0], count=packets[0].count)
                found[found.index(some[0])] = both
                found.remove(some[1])
        return tuple(found)

    def add(self, line: StatedLine) -> None:
        """Add a line, or complete one that states the same quantity."""
        keys = [(line.substance.value, one.value.dimension, one.value.base) for one in line.amounts]
        for at in sorted({at for key in keys for at in self._told[key]}):
            together = _together(self._all[at], line)
            if together is not None:
                self._all[at] = together
                break
        else:
            at = len(self._all)
            self._all.append(line)
        for key in keys:
            self._told[key].add(at)


def _told_once(lines: Sequence[StatedLine]) -> list[StatedLine]:
    """The lines without a rough weight that the only other line of its substance states exactly."""
    codes = Counter(line.substance.value for line in lines)
    pairs = [line for line in lines if codes[line.substance.value] == len("ab")]
    exact = {line.substance.value: line.weight for line in pairs if line.weight}
    return [
        line
        for line in lines
        if line not in pairs
        or not line.weight
        or line.amounts != (line.weight,)
        or not is_rounder(line.weight, exact[line.substance.value])
    ]


def _is_packing(line: StatedLine) -> bool:
    """Whether only the vessels of a substance are told, which are no doses of it."""
    alone = line.count is not None and line.amounts == (line.count,)
    return alone and line.amounts[0].value.unit in _PACKING


def _together(one: StatedLine, other: StatedLine) -> StatedLine | None:
    """A line with what another adds, where both state one quantity; None where they differ.

    The weight and the count of one seizure often come in two sentences.
    """
    ours = {part.value.dimension: part.value.base for part in one.amounts}
    theirs = {part.value.dimension: part.value.base for part in other.amounts}
    shared = ours.keys() & theirs.keys()
    if not shared or any(ours[name] != theirs[name] for name in shared):
        return None
    return StatedLine(
        one.substance,
        one.weight or other.weight,
        one.volume or other.volume,
        one.count or other.count,
    )
