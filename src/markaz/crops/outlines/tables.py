"""Rows of a table that gives each field's centre and size."""

import csv
import io
from collections.abc import Iterator, Sequence

import shapely
from python_calamine import CalamineError, CalamineWorkbook

from markaz.crops.outlines.outline import Aside, Raw
from markaz.crops.outlines.words import named
from markaz.data.folding import western_digits
from markaz.records.errors import InvalidValueError, UnreadableFileError

# A table says at least how large something is, and one thing more.
_FEWEST_COLUMNS = 2


def of_csv(content: bytes, *, name: str) -> Iterator[Raw | Aside]:
    """Each row of a CSV or tab-separated file as its centre and its words."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFileError(
            "{name} is neither a map file nor a table in UTF-8: send GeoJSON, KML, a zipped"
            " Shapefile, GPX, or a table saved as CSV UTF-8.",
            name=name,
        ) from None
    mark = max(",;\t", key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    except csv.Error:
        raise UnreadableFileError(
            "{name} has a cell longer than any table's, or a quotation mark that is never closed:"
            " save it again as CSV.",
            name=name,
        ) from None
    return _rows(rows, name=name)


def of_xlsx(content: bytes, *, name: str) -> Iterator[Raw | Aside]:
    """Each row of the first sheet of a workbook as its centre and its words."""
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        cells = sheet.to_python()
    except CalamineError:
        raise UnreadableFileError(
            "{name} is no whole workbook: save it again as XLSX.", name=name
        ) from None
    return _rows([[str(cell) for cell in row] for row in cells], name=name)


def _rows(rows: Sequence[Sequence[str]], *, name: str) -> Iterator[Raw | Aside]:
    heads = [head.strip() for head in rows[0]] if rows else []
    if len(heads) < _FEWEST_COLUMNS:
        raise UnreadableFileError(
            "{name} is neither a map nor a table: send GeoJSON, KML, KMZ, GPX, a zipped Shapefile,"
            " or a table with area, latitude and longitude.",
            name=name,
        )
    meant = [named(head) for head in heads]
    if "area" not in meant:
        raise UnreadableFileError(
            "{name} has no column for the area: head it with area, and the centre with latitude"
            " and longitude.",
            name=name,
        )
    return (
        _row(dict(zip(heads, row, strict=False)), number)
        for number, row in enumerate(rows[1:], start=1)
        if any(cell.strip() for cell in row)
    )


def _row(cells: dict[str, str], number: int) -> Raw | Aside:
    words = {head: cell.strip() for head, cell in cells.items() if cell.strip()}
    place = {named(head): cell for head, cell in words.items()}
    latitude, longitude = place.get("latitude"), place.get("longitude")
    if latitude is None and longitude is None:
        return Raw(number, None, words)
    try:
        return Raw(number, shapely.Point(_degrees(longitude), _degrees(latitude)), words)
    except ValueError:
        reason = InvalidValueError(
            "The centre is not two numbers: write latitude and longitude in degrees, as 34.1265."
        )
        return Aside(number, reason, words)


def _degrees(written: str | None) -> float:
    return float(western_digits(written or "").replace("°", ""))
