"""The lines of a message that stand in columns, cell by cell."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markaz.intake.messages.grammar.items import NO_KINDS, Item

Cell = list[Item]
Line = list[Item]
_ENDS = frozenset(("\n", "\n\n"))
_BAR, _TAB, _SEMICOLON = "|", "\t", ";"
# So many spaces part two columns; one parts two words.
_APART = 2
_RULES = frozenset("-–—=_+:|*")


class Row(NamedTuple):
    """One line in cells; `mark` is what parts them: a bar, a semicolon, a tab, spaces, nothing."""

    cells: list[Cell]
    mark: str


def lines(found: Sequence[Item]) -> Iterator[Line]:
    """The lines of a message, each without the mark that ends it."""
    line: Line = []
    for one in found:
        if one.key in _ENDS:
            yield line
            line = []
        else:
            line.append(one)
    yield line


def row(line: Line, text: str) -> Row:
    """A line in its cells: parted by bars or semicolons, else by tabs or several spaces."""
    for mark, least in ((_BAR, 1), (_SEMICOLON, _APART)):
        if sum(one.key == mark for one in line) >= least:
            return Row(_barred(line, mark), mark)
    cells: list[Cell] = [[]]
    mark = ""
    for at, one in enumerate(line):
        begins = line[at - 1].end if at else text.rfind("\n", 0, one.start) + 1
        gap = text[begins : one.start]
        if not (at or _TAB in gap):
            gap = ""
        tabs = gap.count(_TAB)
        if tabs or len(gap) >= _APART:
            mark = _TAB if tabs or mark == _TAB else " "
            cells.extend([] for _ in range(tabs or 1))
        cells[-1].append(one)
    return Row(cells, mark)


def words(line: Line) -> Iterator[Cell]:
    """A line of single words as cells, what stands in brackets with the word before it."""
    cell: Cell = []
    inside = False
    for one in line:
        inside = inside or one.key == "("
        if cell and not (inside or one.is_mark):
            yield cell
            cell = []
        cell.append(one)
        inside = inside and one.key != ")"
    if cell:
        yield cell


def is_rule(line: Line) -> bool:
    """Whether a line only draws a rule between the heading and the rows."""
    return bool(line) and all(set(one.key) <= _RULES for one in line)


def numbers(cell: Cell) -> list[Item]:
    """The numbers of a cell."""
    return [one for one in cell if one.value is not None or one.amount or one.money]


def between(cells: Sequence[Cell]) -> Line:
    """Cells as one line again, with a mark between each two."""
    line: Line = []
    for cell in cells:
        if cell and line:
            line.append(Item(NO_KINDS, ",", line[-1].end, line[-1].end))
        line.extend(cell)
    return line


def _barred(line: Line, mark: str) -> list[Cell]:
    cells: list[Cell] = [[]]
    for one in line:
        if one.key == mark:
            cells.append([])
        else:
            cells[-1].append(one)
    if mark != _BAR:
        return cells
    # A bar may open and close each line.
    return cells[not cells[0] : len(cells) - (not cells[-1])]
