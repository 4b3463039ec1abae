"""Workbooks that tell nothing but what is in their cells: not who wrote them, on what, or when."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import _WorkbookChild

from markaz.records.archives import EPOCH, timeless

Value = str | int | float | None
Line = Sequence[Value]

_CREATOR = "Markaz"
# What XML, and so a workbook, cannot hold.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TITLE = 31
_NARROWEST = 12
# What a text begins with that a spreadsheet would run, or take for an error.
_TAKEN_FOR_MORE = ("=", "#")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, its head and its lines; `widths` are in letters, by column."""

    title: str
    head: Sequence[str]
    lines: Iterable[Line]
    widths: Sequence[int] = ()


def written(sheets: Iterable[Sheet]) -> bytes:
    """The workbook; a text that begins like a formula stays a text."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.title[:_LONGEST_TITLE])
        page.freeze_panes = "A2"
        for place, (title, width) in enumerate(zip_longest(sheet.head, sheet.widths, fillvalue=0)):
            wide = width or max(_NARROWEST, len(str(title)) + 4)
            page.column_dimensions[get_column_letter(place + 1)].width = wide
        page.append([_cell(page, title, bold=True) for title in sheet.head])
        for line in sheet.lines:
            page.append([_cell(page, value) for value in line])
    book.properties = DocumentProperties(creator=_CREATOR, created=EPOCH, modified=EPOCH)
    buffer = BytesIO()
    book.save(buffer)
    return timeless(buffer)


def _cell(page: _WorkbookChild, value: Value, *, bold: bool = False) -> Cell | Value:
    clean = _UNWRITABLE.sub(" ", value) if isinstance(value, str) else value
    if not bold and not str(clean).startswith(_TAKEN_FOR_MORE):
        return clean
    cell: Cell = WriteOnlyCell(page, value=clean)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
