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
        follows = light and len(here) == 1 and group.parted_by in _LISTS and not _is_rest(here[0])
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


def _is_rest(bond: Bond) -> bool:
    """Whether a name is of all others, which nobody weighed: "34 kg heroin and other drugs"."""
    return bond.kind == S and bond.name.kinds["substance"].startswith(("OTH-", "PRE-UNSPECIFIED"))


def _mixes(run: Sequence[tuple[str, Bond]]) -> Iterator[list[Bond]]:
    """The stretches of which only the last, or only the first, has an amount."""
    bonds = [bond for _, bond in run]
    ends = [at for at in range(1, len(run)) if run[at][0] in _LAST and bonds[at].kind == S]
    taken: set[int] = set()
    # What stands after all names comes first: "5 kg opium, and heroin and ice weighing 9 kg".
    for at in ends:
        if _stands(bonds[at], after=True):
            first = _bare_before(bonds, at)
            if first < at:
                taken |= set(range(first, at + 1))
                yield bonds[first : at + 1]
    for at in ends:
        first = _bare_before(bonds, at) - 1
        goes_on = at + 1 < len(bonds) and not bonds[at + 1].amounts and at + 1 not in taken
        free = first >= 0 and not taken & set(range(first, at + 1))
        if not bonds[at].amounts and not goes_on and free and _stands(bonds[first], after=False):
            yield bonds[first : at + 1]


def _bare_before(bonds: Sequence[Bond], at: int) -> int:
    """The first of the names before a place that have no amount."""
    while at > 0 and not bonds[at - 1].amounts and bonds[at - 1].kind == S:
        at -= 1
    return at


def _stands(bond: Bond, *, after: bool) -> bool:
    """Whether an amount of a substance stands after its name, or before."""
    if bond.kind != S or not bond.amounts:
        return False
    return (bond.amounts[0].start > bond.name.start) == after
