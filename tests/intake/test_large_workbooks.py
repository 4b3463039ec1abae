"""Workbooks that are small as files and enormous once opened: refused before they are."""

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from markaz.intake.files.slices import Limits
from markaz.records.errors import UnreadableFileError

ROWS = (
    ("Ref", "Date", "Drug", "Qty", "Unit"),
    ("A/1", "2025-03-04", "charas", 12.5, "kg"),
)
SHEET = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"


def workbook() -> bytes:
    book, stream = Workbook(), io.BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def altered(change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """The sound workbook with each member as `change` gives it back."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in added.items():
            new.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def with_rows(rows: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"</sheetData>", rows + b"</sheetData>") if name == SHEET else content
        )

    return altered(change)


def with_text(text: str, *, shown: int) -> bytes:
    """One shared text, shown in so many rows."""
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(3, shown + 3)
    )
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    link = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    insertions = {
        SHEET: (b"</sheetData>", rows),
        "[Content_Types].xml": (
            b"</Types>", b'<Override PartName="/%b" ContentType="%b"/>' % (SHARED.encode(), kind)
        ),
        "xl/_rels/workbook.xml.rels": (
            b"</Relationships>",
            b'<Relationship Type="%b" Target="/%b" Id="rId99"/>' % (link, SHARED.encode()),
        ),
    }  # fmt: skip

    def change(name: str, content: bytes) -> bytes:
        end, added = insertions.get(name, (b"", b""))
        return content.replace(end, added + end) if end else content

    table = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{text}</t></si></sst>'
    return altered(change, xl__sharedStrings_xml=table.encode())


def test_the_sound_workbook_is_read(described, send):
    assert len(send(workbook(), source=described()).reports) == 1
    assert send(with_text("A/9", shown=2), source=described()).rows == 3


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c s='1' r='XFD1048576' t='n'><v>1</v></c></row>",
        b'<row r="3"><c r="XFD3"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>',
        b'<row r="1048576">' + b"<c><v>1</v></c>" * 100 + b"</row>",
    ],
    ids=["far cell", "other quotes", "cell without an address", "many without an address"],
)
def test_a_sheet_that_reaches_to_a_far_cell_is_refused_before_it_is_opened(described, send, rows):
    with pytest.raises(UnreadableFileError, match="delete the stray cells"):
        send(with_rows(rows), source=described())


def test_a_far_cell_that_is_only_styled_takes_up_no_room(described, send):
    rows = b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert len(send(with_rows(rows), source=described()).reports) == 1


def test_one_long_text_shown_in_many_cells_is_refused_before_it_is_opened(described, send):
    content = with_text("x" * 30_000, shown=50_000)
    assert len(content) < 1_000_000
    with pytest.raises(UnreadableFileError, match="the texts of the sheet come to"):
        send(content, source=described())


def test_long_rows_of_a_sheet_are_read_in_shorter_slices(described, send):
    content = with_text("x" * 1_000, shown=30)
    got = send(content, source=described(), limits=Limits(slice_text=10_000))
    assert got.rows == 31
    assert len(got.chunks) > 2


@pytest.mark.parametrize("added", ["content_xml", "xl__workbook.bin"])
def test_a_sheet_of_another_format_is_refused_with_what_to_send(described, send, added):
    content = altered(lambda _, member: member, **{added: b"<x/>"})
    with pytest.raises(UnreadableFileError, match=r"save it as \.xlsx"):
        send(content, source=described())
