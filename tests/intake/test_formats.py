"""The formats a file may come in, all through one pipeline."""

import gzip
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

ROWS = [
    ["Ref", "Date", "Drug", "Qty", "Unit"],
    ["A/1", "04/03/2025", "charas", "12.5", "kg"],
    ["A/2", "05/03/2025", "heroin", "2", "kg"],
]


def _text(separator: str) -> str:
    return "\r\n".join(separator.join(row) for row in ROWS) + "\r\n"


def _masses(got) -> list[int]:
    return [line["mass_mg"] for line in got.lines]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_whatever_the_source_says(described, send, separator):
    got = send(_text(separator), source=described(delimiter=";"))
    assert _masses(got) == [12_500_000, 2_000_000]


def test_a_byte_order_mark_is_no_part_of_the_first_name(described, send):
    got = send(b"\xef\xbb\xbf" + _text(",").encode(), source=described())
    assert [row["reference"] for row in got.reports] == ["A/1", "A/2"]


def test_encodings_are_tried_in_order_and_strictly(described, send):
    text = "Ref,Date,Drug,Qty,Unit\nÑ/1,04/03/2025,charas,1,kg\n"
    got = send(text.encode("cp1252"), source=described(encodings=["utf-8-sig", "cp1252"]))
    assert got.reports[0]["reference"] == "Ñ/1"


def test_utf_16_is_read_where_the_source_names_it(described, send):
    got = send(_text(",").encode("utf-16"), source=described(encodings=["utf-8", "utf-16"]))
    assert len(got.reports) == 2


def test_a_gzip_file_is_unpacked_by_its_first_bytes(described, send):
    got = send(gzip.compress(_text(",").encode()), source=described(), name="report.csv")
    assert len(got.reports) == 2


def test_a_quoted_cell_may_hold_separators_quotes_and_lines(described, send):
    source = described(
        columns={"Ref": "reference", "Date": "occurred", "Drug": "substance", "Note": "remarks"}
    )
    text = 'Ref,Date,Drug,Note\nA/1,04/03/2025,charas,"a, ""b""\nc"\nA/2,04/03/2025,charas,x\n'
    got = send(text, source=source)
    assert [row["remarks"] for row in got.reports] == ['a, "b"\nc', "x"]
    assert [row["first_row"] for row in got.reports] == [2, 3]


def test_a_row_with_a_stray_separator_is_set_aside_and_the_next_is_read(described, send):
    text = (
        _text(",") + "A/3,06/03/2025,charas,1,kg,stray\r\nA/4,06/03/2025,charas\r\n"
        "A/5,07/03/2025,charas,1,kg\r\n"
    )
    got = send(text, source=described())
    assert [one.row for one in got.set_aside] == [4, 5]
    assert "the row has 6 cells and the header 5" in got.reasons[0]
    assert [row["first_row"] for row in got.reports] == [2, 3, 6]


def test_blank_rows_are_no_rows_but_keep_their_place_in_the_sheet(described, send):
    got = send("Ref,Date,Drug,Qty,Unit\n\nA/1,04/03/2025,charas,1,kg\n,,,,\n", source=described())
    assert got.rows == 1
    assert got.reports[0]["first_row"] == 3


def test_json_lines_keep_numbers_as_they_are_written(described, send):
    row = (
        '{"Ref": "A/1", "Date": "2025-03-04", "Drug": "charas",'
        ' "Qty": 0.10000000000000001, "Unit": "kg"}'
    )
    got = send(row + "\n\n" + "no json\n", source=described(), name="report.jsonl")
    assert got.lines[0]["quantity_text"] == "0.10000000000000001"
    assert got.lines[0]["mass_mg"] == 100_000
    assert [one.row for one in got.set_aside] == [3]


def test_json_lines_with_other_keys_later_lose_nothing(described, send):
    rows = [
        {"Ref": "A/1", "Date": "2025-03-04", "Drug": "charas", "Qty": "1", "Unit": "kg"},
        {
            "Unit": "kg",
            "Extra": "x",
            "Qty": 2,
            "Ref": "A/2",
            "Date": "2025-03-04",
            "Drug": "charas",
        },
        {"Ref": "A/3", "Date": "2025-03-04", "Drug": "charas", "Qty": ["3"], "Unit": "kg"},
    ]
    text = "\n".join(map(json.dumps, rows))
    got = send(text, source=described(), name="report.jsonl", chunk_rows=1)
    assert sorted(_masses(got)) == [1_000_000, 2_000_000, 3_000_000]
    assert [one.column for one in got.questions if one.row == 0] == ["Extra"]


