"""No sentence of the aid says more than two energies can tell."""

import re

import pytest

from markaz.airport.physics.aid import Aid
from markaz.airport.physics.texts import Remark

CLAIMS = re.compile(
    r"cocaine|heroin|meth|opium|hashish|fentanyl|ketamine|MDMA|identif|detect|contains|is a drug"
    r"|\bfound\b|\bsafe\b|\bclear(?:ed)?\b|\bharmless\b|no threat|nothing suspicious|\bcertain",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "text", ["Heroin found.", "This bag is clear.", "Safe to pass.", "Drug detected."]
)
def test_a_claim_is_noticed(text):
    assert CLAIMS.search(text)


@pytest.mark.parametrize("remark", Remark)
def test_no_remark_claims_a_substance_or_that_a_bag_is_clear(remark):
    assert not CLAIMS.search(remark.value)
    assert remark.value.endswith(".")


def test_the_mark_of_salts_names_what_looks_alike_and_asks_for_a_search():
    for word in ("Baking soda", "soda ash", "washing powder", "toothpaste", "lead", "search"):
        assert word in Remark.SALT.value


def test_only_the_mark_of_salts_speaks_of_drugs():
    assert [one for one in Remark if "drug" in one.value.lower()] == [Remark.SALT]


def test_an_aid_says_nothing_of_a_whole_bag():
    assert set(Aid.__slots__) == {
        "material", "zeff", "areal_density", "not_inspected", "findings",
    }  # fmt: skip
