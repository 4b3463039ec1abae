"""Traps met in released figures, each with invented numbers of the same shape."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from markaz.briefing.consistency import remarks
from markaz.briefing.figures import compute
from markaz.records.figure import Figure, Selection

YEAR = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))
KG = 1_000_000


@pytest.fixture
def printed(ledger):
    def run(*reports: dict[str, object], selection: Selection = YEAR) -> dict[str, Figure]:
        return {figure.id: figure for figure in compute(ledger(*reports), selection)}

    return run


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
    said = remarks(tuple(printed({"stated_value_usd_cents": 10**12}).values()))
    assert any("per kg" in sentence for sentence in said)


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
