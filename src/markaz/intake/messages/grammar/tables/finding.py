"""The tables of a message: a heading whose cells say what is counted, and the rows below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.parts.directorates import in_cells, told_by_lead
from markaz.intake.messages.grammar.tables.columns import (
    FIGURES,
    Column,
    Kind,
    column,
    common_unit,
    heading_words,
    of_crop,
    with_units,
)
from markaz.intake.messages.grammar.tables.grid import (
    Cell,
    Line,
    Row,
    is_rule,
    lines,
    numbers,
    row,
    words,
)

_NAMED, _FEWEST, _UNMARKED = 2, 2, 3
_CAPTION = 3
_BREAK = "\n\n"
_NOTHING = frozenset(("nil", "-", "–", "—", "none"))


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table and its rows, each with a cell for every column."""

    columns: list[Column]
    rows: list[list[Cell]]
    across: bool
    """Whether its columns are regions or periods, and each row is headed by what was counted."""


def tables(found: Sequence[Item], text: str) -> tuple[list[Table], list[Item]]:
    """The tables of a message and all else, a break where each of them stood."""
    every = [*lines(found)]
    if len(every) < _FEWEST:
        return [], list(found)
    tabled: list[Table] = []
    own = told_by_lead(found)
    within: set[int] = set()
    at = 0
    while at < len(every):
        table, end = _table(every, at, text, own=own)
        if table is not None:
            tabled.append(table)
            within |= {id(one) for line in every[at:end] for one in line}
        at = end
    return tabled, [*_rest(found, within)] if tabled else list(found)


def _rest(found: Sequence[Item], within: set[int]) -> Iterator[Item]:
    inside = False
    for one in found:
        if id(one) in within:
            inside = True
        elif inside and one.key == "\n":
            one.key = _BREAK
            yield one
            inside = False
        else:
            yield one


def _table(every: Sequence[Line], at: int, text: str, *, own: bool) -> tuple[Table | None, int]:
    """The table whose heading a line is, and the line after its last row."""
    heading = _heading(every, at, text)
    if heading is None:
        return None, at + 1
    columns = _columns(heading)
    if not _is_heading(columns, heading.mark):
        return None, at + 1
    rows, end = _rows(every, at + 1, text, columns, heading.mark)
    if own and rows:
        in_cells((*heading.cells, *(cells[0] for cells in rows)))
        columns = _columns(heading)
    across = _is_across(columns, rows)
    kinds = [one.kind for one in columns]
    told = sum(kind in FIGURES for kind in kinds) >= _FEWEST or Kind.AMOUNT in kinds
    if not rows or not (across or told):
        return None, at + 1
    lines = every[max(0, at - _CAPTION) : at + 1]
    return Table(_captioned(columns, lines, across=across), rows, across), end


def _heading(every: Sequence[Line], at: int, text: str) -> Row | None:
    """The cells of a line that may be a heading."""
    line = every[at]
    if sum(bool(one.kinds) or one.key in heading_words() for one in line) < _NAMED:
        return None
    heading = row(line, text)
    if len(heading.cells) == 1:
        # Most lines are prose, which the second word shows.
        prose = any(column(cell).kind not in FIGURES for cell in islice(words(line), 1, _NAMED))
        return None if prose else Row([*words(line)], "")
    if heading.mark == "|" and line[0].key == "|" and _wider(every, at, text, len(heading.cells)):
        # The names of the rows stand under nothing.
        return Row([[], *heading.cells], heading.mark)
    return heading


def _captioned(columns: list[Column], lines: Sequence[Line], *, across: bool) -> list[Column]:
    """The columns with the unit and the crop that their heading or the lines above it name."""
    above = [common_unit(line) for line in lines[:-1]]
    corner = next((one.unit for one in columns if one.kind == Kind.FREE and one.unit), None)
    unit = corner or next((one for one in reversed(above) if one), None)
    found = of_crop(with_units(columns, unit), [one for line in lines for one in line])
    if across and found[0].unit is None:
        found[0] = replace(found[0], unit=unit)
    return found


