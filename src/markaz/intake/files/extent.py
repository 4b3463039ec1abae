"""How much a workbook holds once it is opened, told from its XML before that is done."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from markaz.intake.files.slices import Limits
from markaz.records.errors import UnreadableFileError

_BLOCK = 1 << 20
# A tag that ends in "/>" is a cell with a style and no value: Excel leaves such far outside the
# table, and they take up no room.
_PLACED = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*\s)?r\s*=\s*[\"']([A-Za-z]+)([0-9]+)[\"'][^>]*(?<!/)>")
_UNPLACED = re.compile(rb"<(?:\w+:)?c(?![^>]*\sr\s*=)(?:\s[^>]*)?(?<!/)>")
_ROW = re.compile(rb"<(?:\w+:)?row\s(?:[^>]*\s)?r\s*=\s*[\"']([0-9]+)")
_NEXT_ROW = re.compile(rb"<(?:\w+:)?row[\s>]")
_SHARED = re.compile(
    rb"<(?:\w+:)?c\s(?:[^>]*\s)?t\s*=\s*[\"']s[\"'][^>]*>\s*<(?:\w+:)?v>\s*([0-9]+)"
)
_TEXT = re.compile(rb"<(?:\w+:)?si[\s>/]")
_LETTERS = 26


@dataclass(slots=True)
class _Sheet:
    """The furthest cell of a sheet, and how often it shows each of the workbook's texts."""

    rows: int = 0
    columns: int = 0
    shown: Counter[bytes] = field(default_factory=Counter)

    def look(self, block: bytes) -> None:
        cells = _PLACED.findall(block)
        if cells:
            self.columns = max(self.columns, *map(_column, {letters for letters, _ in cells}))
            self.rows = max(self.rows, *(int(row) for _, row in cells), 0)
        if _UNPLACED.search(block):
            # A cell without an address stands after the one before it, in the row it is in.
            wide = max(len(_UNPLACED.findall(row)) for row in _NEXT_ROW.split(block))
            self.columns = max(self.columns, wide)
            self.rows = max(self.rows, *map(int, _ROW.findall(block)), 0)
        self.shown.update(_SHARED.findall(block))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + letter - ord("A") + 1
    return number


def _blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> Iterator[bytes]:
    """The member in blocks of whole tags, read to its end."""
    rest = b""
    with archive.open(member) as file:
        while block := file.read(_BLOCK):
            rest += block
            end = rest.rfind(b"<")
            if len(rest) - max(end, 0) > limits.line:
                # Pictures and the like hold no tags.
                end = len(rest)
            if end > 0:
                yield rest[:end]
                rest = rest[end:]
    yield rest


def _lengths(block: bytes, lengths: list[int]) -> None:
    first, *others = map(len, _TEXT.split(block))
    if lengths:
        lengths[-1] += first
    lengths.extend(others)


def check(archive: zipfile.ZipFile, *, limits: Limits) -> None:
    """Read the archive to its end and refuse a sheet that no memory would hold.

    One far cell makes a sheet of billions, and one long text may be shown a million times: neither
    shows in the size of the archive, packed or unpacked.
    """
    sheets: list[_Sheet] = []
    lengths: list[int] = []
    for member in archive.infolist():
        sheet = _Sheet()
        for block in _blocks(archive, member, limits):
            sheet.look(block)
            _lengths(block, lengths)
        sheets.append(sheet)
    for sheet in sheets:
        if sheet.rows * sheet.columns > limits.cells:
            raise UnreadableFileError(
                "the sheet reaches to row {rows:,} and column {columns:,}, which no report"
                " does: delete the stray cells, or save only the report's rows in a new file",
                rows=sheet.rows,
                columns=sheet.columns,
            )
        shown = sum(
            lengths[int(text)] * times
            for text, times in sheet.shown.items()
            if int(text) < len(lengths)
        )
        if shown > limits.sheet_text:
            raise UnreadableFileError(
                "the texts of the sheet come to {size:,} MB, which no report does: save only"
                " the rows of the report in a new file",
                size=shown >> 20,
            )
