"""Tables pasted as text: a unit that a heading states once for all the numbers under it."""

from collections.abc import Iterator, Sequence

from markaz.data.units import UNITS
from markaz.intake.messages.grammar.items import Item
from markaz.records.statement import Amount

_HEADING_WORDS = """qty quantity quantities weight wt amount net gross drug drugs item items
substance kind type recovery recoveries seizure seizures figures all in
مقدار وزن قسم نام منشیات اشیا"""
_HEADINGS = frozenset(_HEADING_WORDS.split())
_LINES = frozenset(("\n", "\n\n"))
_CELLS = frozenset("|")


def mark_columns(found: Sequence[Item]) -> None:
    """Give the numbers of a table the unit of their column: "Drug | Qty (kg)", "Charas | 12.5"."""
    heading: tuple[Item, int] | None = None
    for line in _lines(found):
        numbers = [one for one in line if one.value is not None]
        unit = _unit(line)
        if not numbers and unit is not None:
            heading = (unit, _cell(line, unit)) if _is_heading(line) else None
        elif heading is not None and unit is None:
            _give(line, numbers, *heading)


def _lines(found: Sequence[Item]) -> Iterator[list[Item]]:
    line: list[Item] = []
    for one in found:
        if one.key in _LINES:
            yield line
            line = []
        else:
            line.append(one)
    yield line


def _unit(line: Sequence[Item]) -> Item | None:
    units = (one for one in line if one.has("unit"))
    measured = (one for one in units if UNITS[one.kinds["unit"]].dimension in ("mass", "volume"))
    return next(measured, None)


def _is_heading(line: Sequence[Item]) -> bool:
    return any(one.key in _HEADINGS or one.has("drugs") for one in line)


def _cell(line: Sequence[Item], one: Item) -> int:
    return sum(part.key in _CELLS for part in line if part.start < one.start)


def _give(line: Sequence[Item], numbers: Sequence[Item], unit: Item, cell: int) -> None:
    """Give a row's number the unit, where it is surely the one of that column."""
    if any(one.key in _CELLS for one in line):
        numbers = [one for one in numbers if _cell(line, one) == cell]
    elif len(numbers) > 1 and line[0] is numbers[0]:
        # A row may begin with its own number.
        numbers = numbers[1:]
    named = any(one.has("substance", "drugs", "chemicals", "sum", "national") for one in line)
    if len(numbers) == 1 and named and numbers[0].value is not None:
        one = numbers[0]
        one.amount, one.tail = Amount(numbers[0].value, unit.kinds["unit"]), unit
