"""Traps met in released figures, each with invented numbers of the same shape."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from markaz.briefing.figures import compute
from markaz.briefing.printing.numbers import plain
from markaz.checking.figures import questions
from markaz.checking.question import sentences
from markaz.records.figure import Figure, Selection

YEAR = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))
KG = 1_000_000


@pytest.fixture
def printed(ledger):
    def run(*reports: dict[str, object], selection: Selection = YEAR) -> dict[str, Figure]:
        return {figure.id: figure for figure in compute(ledger(*reports), selection)}

    return run


def test_trap_1_a_line_in_question_joins_no_total_and_is_named_as_left_out(printed):
    slip = {"substance": "ATS-MDMA", "dimension": "unknown", "mass_mg": None}
    figure = printed({}, {"lines": (slip,)})["seized_mass"]
    assert (figure.value, figure.counted) == (Decimal("0.001"), 1)
    assert [left.reports for left in figure.excluded] == [1]


def test_trap_2_tablets_are_counted_and_never_weighed(printed):
    tablets = {"substance": "ATS-MDMA", "dimension": "count", "mass_mg": None, "pieces": 100,
               "mass_low_mg": 9_000, "mass_high_mg": 62_500}  # fmt: skip
    figures = printed({}, {"lines": (tablets,)})
    assert figures["seized_mass"].value == Decimal("0.001")
    assert figures["tablets_counted"].value == 100


def test_trap_3_a_headline_that_is_not_the_sum_of_its_parts_is_remarked(printed):
    figures = printed({}, {"lines": ({"substance": "OPI-HEROIN"},)})
    assert remarks(tuple(figures.values())) == ()
    headline = replace(figures["seized_mass"], value=Decimal("157.551"))
    said = remarks((headline, figures["seized_mass_by_substance"]))
    assert any("157,551" in sentence for sentence in said)


def test_trap_4_what_names_no_region_is_its_own_line_and_the_regions_sum(printed):
    figures = printed({}, {"province": ""})
    rows = {row.key: row.value for row in figures["seized_mass_by_province"].rows}
    assert rows == {"PK-PB": 1, "": 1}


def test_trap_5_a_stated_value_outside_the_band_of_prices_is_remarked(printed):
    def said(usd: int) -> list[str]:
        figures = printed({"stated_value_usd_cents": usd * 100})
        return [one for one in remarks(tuple(figures.values())) if "per kg" in one]

    assert said(400) == []
    assert len(said(10**10)) == 1


def test_trap_6_a_subset_above_its_set_is_remarked_and_two_populations_are_named(printed):
    figures = printed(
        {"arrested": 5, "arrested_foreign": 7},
        {"kind": "clearance", "lines": (), "arrested": 110, "arrested_foreign": 110},
    )
    said = remarks(tuple(figures.values()))
    assert any("cannot be part and whole" in sentence for sentence in said)
    assert any("another population" in sentence for sentence in said)


def test_a_remark_in_urdu_has_urdu_digits(printed):
    figures = printed(
        {"arrested": 2, "arrested_foreign": 1},
        {"kind": "clearance", "lines": (), "arrested": 12, "arrested_foreign": 12},
    )
    said = " ".join(remarks(tuple(figures.values()), lang="ur"))
    assert "(۱۲)" in said
    assert not re.search("[0-9]", said)


def test_trap_7_doda_stands_beside_and_never_inside_the_total(printed):
    doda = {"substance": "OPI-POPPY-STRAW", "mass_mg": 10 * KG}
    figures = printed({"lines": ({}, doda)})
    assert figures["seized_mass"].value == Decimal("0.001")
    assert figures["poppy_straw"].value == 10


def test_trap_8_cleared_land_has_no_value_and_drugs_have_no_acres(printed):
    figures = printed({"kind": "clearance", "lines": (), "area_ha": Decimal("24.6858241766400")})
    assert figures["value_international"].value is None
    assert figures["land_cleared"].value == 61


def test_trap_9_the_basis_of_the_date_decides_the_fiscal_year(printed):
    report = {"occurred_first": date(2025, 6, 30), "reported_on": date(2025, 7, 2)}
    first_half = Selection(first=date(2024, 7, 1), last=date(2025, 6, 30))
    assert printed(report, selection=first_half)["seized_mass"].counted == 1


def test_trap_10_what_the_laboratory_denies_is_no_longer_seized_narcotics(printed):
    assert printed({"status": "lab_negative"})["seized_mass"].value is None
    assert printed({"status": "destroyed"})["seized_mass"].counted == 1


def test_trap_11_a_suspect_count_nobody_stated_is_not_nought(printed):
    figure = printed({"arrested": None})["suspects_arrested"]
    assert (figure.value, sum(e.reports for e in figure.excluded)) == (None, 1)


def test_trap_12_a_corrected_report_moves_a_past_month_only_from_the_day_it_was_known(printed):
    corrected = datetime(2025, 5, 2, tzinfo=UTC)
    wrong = {"number": 1, "known_to": corrected}
    right = {"number": 1, "revision": 2, "known_from": corrected, "lines": ({"mass_mg": 3 * KG},)}

    def march(as_known_on: date) -> Decimal:
        month = Selection(date(2025, 3, 1), date(2025, 3, 31), as_known_on=as_known_on)
        return printed(wrong, right, selection=month)["seized_mass"].value

    assert march(date(2025, 4, 30)) == Decimal("0.001")
    assert march(date(2025, 5, 31)) == Decimal("0.003")


def remarks(figures, *, lang="en"):
    return sentences(questions(figures), lang=lang, write=plain)
