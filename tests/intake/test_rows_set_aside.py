"""Rows that cannot be read are set aside with a sentence, and can be mended and sent again."""

import pytest
from openpyxl import load_workbook

from markaz.intake import rejected
from markaz.intake.files.slices import REASONS_COLUMN

HEADER = "Ref,Date,Drug,Qty,Unit\n"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"occurred": "2025-02-30"}, "no day of the calendar"),
        ({"occurred": "2031-01-01"}, "after it was received"),
        ({"occurred": ""}, "occurred is empty"),
        ({"reference": ""}, "reference is empty"),
        ({"quantity": "-5"}, "negative"),
        ({"substance": "xyz"}, "substance 'xyz' is in no vocabulary: add a synonym or a lookup"),
        ({"substance": ""}, "names no substance"),
        ({"arrested": "thirteen"}, "'thirteen' is not a number"),
        ({"agency": "Nobody"}, "agency 'Nobody'"),
        ({"kind": "party"}, "kind 'party'"),
        ({"marking": "PURPLE"}, "marking 'PURPLE'"),
        ({"country": "Atlantis"}, "country 'Atlantis'"),
        ({"reported_on": "2025-02-30"}, "no day of the calendar"),
        ({"area": "5", "area_unit": "kg"}, "no unit of area"),
    ],
)
def test_an_unreadable_row_is_set_aside_with_one_sentence(standard, change, why):
    got = standard(change, {"reference": "A/9"})
    assert len(got.reports) == 1
    assert why in got.reasons[0]
    assert got.set_aside[0].row == 2


def test_what_a_report_can_do_without_is_asked_about_once_and_left_unknown(standard):
    rows = [{"reference": f"A/{n}", "transport": "blimp", "status": "perhaps"} for n in range(5)]
    got = standard(*rows)
    assert len(got.reports) == 5
    assert {row["transport"] for row in got.reports} == {""}
    assert {row["status"] for row in got.reports} == {"unknown"}
    assert sorted(one.column for one in got.questions) == ["status", "transport"]


def _sent_back(tmp_path, described, send, **keys):
    source = described(**keys)
    got = send(HEADER + "A/1,04/03/2025,charas,1,kg\nA/2,30/02/2025,=cmd(),1,kg\n", source=source)
    path = tmp_path / "rejected.xlsx"
    rejected.write(path, set_aside=got.set_aside, source=source)
    return path, source


def test_a_mended_row_is_kept_when_the_file_is_sent_again(tmp_path, described, send, receive):
    path, source = _sent_back(tmp_path, described, send)
    assert [one.row for one in receive(path, source=source).set_aside] == [2]
    book = load_workbook(path)
    sheet = book.active
    assert sheet.cell(1, 6).value == REASONS_COLUMN
    assert "no day of the calendar" in sheet.cell(2, 6).value
    sheet.cell(2, 2).value = "28/02/2025"
    sheet.cell(2, 3).value = "heroin"
    book.save(path)
    got = receive(path, source=source)
    assert [row["reference"] for row in got.reports] == ["A/2"]
    assert got.questions == []


def test_a_cell_that_looks_like_a_formula_is_written_as_text(tmp_path, described, send):
    path, _ = _sent_back(tmp_path, described, send)
    cell = load_workbook(path).active.cell(2, 3)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=cmd()", "s", True)


def test_mended_rows_stand_where_the_source_looks_for_them(tmp_path, described, receive):
    from markaz.records.batch import SetAside

    row = {"Ref": "A/2", "Date": "28/02/2025", "Drug": "charas", "Qty": "1", "Unit": "kg"}
    aside = [SetAside(9, "Date", "no day \x01", row)]
    for place in ({"sheet": "March"}, {"sheet": 2}, {"header_row": 4}):
        source = described(**place)
        rejected.write(tmp_path / "r.xlsx", set_aside=aside, source=source)
        assert len(receive(tmp_path / "r.xlsx", source=source).reports) == 1


def test_rows_set_aside_come_in_the_order_of_the_sheet(described, send):
    text = (
        "Ref,Date,Drug,Qty,Unit\n"
        "A/1,30/02/2025,charas,1,kg\nA/2,04/03/2025\nA/3,30/02/2025,charas,1,kg\n"
    )
    assert [one.row for one in send(text, source=described()).set_aside] == [2, 3, 4]


def test_a_reason_only_begins_to_say_a_long_text(standard):
    got = standard({"substance": "no such drug " * 1_000})
    assert "no such drug" in got.reasons[0]
    assert len(got.reasons[0]) < 300
    assert len(got.set_aside[0].as_written["substance"]) == 13_000


def test_a_reference_that_no_table_holds_is_set_aside(standard):
    got = standard({"reference": "A/" + "1" * 254}, {"reference": "A/" + "1" * 253})
    assert "longer than 255 characters" in got.reasons[0]
    assert len(got.reports) == 1


def test_a_crop_told_as_a_story_is_asked_about_and_left_unknown(standard):
    field = {"kind": "clearance", "area": "2", "area_unit": "acre", "substance": "", "quantity": ""}
    got = standard(field | {"crop": "poppy, seen from the road, later ploughed under"})
    assert got.reports[0]["crop"] == ""
    assert any("name the crop alone" in sentence for sentence in got.asked)
