"""XLSX: typed cells as the text a person sees, merged headers, no formula ever run."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from markaz.intake.files import extent
from markaz.intake.files.layout import named
from markaz.intake.files.slices import Limits, Slice, sliced
from markaz.intake.sources.description import Source
from markaz.records.errors import UnreadableFileError

# What tells of sheets whose size cannot be told before they are opened.
_OTHERS = frozenset(("content.xml", "xl/workbook.bin"))
_TRUNCATED = (
    "the Excel file is damaged or breaks off: open it in Excel, save it as .xlsx and send it again"
)


def _guard(path: Path, *, limits: Limits) -> None:
    """Refuse an archive that would unpack to more than any report, before it is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if _OTHERS & {member.filename for member in members}:
                raise UnreadableFileError(
                    "the file is an OpenDocument or binary sheet: save it as .xlsx, send it again"
                )
            size = sum(member.file_size for member in members)
            packed = sum(member.compress_size for member in members) or 1
            if size > limits.unpacked or (size > limits.small and size > packed * limits.ratio):
                raise UnreadableFileError(
                    "the Excel file unpacks to {size:,} MB, which no report does: save only"
                    " the rows of the report in a new file",
                    size=size >> 20,
                )
            # The directory may lie about its sizes: each member must end where it says.
            extent.check(archive, limits=limits)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableFileError(_TRUNCATED) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise UnreadableFileError(_TRUNCATED) from error


def _number(cell: float) -> str:
    # Excel knows no integers: 12 comes as 12.0, and 1e-05 is written out.
    return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")


def _moment(cell: datetime) -> str:
    return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")


# The order matters: a bool is an int, and a datetime is a date.
_TEXTS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (str, lambda cell: cell.replace("\0", "")),
    (bool, lambda cell: "true" if cell else "false"),
    (float, _number),
    (datetime, _moment),
    (date, date.isoformat),
    (time, time.isoformat),
)


def _text(cell: Any) -> str:
    for kind, text_of in _TEXTS:
        if isinstance(cell, kind):
            return text_of(cell)
    return "" if cell is None else str(cell)


def _sheet(path: Path, *, source: Source) -> CalamineSheet:
    try:
        book = CalamineWorkbook.from_path(str(path))
        names = book.sheet_names
        if isinstance(source.sheet, str) and source.sheet not in names:
            listed = ", ".join(names)
            raise UnreadableFileError(
                "the sheet '{sheet}' is missing; the file has: {listed}",
                sheet=source.sheet,
                listed=listed,
            )
        if isinstance(source.sheet, int) and source.sheet > len(names):
            raise UnreadableFileError(
                "the file has {count} sheets and sheet {sheet} is read",
                count=len(names),
                sheet=source.sheet,
            )
        name = source.sheet if isinstance(source.sheet, str) else names[source.sheet - 1]
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        raise UnreadableFileError(_TRUNCATED) from error


def _header(rows: list[list[str]], *, merged: Sequence[Any], at: int) -> list[str]:
    """The header row, where a merged cell gives its name to every cell it covers."""
    header = list(rows[at])
    for (top, left), (bottom, right) in merged:
        if top <= at <= bottom and top < len(rows) and left < len(rows[top]):
            for column in range(left, min(right, len(header) - 1) + 1):
                nth = column - left + 1
                header[column] = rows[top][left] + (f" ({nth})" if nth > 1 else "")
    return header


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Every row from the first of the sheet on, turned to text as it is asked for."""
    # Empty rows above the first cell are given, empty columns left of it are not.
    left = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield left + [_text(cell) for cell in row]


def _batches(rows: Iterator[list[str]], *, size: int, limits: Limits) -> Iterator[list[list[str]]]:
    """The rows in lists of `size`, or fewer where they are long."""
    held: list[list[str]] = []
    text = 0
    for row in rows:
        held.append(row)
        text += sum(map(len, row))
        if len(held) == size or text > limits.slice_text:
            yield held
            held, text = [], 0
    if held:
        yield held


def slices(path: Path, *, source: Source, size: int, limits: Limits) -> Iterator[Slice]:
    """The rows below the header in slices of `size`."""
    _guard(path, limits=limits)
    sheet = _sheet(path, source=source)
    cells = _rows(sheet)
    top = list(islice(cells, source.header_row))
    if len(top) < source.header_row:
        raise UnreadableFileError("the sheet is empty: send it again with its rows")
    header = _header(top, merged=sheet.merged_cell_ranges or (), at=source.header_row - 1)
    columns = named(header, source=source, limits=limits)
    number = source.header_row + 1
    for rows in _batches(cells, size=size, limits=limits):
        yield sliced(rows, first=number, header=columns)
        number += len(rows)
