"""Writes the rows set aside as a workbook that can be mended and sent again as it is."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.workbook.child import _WorkbookChild

from markaz.intake.files.slices import REASONS_COLUMN
from markaz.intake.sources.description import Source
from markaz.records.batch import SetAside

# What XML, and so a workbook, cannot hold.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST_CELL = 32_767
_TITLE = "Rows set aside: mend the cells, save, and send this file again through the same source."


def _header(set_aside: Sequence[SetAside], source: Source) -> list[str]:
    seen = (name for row in set_aside for name in row.as_written)
    return list(dict.fromkeys((*source.reads, *seen)))


def _cells(sheet: _WorkbookChild, texts: Iterable[str], *, bold: bool = False) -> list[Any]:
    cells = []
    for text in texts:
        cell = WriteOnlyCell(sheet, value=_UNWRITABLE.sub(" ", text)[:_LONGEST_CELL])
        # A cell that begins with "=" is what the agency wrote, and never a formula.
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
        cell.font = Font(bold=bold)
        cells.append(cell)
    return cells


def write(path: Path, *, set_aside: Sequence[SetAside], source: Source) -> None:
    """Write the rows under their own headers; the reasons stand last, in a column not read."""
    book = Workbook(write_only=True)
    if isinstance(source.sheet, int):
        for _ in range(source.sheet - 1):
            book.create_sheet()
        sheet = book.create_sheet("set aside")
    else:
        sheet = book.create_sheet(source.sheet)
    for _ in range(source.header_row - 1):
        sheet.append(_cells(sheet, [_TITLE]))
    header = _header(set_aside, source)
    sheet.append(_cells(sheet, [*header, REASONS_COLUMN], bold=True))
    for row in set_aside:
        written = [row.as_written.get(name, "") for name in header]
        sheet.append(_cells(sheet, [*written, f"row {row.row}: {row.reason}"]))
    book.save(path)
