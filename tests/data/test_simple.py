import re

import pytest

from markaz.data.simple import (
    TERMS,
    concealment_code,
    detection_code,
    document_fault_code,
    document_kind_code,
    form_code,
    protection_code,
    transport_code,
)
from markaz.data.tables import rows

READERS = {
    "forms": form_code,
    "transport": transport_code,
    "concealment": concealment_code,
    "detection": detection_code,
    "document_kinds": document_kind_code,
    "document_faults": document_fault_code,
    "protections": protection_code,
}


@pytest.mark.parametrize("table", TERMS)
def test_every_code_is_well_formed_and_leads_to_itself(table):
    for code, term in TERMS[table].items():
        assert re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", code)
        assert READERS[table](code) == code
        assert READERS[table](term.label_en) == code
        assert READERS[table](term.label_ur) == code


def test_every_spelling_leads_to_a_known_term():
    for row in rows("term_synonyms"):
        assert READERS[row["table"]](row["synonym"]) == row["code"]
        assert row["code"] in TERMS[row["table"]]


def test_the_ten_modes_of_the_recommendation_are_there_and_house_codes_hang_below_them():
    assert {code for code in TERMS["transport"] if len(code) == 1} == set("0123456789")
    for code in TERMS["transport"]:
        assert code == "OTH" or code[0].isdigit()


@pytest.mark.parametrize("read", READERS.values())
def test_an_unknown_spelling_is_not_guessed(read):
    assert read("zzz") is None
    assert read("") is None
