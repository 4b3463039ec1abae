"""The questionnaire's seizure table as a workbook: the table, what is behind it, what is blank."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markaz.exchange.forms.arq import NOT_KNOWN, Cell, Row, blanks
from markaz.exchange.forms.workbook import Line, Sheet, Value, written

_COLUMNS = ("Number of seizures", "Quantity, kg", "Quantity, litres", "Quantity, units")
_HEAD = ("Group", "Drug", *_COLUMNS, "Remark")
_WIDTHS = (32, 44, 20, 16, 18, 18, 44)
_SOURCE_WIDTHS = (8, 44, 12, 12, 24, 30, 24, 16)
_LETTERS = "CDEF"
_FIRST_LINE = 2
# A spreadsheet holds so many lines; a greater year goes on in another sheet.
_MOST_LINES = 1_000_000


@dataclass(frozen=True, slots=True)
class About:
    """What the table rests on, as pairs of a word and what stands behind it."""

    facts: tuple[tuple[str, str], ...]
    simulated: bool


def workbook(table: Sequence[Row], *, about: About) -> bytes:
    """The workbook; the same rows give the same bytes, and none of them tells who made it."""
    note = "SIMULATED " if about.simulated else ""
    sheets = [
        Sheet(f"{note}Seizures", _HEAD, map(_line, table), _WIDTHS),
        *_behind(table),
        Sheet("Blanks", ("Drug", "Why it is blank"), blanks(tuple(table)), (44, 60)),
        Sheet("About", ("What", "Said"), [*about.facts, *_FACTS], (38, 90)),
    ]
    return written(sheets)


_FACTS = (
    ("weights", "net, as weighed, never corrected for purity"),
    ("units", "tablets, plants and other pieces as counted, never turned into a weight"),
    ("litres", "as measured, never turned into a weight"),
    (NOT_KNOWN, "not known: no report answers it; it is not nought"),
    ("not in this table", "precursors, which are reported to INCB on its Form D"),
    ("not kept, so left blank in the form", "shares by origin, transit and destination; purity"),
    ("rows", "groups and order are the house's own: copy each cell into the year's own form"),
)


def _line(row: Row) -> Line:
    shown: list[Value] = [_shown(cell) for cell in row.cells]
    if row.seizures.value is None or not any(cell.value for cell in row.cells[1:]):
        shown = [NOT_KNOWN if cell is None else cell for cell in shown]
    some = f"{row.unmeasured} of them without a sure quantity" if row.unmeasured else ""
    return (row.group, row.drug, *shown, some)


def _shown(cell: Cell) -> int | float | None:
    return float(cell.value) if isinstance(cell.value, Decimal) else cell.value


def _behind(table: Sequence[Row]) -> Iterator[Sheet]:
    head = ("Cell", "Drug", "Unit", "Incident", "Reports", "Agencies", "Occurred", "Amount")
    lines = list(_sources(table))
    for number, begin in enumerate(range(0, max(len(lines), 1), _MOST_LINES), start=1):
        title = "Sources" if number == 1 else f"Sources {number}"
        yield Sheet(title, head, lines[begin : begin + _MOST_LINES], _SOURCE_WIDTHS)


def _sources(table: Iterable[Row]) -> Iterator[Line]:
    for line, row in enumerate(table, start=_FIRST_LINE):
        for letter, cell in zip(_LETTERS, row.cells, strict=True):
            for part in cell.parts:
                yield (
                    f"{letter}{line}",
                    row.drug,
                    cell.unit,
                    part.incident,
                    " ".join(map(str, part.reports)),
                    " ".join(part.agencies),
                    part.occurred,
                    float(part.amount) if part.amount is not None else 1,
                )
