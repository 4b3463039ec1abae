from decimal import Decimal

import pytest

from markaz.data.tables import rows
from markaz.data.units import UNITS, unit_code

BASES = {
    "mass": {"g"},
    "volume": {"ml"},
    "count": {"piece"},
    "area": {"ha"},
    "money": {"usd", "pkr"},
}


@pytest.mark.parametrize("code", UNITS)
def test_every_unit_has_a_dimension_its_base_and_a_positive_factor(code):
    unit = UNITS[code]
    assert unit.base in BASES[unit.dimension]
    assert unit.factor > 0


def test_every_spelling_leads_to_a_known_unit():
    for row in rows("unit_synonyms"):
        assert row["code"] in UNITS
        assert unit_code(row["synonym"]) == row["code"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Kgs", "kg"),
        ("KG.", "kg"),
        ("کلو", "kg"),
        ("KILOGRAMO", "kg"),
        ("gm", "g"),
        ("گرام", "g"),
        ("تولہ", "tola"),
        ("من", "maund"),
        ("ٹن", "t"),
        ("Ltrs", "l"),
        ("گولیاں", "tablet"),
        ("tabs", "tablet"),
        ("ایکڑ", "acre"),
        ("کنال", "kanal"),
        ("HECTAREA", "ha"),
        ("Gallons (UK)", "gal-uk"),
        ("Kg(s)", "kg"),
        ("ٹولہ", "tola"),
        ("Mds", "maund"),
    ],
)
def test_what_agencies_write_leads_to_one_unit(written, code):
    assert unit_code(written) == code


@pytest.mark.parametrize("written", ["", "gallon", "kgg", "m", "-"])
def test_a_unit_is_never_guessed(written):
    assert unit_code(written) is None


def test_the_area_units_hang_together_exactly():
    acre = Decimal("0.40468564224")
    assert UNITS["acre"].factor == acre
    assert UNITS["kanal"].factor * 8 == acre
    assert UNITS["marla"].factor * 20 == UNITS["kanal"].factor


def test_the_old_weights_hang_together():
    tola = UNITS["tola"]
    assert tola.factor == Decimal("11.6638038")
    assert not tola.approximate
    assert UNITS["seer"].factor == tola.factor * 80
    assert UNITS["maund"].factor == UNITS["seer"].factor * 40
    assert UNITS["masha"].factor * 12 == tola.factor
    assert UNITS["ratti"].factor * 8 == UNITS["masha"].factor


def test_local_units_that_differ_by_market_say_so():
    for code in ("seer", "maund", "jarib", "bigha"):
        assert UNITS[code].approximate


def test_a_container_is_counted_and_never_weighed():
    for code in ("packet", "bottle", "ampoule", "bag", "drum"):
        assert UNITS[code].dimension == "count"