NESTED = {
    "Ref": "A/1", "Date": "2025-03-04",
    "lines": [
        {"Drug": "charas", "Qty": 12.5, "Unit": "kg"}, {"Drug": "heroin", "Qty": 2, "Unit": "kg"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [json.dumps(NESTED), json.dumps([NESTED]), json.dumps(NESTED, indent=2), "\ufeff\n[%s]"],
    ids=["line", "list", "over several lines", "behind a mark"],
)
def test_a_report_may_list_its_lines_in_json(described, send, text):
    got = send(text.replace("%s", json.dumps(NESTED)), source=described())
    assert (len(got.reports), _masses(got)) == (1, [12_500_000, 2_000_000])


def test_a_report_of_a_list_that_is_none_is_set_aside_at_its_place(described, send):
    lines = {"Ref": "A/3", "Date": "2025-03-04", "lines": ["charas", {}]}
    got = send(json.dumps([NESTED, 7, lines, {**NESTED, "Ref": "A/2"}]), source=described())
    assert [row["reference"] for row in got.reports] == ["A/1", "A/2"]
    assert [(one.row, one.as_written["report"][:4]) for one in got.set_aside] == [
        (2, '"7"'), (3, '{"Re'),
    ]  # fmt: skip
    assert got.rows == 6


def test_where_each_row_is_a_report_none_is_made_of_two_lines(described, send):
    source = described(
        lines="one_per_row", columns={"Date": "occurred", "Drug": "substance", "Qty": "quantity"}
    )
    got = send(json.dumps([NESTED, {"Date": "2025-03-04", "Drug": "charas"}]), source=source)
    assert [one.row for one in got.set_aside] == [1]
    assert len(got.reports) == 1


def _workbook(path: Path, rows: list[list[object]], *, title: int = 0) -> Path:
    book = Workbook()
    sheet = book.active
    for n in range(title):
        sheet.append([f"Title line {n}"])
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_typed_cells_become_the_text_a_person_sees(described, receive, tmp_path):
    rows = [
        ROWS[0],
        ["A/1", datetime.fromisoformat("2025-03-04"), "charas", 12.0, "kg"],
        [7, date(2025, 3, 5), "heroin", 1.5, "kg"],
    ]
    got = receive(_workbook(tmp_path / "r.xlsx", rows), source=described())
    assert [row["reference"] for row in got.reports] == ["A/1", "7"]
    assert [row["occurred_first"] for row in got.reports] == [date(2025, 3, 4), date(2025, 3, 5)]
    assert [line["quantity_text"] for line in got.lines] == ["12", "1.5"]


def test_title_rows_above_the_header_are_passed_over(described, receive, tmp_path):
    path = _workbook(tmp_path / "r.xlsx", ROWS, title=2)
    got = receive(path, source=described(header_row=3))
    assert [row["first_row"] for row in got.reports] == [4, 5]


def test_a_merged_header_names_every_column_it_covers(described, receive, tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["Ref", "Date", "Drug", "Qty", None])
    sheet.append([None, None, None, None, None])
    sheet.append(["A/1", "04/03/2025", "charas", "12.5", "kg"])
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E2"):
        sheet.merge_cells(area)
    book.save(tmp_path / "r.xlsx")
    columns = {
        "Ref": "reference", "Date": "occurred", "Drug": "substance", "Qty": "quantity",
        "Qty (2)": "unit",
    }  # fmt: skip
    got = receive(tmp_path / "r.xlsx", source=described(header_row=2, columns=columns))
    assert _masses(got) == [12_500_000]


def test_a_workbook_is_read_for_a_source_that_sends_csv(described, receive, tmp_path):
    path = _workbook(tmp_path / "wrongly-named.csv", ROWS)
    assert len(receive(path, source=described(format="csv")).reports) == 2


def test_a_formula_without_a_cached_value_is_an_empty_cell(described, receive, tmp_path):
    rows = [ROWS[0], ["=1+1", "04/03/2025", "charas", "12.5", "kg"]]
    got = receive(_workbook(tmp_path / "r.xlsx", rows), source=described())
    assert got.reports == []
    assert "reference is empty: fill it in" in got.reasons[0]


def test_a_formula_in_a_csv_cell_is_only_text(described, send):
    got = send("Ref,Date,Drug,Qty,Unit\n=1+1,04/03/2025,charas,1,kg\n", source=described())
    assert got.reports[0]["reference"] == "=1+1"


def test_columns_nobody_reads_are_asked_about_once(described, send):
    text = "Ref,Date,Drug,Qty,Unit,Mood\n" + "".join(
        f"A/{n},04/03/2025,charas,1,kg,x\n" for n in range(5)
    )
    got = send(text, source=described(), chunk_rows=2)
    assert [(one.row, one.column) for one in got.questions] == [(0, "Mood")]
    assert send(text, source=described(ignore=["Mood"])).questions == []


def _json(**keys: str) -> str:
    row = {"Ref": "A/1", "Date": "2025-03-04", "Drug": "charas", "Qty": "1", "Unit": "kg"} | keys
    return "{" + ", ".join(f'"{key}": "{value}"' for key, value in row.items()) + "}\n"


def test_half_a_character_in_a_json_line_sets_that_line_aside(described, send):
    text = _json(Drug="\\ud800") + _json(**{"\\udfff": "x"}) + _json(Ref="A/2")
    got = send(text, source=described(), name="report.jsonl")
    assert [one.row for one in got.set_aside] == [1, 2]
    assert [row["reference"] for row in got.reports] == ["A/2"]


def test_a_key_that_stands_twice_in_a_json_line_loses_no_value(described, send):
    text = _json().replace("}", ', "Qty": "6"}') + _json(Ref="A/2")
    got = send(text, source=described(), name="report.jsonl")
    assert "the key 'Qty' stands twice" in got.reasons[0]
    assert '"Qty": "1"' in got.set_aside[0].as_written["line"]


def test_a_whole_character_written_as_two_halves_is_read(described, send):
    got = send(_json(Ref="\\ud83d\\ude00"), source=described(), name="report.jsonl")
    assert got.reports[0]["reference"] == "\N{GRINNING FACE}"
