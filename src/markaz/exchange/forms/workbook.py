"""Workbooks that tell nothing but what is in their cells: not who wrote them, on what, or when."""

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import _WorkbookChild

Value = str | int | float | None
Line = Sequence[Value]

_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 (the format knows no zone)
_CREATOR = "Markaz"
# What XML, and so a workbook, cannot hold.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TITLE = 31
_NARROWEST = 12
# What a text begins with that a spreadsheet would run, or take for an error.
_TAKEN_FOR_MORE = ("=", "#")
_MOMENTS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


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
    book.properties = DocumentProperties(creator=_CREATOR, created=_EPOCH, modified=_EPOCH)
    buffer = BytesIO()
    book.save(buffer)
    return _timeless(buffer)


def _cell(page: _WorkbookChild, value: Value, *, bold: bool = False) -> Cell | Value:
    clean = _UNWRITABLE.sub(" ", value) if isinstance(value, str) else value
    if not bold and not str(clean).startswith(_TAKEN_FOR_MORE):
        return clean
    cell: Cell = WriteOnlyCell(page, value=clean)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _timeless(book: BytesIO) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MOMENTS.sub(b"", content)
            new.writestr(zipfile.ZipInfo(entry.filename, _EPOCH.timetuple()[:6]), content)
    return out.getvalue()
