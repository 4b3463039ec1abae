"""Substances that one weight is stated of together: "heroin, ice and hashish weighing 120 kg"."""

from collections.abc import Iterator, Sequence

from markaz.intake.messages.grammar.amounts.bonds import Bond, Group, S

_LISTS = frozenset((",", "،", "and", "/", "+"))
_LAST = frozenset(("and", "/", "+"))


class Runs:
    """The names of a chunk that follow each other with nothing but commas and "and" between."""

    def __init__(self) -> None:
        self._run: list[tuple[str, Bond]] = []
        self._runs: list[list[tuple[str, Bond]]] = [self._run]

    def take(self, here: Sequence[Bond], group: Group, *, light: bool) -> None:
        """Add the bonds of a group; it goes on where only a mark of lists parts it."""
        if not here:
            return
        follows = light and len(here) == 1 and group.parted_by in _LISTS
        if not follows:
            self._run = []
            self._runs.append(self._run)
        self._run.extend((group.parted_by, one) for one in here[-1:])

    def mark(self) -> None:
        """Say of each mix which names it holds."""
        for run in self._runs:
            for mixed in _mixes(run):
                names = tuple(one.name for one in mixed)
                if len({name.kinds["substance"] for name in names}) > 1:
                    for one in mixed:
                        one.together = names


def _mixes(run: Sequence[tuple[str, Bond]]) -> Iterator[list[Bond]]:
    """The longest stretches of which only the first, or only the last, has an amount."""
    begin = 0
    for at in range(1, len(run)):
        ends = at + 1 == len(run) or run[at][0] in _LAST
        bonds = [bond for _, bond in run[begin : at + 1]]
        if not ends or {one.kind for one in bonds} != {S}:
            continue
        if run[at][0] in _LAST and (mixed := _mixed(bonds)):
            yield mixed
            begin = at + 1


def _mixed(bonds: Sequence[Bond]) -> list[Bond] | None:
    last = bonds[-1]
    weighed = [at for at, one in enumerate(bonds[:-1]) if one.amounts]
    if last.amounts:
        # The weight stands after all names: "heroin and ice 5 kg".
        mixed = [*bonds[weighed[-1] + 1 if weighed else 0 :]]
        after = last.amounts[0].start > last.name.start
        return mixed if after and len(mixed) > 1 else None
    if not weighed:
        return None
    first = bonds[weighed[-1]]
    before = first.amounts[0].start < first.name.start
    return [*bonds[weighed[-1] :]] if before else None
