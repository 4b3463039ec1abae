import re

import pytest

from markaz.data.agencies import AGENCIES, agency_code
from markaz.data.places import PROVINCES
from markaz.data.tables import rows


def test_every_agency_is_well_formed_and_its_parent_and_province_are_known():
    for code, agency in AGENCIES.items():
        assert re.fullmatch("[A-Z]+(-[A-Z]+)*", code)
        assert agency.parent is None or agency.parent in AGENCIES
        assert agency.province is None or agency.province in PROVINCES
        assert agency.kind


def test_the_lead_agency_has_its_five_directorates():
    assert sum(agency.parent == "ANF" for agency in AGENCIES.values()) == 5


def test_the_centre_and_the_compilers_of_foreign_data_are_registered():
    assert AGENCIES["NCC"].kind == "centre"
    for code in ("UNODC", "US-CBP", "CO-MINDEFENSA"):
        assert AGENCIES[code].kind == "compiler"


def test_every_spelling_leads_to_a_known_agency():
    for row in rows("agency_synonyms"):
        assert row["code"] in AGENCIES
        assert agency_code(row["synonym"]) == row["code"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("RD ANF North", "ANF-NORTH"),
        ("اے این ایف", "ANF"),
        ("Airport Security Force", "ASF"),
        ("FC KP (North)", "FC-KP-NORTH"),
        ("Pak. Customs", "CUSTOMS"),
    ],
)
def test_what_agencies_call_themselves_leads_to_one_agency(written, code):
    assert agency_code(written) == code


@pytest.mark.parametrize("written", ["", "police", "rangers", "FC", "excise"])
def test_half_a_name_is_not_guessed(written):
    assert agency_code(written) is None
