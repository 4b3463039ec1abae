"""Whether the last row of a table is the sum of the rows above it, whatever it is called."""

from decimal import Decimal

from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.tables.columns import FIGURES
from markaz.intake.messages.grammar.tables.finding import Table
from markaz.intake.messages.grammar.tables.grid import Cell, numbers

_FEWEST = 2
# A row of a place or a day is one among the others, whatever its numbers come to.
_OF_ITS_OWN = ("place", "agency", "airport", "date", "month")


def adds_up(table: Table) -> bool:
    """Whether every figure of the last row is the sum of its column, in two columns or more."""
    above, last = table.rows[:-1], table.rows[-1]
    figures = [n for n, one in enumerate(table.columns) if one.kind in FIGURES and numbers(last[n])]
    own = any(one.has(*_OF_ITS_OWN) for cell in last for one in cell)
    if own or len(above) < _FEWEST or len(figures) < _FEWEST:
        return False
    return all(_sum([cells[n] for cells in above]) == _number(last[n]) for n in figures)


def _sum(cells: list[Cell]) -> Decimal | None:
    """The sum of cells of one number or none, None where a cell holds more."""
    total = Decimal(0)
    for cell in cells:
        if numbers(cell):
            number = _number(cell)
            if number is None:
                return None
            total += number
    return total


def _number(cell: Cell) -> Decimal | None:
    found = numbers(cell)
    return _value(found[0]) if len(found) == 1 else None


def _value(one: Item) -> Decimal | None:
    if one.amount is not None:
        return one.amount.base
    return one.money.number if one.money is not None else one.value
