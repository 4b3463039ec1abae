"""Official survey tables: what stands in a cell, and whether parts make their totals."""

from pathlib import Path

import pytest

from markaz.crops.surveys import Cell, read
from markaz.records.errors import UnreadableFileError

FOLDER = Path("../shared/data/afghanistan_opium_district")
TABLE = (
    "﻿Province,District,2019,2020\n"
    'A,First,"1,200",-\n'
    "A,M unjan,300,Part of First\n"
    ',Third,7*,""\n'
    'A Total,,"1,507",p-f\n'
    "B,First,10,20\n"
    "B Total,,10,40\n"
    "B,Odd,abc,0\n"
)


def table():
    return read(TABLE.encode(), name="t.csv")


def cell(district, year):
    [one] = [one for one in table().cells if one.district == district and one.year == year
             and one.province == "A"]  # fmt: skip
    return one.kind, one.area_ha


@pytest.mark.parametrize(
    ("district", "year", "told"),
    [
        ("First", 2019, (Cell.AREA, 1200.0)),
        ("First", 2020, (Cell.NONE, None)),
        ("M unjan", 2020, (Cell.ELSEWHERE, None)),
        ("Third", 2019, (Cell.AREA, 7.0)),
        ("Third", 2020, (Cell.BLANK, None)),
        ("", 2020, (Cell.FREE, None)),
    ],
)
def test_a_cell_says_what_it_says_and_no_zero_is_made_of_a_dash(district, year, told):
    assert cell(district, year) == told


def test_a_total_that_its_parts_do_not_make_is_asked_about():
    found = table()
    assert (found.checked, found.agreeing) == (4, 3)
    assert [str(one) for one in found.questions] == [
        "Odd, 2019: 'abc' is neither an area nor a known word: what does it say?",
        "B, 2020: the parts make 20 ha, the printed total is 40: which holds?",
    ]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xff", b"x,y,z\n"])
def test_what_is_no_survey_table_is_refused(content):
    with pytest.raises(UnreadableFileError, match=r"is no (survey table|table in UTF-8)"):
        read(content, name="t.csv")


@pytest.mark.skipif(not FOLDER.exists(), reason="the survey table is not at hand")
def test_the_parts_of_a_real_survey_make_its_printed_totals():
    tables = [read(path.read_bytes(), name=path.name) for path in sorted(FOLDER.glob("*.csv"))]
    assert sum(one.checked for one in tables) > 200
    assert sum(one.agreeing for one in tables) >= 0.99 * sum(one.checked for one in tables)
    assert [cell for one in tables for cell in one.cells if cell.kind is Cell.UNREAD] == []
