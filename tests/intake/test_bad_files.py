"""Files that cannot be read: one clear sentence, and nothing kept."""

import gzip
import io
import zipfile

import pytest
from openpyxl import Workbook

from markaz.intake.files.slices import Limits
from markaz.records.errors import UnreadableFileError

HEADER = "Ref,Date,Drug,Qty,Unit\n"
ROW = "A/1,04/03/2025,charas,12.5,kg\n"


def _refused(send, content, why: str, **options) -> None:
    with pytest.raises(UnreadableFileError, match=why):
        send(content, **options)


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_refused(described, send, content):
    _refused(send, content, "the file is empty", source=described())


def test_a_file_of_column_names_only_is_refused(described, send):
    _refused(send, HEADER, "no rows", source=described())


def test_a_truncated_gzip_file_is_refused_before_its_first_row(described, send):
    packed = gzip.compress((HEADER + ROW * 10_000).encode())
    _refused(send, packed[: len(packed) // 2], "breaks off", source=described(), name="r.csv.gz")


def test_a_truncated_workbook_is_refused(described, send):
    book, stream = Workbook(), io.BytesIO()
    book.active.append(HEADER.strip().split(","))
    book.save(stream)
    content = stream.getvalue()
    _refused(send, content[: len(content) // 2], "damaged or breaks off", source=described())


def test_a_wrong_encoding_is_refused_with_those_that_were_tried(described, send):
    content = (HEADER + ROW).encode() + "A/2,04/03/2025,چرس,1,kg\n".encode("cp1256")
    _refused(send, content, "not written in utf-8-sig: save it again", source=described())


def test_a_single_endless_line_is_refused_without_loading_it(described, send):
    content = b"x" * 3_000_000
    _refused(send, content, "a line is longer", source=described(), limits=Limits(line=10_000))


def test_an_endless_line_inside_a_gzip_file_is_refused(described, send):
    content = gzip.compress((HEADER + ROW).encode() + b"x" * 30_000_000)
    _refused(send, content, "a line is longer", source=described(), limits=Limits(line=10_000))


def test_a_gzip_file_that_unpacks_to_too_much_is_refused(described, send):
    content = gzip.compress(HEADER.encode() + b"\n" * 30_000_000)
    _refused(send, content, "unpacks to more than 20 MB", source=described(), name="bomb.csv.gz")


def test_a_gzip_file_of_ordinary_rows_may_unpack_to_more(described, send):
    rows = "".join(f"A/{n},04/03/2025,charas,{n % 37 + 1},kg\n" for n in range(1_000))
    content = gzip.compress((HEADER + rows).encode())
    got = send(content, source=described(), limits=Limits(small=1_000), name="r.csv.gz")
    assert got.rows == 1_000


def _archive(size: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * size)
    return stream.getvalue()


def test_a_workbook_that_unpacks_to_too_much_is_refused_by_its_directory(described, send):
    _refused(send, _archive(50_000_000), "unpacks to", source=described(), name="bomb.xlsx")
    small = Limits(unpacked=1_000)
    _refused(send, _archive(2_000), "unpacks to", source=described(), limits=small)


def test_a_workbook_whose_directory_lies_about_sizes_is_refused(described, send):
    content = _archive(1_000_000)
    lying = content.replace((1_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    _refused(send, lying, "damaged or breaks off", source=described())


def test_an_archive_that_is_no_workbook_is_refused(described, send):
    _refused(send, _archive(100), "damaged or breaks off", source=described())


def test_a_column_name_that_is_a_story_is_refused(described, send):
    content = HEADER.replace("Unit", "Unit," + "x" * 300) + ROW
    _refused(send, content, "look for the row of the names", source=described())


def test_ten_thousand_columns_are_refused(described, send):
    content = ",".join(f"c{n}" for n in range(10_000)) + "\n" + "," * 9_999 + "\n"
    _refused(send, content, "10,000 columns", source=described())


def test_nul_bytes_are_refused(described, send):
    _refused(send, HEADER + "A/1\0,04/03/2025,charas,1,kg\n", "NUL", source=described())


def test_a_missing_column_is_named_with_those_that_are_there(described, send):
    source = described(required=["reference", "occurred", "quantity"])
    text = "Ref,Date,Drug,Unit\nA/1,04/03/2025,charas,kg\n"
    _refused(send, text, "'Qty', from which quantity is read, is missing.*Ref, Date", source=source)


def test_a_doubled_column_is_refused_where_it_is_read(described, send):
    text = "Ref,Date,Drug,Qty,Qty,Unit\nA/1,04/03/2025,charas,1,2,kg\n"
    _refused(send, text, "'Qty' stands twice", source=described())


def test_a_doubled_column_that_nobody_reads_is_only_asked_about(described, send):
    text = "Ref,Date,Drug,Qty,Unit,Note,Note\nA/1,04/03/2025,charas,1,kg,a,b\n"
    got = send(text, source=described())
    assert len(got.reports) == 1
    assert "'Note', 'Note (2)'" in got.asked[0]


def test_an_unpaired_quotation_mark_is_refused_and_swallows_no_rows(described, send):
    _refused(
        send, HEADER + '"A/1,04/03/2025,charas,1,kg\n' + ROW, "do not pair up", source=described()
    )


@pytest.mark.parametrize("start", [b"%PDF-1.7 ...", b"\xd0\xcf\x11\xe0 old", b"Rar!..."])
def test_a_file_of_another_kind_is_refused_with_what_to_send(described, send, start):
    _refused(send, start, "save it as .xlsx|send the table", source=described())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('[\n{"Ref": "A/1"}\n', "cannot be read as JSON"),
        ("<html><table/></html>", "web page or XML"),
    ],
)
def test_a_text_without_rows_is_refused_with_what_to_send(described, send, content, why):
    _refused(send, content, why, source=described())


def test_more_rows_than_the_source_sends_are_refused(described, send):
    source = described(expect={"max_rows": 3})
    _refused(send, HEADER + ROW * 4, "more than 3 rows", source=source)


def test_fewer_rows_than_the_source_sends_are_asked_about(described, send):
    got = send(HEADER + ROW, source=described(expect={"min_rows": 10}))
    assert any("fewer than 10" in sentence for sentence in got.asked)


def test_a_missing_sheet_is_named(described, send):
    book, stream = Workbook(), io.BytesIO()
    book.active.title = "Sheet A"
    book.save(stream)
    _refused(
        send,
        stream.getvalue(),
        "'March' is missing; the file has: Sheet A",
        source=described(sheet="March"),
    )
