"""Writes a large XLSX as a stream, to the same bytes each time: no clock is stamped into it."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from markaz.simulation.agencies.layouts.layout import Cell, Layout, Row

_EPOCH = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{_HEAD}<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Simulated return" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    # Format 1 is a day (number format 14), so that readers see dates and not counts of days.
    "xl/styles.xml": (
        f'{_HEAD}<styleSheet xmlns="{_SHEETS}"><fonts count="1"><font><sz val="11"/>'
        '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill '
        'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '</cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" '
        'xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" '
        'applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" '
        'builtinId="0"/></cellStyles></styleSheet>'
    ),
}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cell(cell: Cell, *, day: bool) -> str:
    if isinstance(cell, int):
        return f'<c s="1"><v>{cell}</v></c>' if day else f"<c><v>{cell}</v></c>"
    # Without a reference of its own each cell stands right of the one before: none is left out.
    return f'<c t="inlineStr"><is><t>{_escaped(cell)}</t></is></c>' if cell else "<c/>"


def rows_xml(rows: Iterable[Row], *, days: tuple[int, ...]) -> bytes:
    """Rows as they stand in a sheet; whole numbers in the columns `days` are shown as days."""
    written = (
        "".join(_cell(cell, day=column in days) for column, cell in enumerate(row)) for row in rows
    )
    return "".join(f"<row>{cells}</row>" for cells in written).encode()


class Workbook:
    """One XLSX of a layout, filled with rendered rows and turned into bytes at the end."""

    def __init__(self, layout: Layout) -> None:
        self.rows = 0
        self._buffer = BytesIO()
        self._zip = ZipFile(self._buffer, "w", ZIP_DEFLATED, compresslevel=3)
        for name, content in _PARTS.items():
            self._zip.writestr(_entry(name), content, compresslevel=3)
        self._sheet = self._zip.open(_entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True)
        self._sheet.write(f'{_HEAD}<worksheet xmlns="{_SHEETS}"><sheetData>'.encode())
        self._merged = [f"A{n}:H{n}" for n, title in enumerate(layout.titles, 1) if title]
        top: list[Row] = [(title,) for title in layout.titles]
        if layout.groups:
            top.append(self._group_row(layout, number=len(top) + 1))
        self._sheet.write(rows_xml([*top, layout.header], days=()))

    def _group_row(self, layout: Layout, *, number: int) -> Row:
        cells: list[str] = []
        for name, width in layout.groups:
            first, last = _LETTERS[len(cells)], _LETTERS[len(cells) + width - 1]
            self._merged.append(f"{first}{number}:{last}{number}")
            cells += [name, *[""] * (width - 1)]
        return tuple(cells)

    def extend(self, rendered: bytes, *, rows: int) -> None:
        """Add rendered rows below those already there."""
        self._sheet.write(rendered)
        self.rows += rows

    def finish(self) -> bytes:
        """Close the workbook and give its bytes."""
        areas = "".join(f'<mergeCell ref="{area}"/>' for area in self._merged)
        merged = f'<mergeCells count="{len(self._merged)}">{areas}</mergeCells>' if areas else ""
        self._sheet.write(f"</sheetData>{merged}</worksheet>".encode())
        self._sheet.close()
        self._zip.close()
        return self._buffer.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_DEFLATED
    return entry