def _wider(every: Sequence[Line], at: int, text: str, width: int) -> bool:
    """Whether the line below a heading has a cell more, before all others."""
    below = next((line for line in every[at + 1 :] if line and not is_rule(line)), None)
    return below is not None and len(row(below, text).cells) == width + 1


def _columns(heading: Row) -> list[Column]:
    """The columns, where one is of days beside the year so far, or several are of a month each."""
    cells = heading.cells
    columns = [column(cell) for cell in cells]
    dated = [n for n, cell in enumerate(cells) if any_has(cell, "month", "date")]
    if len(dated) == 1 and any(one.kind == Kind.RUNNING for one in columns):
        columns[dated[0]] = Column(Kind.CURRENT)
    elif len(dated) > 1:
        for n in dated:
            columns[n] = Column(Kind.PERIOD, words=tuple(cells[n]))
    return columns


def _is_heading(columns: Sequence[Column], mark: str) -> bool:
    kinds = [one.kind for one in columns]
    figures = sum(kind in FIGURES for kind in kinds)
    if not mark:
        return figures >= _UNMARKED and all(kind in FIGURES for kind in kinds[1:])
    listed = Kind.NAMES in kinds and Kind.AMOUNT in kinds and len(kinds) > _NAMED
    subjects = (Kind.NAMED, Kind.RUNNING, Kind.CURRENT, Kind.TOTAL, Kind.PERIOD)
    return figures >= _FEWEST or listed or sum(kind in subjects for kind in kinds) >= _FEWEST


def _is_across(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether each row is headed by what was counted: "Charas (kg) | 12 | 5" below regions."""
    if sum(one.kind in FIGURES and one.kind != Kind.TOTAL for one in columns) > 0:
        return False
    headed = sum(column(cells[0]).kind in FIGURES for cells in rows)
    return headed * 2 > len(rows) and not any(one.kind == Kind.AMOUNT for one in columns)


def _rows(
    every: Sequence[Line], at: int, text: str, columns: Sequence[Column], mark: str
) -> tuple[list[list[Cell]], int]:
    found: list[list[Cell]] = []
    end = at
    while at < len(every):
        if every[at] and not is_rule(every[at]):
            cells = _cells(row(every[at], text), every[at], columns, mark)
            if cells is None:
                break
            found.append(cells)
            end = at + 1
        elif not every[at] and found and mark not in ("|", ";"):
            break
        at += 1
    return found, end


def _cells(found: Row, line: Line, columns: Sequence[Column], mark: str) -> list[Cell] | None:
    """A row's cell for every column, None where the line is no row of this table."""
    width = len(columns)
    if mark in ("|", "\t", ";"):
        fits = found.mark == mark and len(found.cells) >= _FEWEST
        cells = found.cells
        while len(cells) > width and not cells[-1]:
            cells = cells[:-1]
        fits = fits and len(cells) <= width
        return [*cells, *([] for _ in range(width - len(cells)))] if fits else None
    if len(found.cells) == width and found.mark == mark != "":
        return found.cells
    return _aligned(line, columns)


def _aligned(line: Line, columns: Sequence[Column]) -> list[Cell] | None:
    """The cells of a line whose last numbers are one for each column, its first words the label."""
    figures = next((n for n, one in enumerate(columns) if one.kind in FIGURES), 0)
    if any(one.kind not in FIGURES for one in columns[figures:]) or figures > 1:
        return None
    wanted = len(columns) - figures
    cells: list[Cell] = []
    for one in reversed(line):
        if len(cells) == wanted:
            break
        if not (numbers([one]) or one.key in _NOTHING):
            return None
        cells.insert(0, [one])
    label = line[: len(line) - len(cells)]
    if len(cells) < wanted or (figures and not label) or numbers(label):
        return None
    return [label, *cells] if figures else cells
