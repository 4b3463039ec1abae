"""A frozen briefing compared, and figures written for machines and spreadsheets."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from openpyxl import load_workbook

from markaz.briefing.edition import Moved, Mover, compare, freeze
from markaz.briefing.export import json_bytes, moved_as_json, opened_as_json, write_xlsx
from markaz.briefing.figures import compute
from markaz.briefing.opening import open_figure
from markaz.briefing.printing.numbers import plain
from markaz.checking.figures import questions
from markaz.checking.question import sentences
from markaz.records.figure import Figure, Selection

MARCH = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31), as_known_on=date(2025, 3, 31))
APRIL = datetime(2025, 4, 20, 12, tzinfo=UTC)
TODAY = date(2025, 5, 1)
KG = 1_000_000


def moved_since(connection) -> dict[str, Moved]:
    frozen = freeze(compute(connection, MARCH), selection=MARCH)
    return {one.figure: one for one in compare(frozen, connection, now=TODAY)}


def corrected(**facts: object) -> tuple[dict[str, object], dict[str, object]]:
    return {"known_to": APRIL}, {"number": 1, "revision": 2, "known_from": APRIL, **facts}


def test_nothing_has_moved_where_nothing_came_in(ledger):
    assert moved_since(ledger({}, {"arrested": 3})) == {}


def test_a_correction_moves_only_the_figures_it_touches(ledger):
    moved = moved_since(ledger(*corrected(arrested=4)))
    assert moved.keys() == {"suspects_arrested"}
    assert moved["suspects_arrested"].reports == (Mover(1, None, 4),)


def test_a_substance_set_right_moves_the_lines_though_the_sum_stands(ledger):
    moved = moved_since(ledger(*corrected(lines=({"substance": "OPI-HEROIN"},))))
    by_substance = moved["seized_mass_by_substance"]
    assert "seized_mass" not in moved
    assert by_substance.old == by_substance.new == 1
    assert {(row.key, row.old, row.new) for row in by_substance.rows} == {
        ("CAN-RESIN", 1, None),
        ("OPI-HEROIN", None, 1),
    }
    assert set(by_substance.reports) == {
        Mover(1, Decimal(1), None, "CAN-RESIN"),
        Mover(1, None, Decimal(1), "OPI-HEROIN"),
    }


def test_what_moved_a_figure_adds_up_to_the_change(ledger):
    heavier = ({"mass_mg": 7 * KG},)
    connection = ledger(
        *corrected(lines=heavier),
        {"number": 2},
        {"number": 3, "received_at": APRIL, "lines": heavier},
        links=[{"number": 2, "incident": 1, "known_from": APRIL}],
    )
    moved = moved_since(connection)
    for figure in ("seized_mass", "seized_mass_by_month", "value_international"):
        change = sum((one.new or 0) - (one.old or 0) for one in moved[figure].reports)
        assert change == moved[figure].new - moved[figure].old
    assert [one.number for one in moved["seized_mass"].reports] == [3, 1, 2]
    assert moved["seized_mass"].sentences(limit=1)[-1] == "and 2 more"


def test_a_report_beyond_the_ten_heaviest_moves_no_list_of_them(ledger):
    heavy = [{"lines": ({"mass_mg": n * KG},)} for n in range(10, 20)]
    late = {"received_at": APRIL, "lines": ({"mass_mg": KG},)}
    moved = moved_since(ledger(*heavy, late))
    assert "top_incidents" not in moved
    assert [one.number for one in moved["seized_mass_without_top3"].reports] == [11]


def test_a_moved_figure_is_written_whole_for_machines(ledger):
    moved = moved_since(ledger(*corrected(lines=({"substance": "OPI-HEROIN"},))))
    written = moved_as_json(moved["seized_mass_by_substance"])
    assert {row["key"] for row in written["rows"]} == {"CAN-RESIN", "OPI-HEROIN"}
    assert {one["row"] for one in written["reports"]} == {"CAN-RESIN", "OPI-HEROIN"}
    assert written["more_reports"] == 0


def test_a_day_that_ended_before_a_moment_does_not_know_it(ledger):
    connection = ledger({}, {"received_at": datetime(2025, 3, 31, 9, tzinfo=UTC)})
    at_eight = replace(MARCH, known_at=datetime(2025, 3, 31, 8, tzinfo=UTC))
    assert compute(connection, at_eight, ids=["seizure_cases"])[0].value == 1
    assert compute(connection, MARCH, ids=["seizure_cases"])[0].value == 2


def test_each_figure_is_one_object_with_numbers_as_numbers(ledger):
    written = json.loads(
        json_bytes(compute(ledger({"arrested": 2}, {}, links=[(2, 1)]), MARCH), simulated=True)
    )
    by_id = {one["id"]: one for one in written}
    mass = by_id["seized_mass"]
    assert {"id", "label", "value", "unit", "counted", "excluded", "basis", "as_known_on"} <= (
        mass.keys()
    )
    assert (mass["value"], mass["counted"], mass["as_known_on"]) == (0.001, 1, "2025-03-31")
    assert by_id["suspects_arrested"]["value"] == 2
    assert by_id["land_cleared"]["value"] is None
    assert by_id["destination_countries"]["row_unit"] == "cases"
    assert all(one["simulated"] for one in written)


def test_an_opened_figure_dates_its_incidents_as_closely_as_is_known(ledger):
    connection = ledger(
        {"occurred_first": date(2025, 3, 1), "occurred_last": date(2025, 3, 31),
         "occurred_precision": "month"}
    )  # fmt: skip
    written = opened_as_json(open_figure(connection, "seized_mass", MARCH))
    assert written["incidents"][0]["occurred"] == "2025-03"
    assert json.loads(json.dumps(written))["total_incidents"] == 1


def test_a_workbook_is_the_same_bytes_at_another_time(ledger, tmp_path):
    figures = compute(ledger({}), MARCH)
    for day, name in ((date(2026, 1, 1), "one.xlsx"), (date(2027, 6, 30), "two.xlsx")):
        with time_machine.travel(day):
            write_xlsx(tmp_path / name, figures, simulated=False)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize("place", ["=HYPERLINK(1)", "bell \a inside"])
def test_a_place_in_a_workbook_is_text_and_never_a_formula(ledger, tmp_path, place):
    write_xlsx(tmp_path / "b.xlsx", compute(ledger({"place_text": place}), MARCH), simulated=True)
    book = load_workbook(io.BytesIO((tmp_path / "b.xlsx").read_bytes()))
    assert "SIMULATED figures" in book.sheetnames
    cells = [cell for row in book["top_incidents"].iter_rows() for cell in row]
    assert any(str(cell.value).startswith(place[:4]) for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def remarked(ledger, *reports: dict[str, object], lang: str = "en") -> tuple[str, ...]:
    figures: tuple[Figure, ...] = compute(ledger(*reports), MARCH, lang=lang)
    return remarks(figures, lang=lang)


def test_figures_that_agree_are_remarked_upon_by_nobody(ledger):
    assert remarked(ledger, {"arrested": 2, "arrested_foreign": 1}, {}) == ()


def test_a_low_stated_value_is_remarked_only_where_every_report_states_one(ledger):
    cheap = {"stated_value_usd_cents": 1}
    assert len(remarked(ledger, cheap)) == 1
    assert remarked(ledger, cheap, {}) == ()


@pytest.mark.parametrize(("lang", "hundred"), [("en", "100"), ("ur", "۱۰۰")])
def test_a_catch_all_above_a_tenth_is_remarked(ledger, lang, hundred):
    said = remarked(ledger, {"lines": ({"substance": "UNK-UNSPECIFIED"},)}, lang=lang)
    assert len(said) == 1
    assert hundred in said[0]


def remarks(figures, *, lang="en"):
    return sentences(questions(figures), lang=lang, write=plain)
