"""Any file a source may come in: its format is read from its first bytes, not from its name."""

from collections.abc import Iterator
from pathlib import Path

from markaz.intake.files import delimited, documents, jsonlines, workbook
from markaz.intake.files.slices import LIMITS, Limits, Slice
from markaz.intake.files.text import blocks, encoding_of
from markaz.intake.sources.description import Source
from markaz.records.errors import UnreadableFileError

_REFUSED = {
    b"%PDF": "the file is a PDF: send the table it was made from, as XLSX or CSV",
    b"\xd0\xcf\x11\xe0": "the Excel file is old or locked: save it as .xlsx without a password",
    b"Rar!": "the file is packed with RAR: send the table itself, as XLSX or CSV",
    b"7z\xbc\xaf": "the file is packed with 7z: send the table itself, as XLSX or CSV",
}
_NO_ROWS = {
    "<": "the file is a web page or XML: send the table itself, as XLSX or CSV",
}


def slices(path: Path, *, source: Source, size: int, limits: Limits = LIMITS) -> Iterator[Slice]:
    """The rows of the file, as text under their headers, in slices of `size`."""
    with path.open("rb") as file:
        start = file.read(4)
    if start in _REFUSED:
        raise UnreadableFileError(_REFUSED[start])
    if not start:
        raise UnreadableFileError("the file is empty: send it again with its rows")
    if start[:2] == b"PK":
        return workbook.slices(path, source=source, size=size, limits=limits)
    if documents.is_document(path):
        return documents.slices(path, source=source, size=size, limits=limits)
    encoding = encoding_of(path, encodings=source.encodings, limits=limits)
    first = next(blocks(path, encoding=encoding, limits=limits))
    start_of_text = first.lstrip("\ufeff \t\r\n")[:1]
    if start_of_text in _NO_ROWS:
        raise UnreadableFileError(_NO_ROWS[start_of_text])
    read = jsonlines.slices if start_of_text == "{" else delimited.slices
    return read(path, source=source, encoding=encoding, size=size, limits=limits)
