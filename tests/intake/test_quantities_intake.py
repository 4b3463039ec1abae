"""Quantities: exact where read, asked about where in doubt, never zero and never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.data.units import UNITS, unit_code
from markaz.intake.values.amounts import Marks
from markaz.intake.values.outcome import Doubtful
from markaz.intake.values.quantities import NOTHING, QuantityReader

READER = QuantityReader(
    marks=Marks(), unit_of=lambda text: text if text in UNITS else unit_code(text)
)
COMMA = QuantityReader(marks=Marks(",", "."), unit_of=unit_code, default_unit="kg")


@pytest.mark.parametrize(
    ("quantity", "unit", "mg"),
    [
        ("12.5", "kg", 12_500_000),
        ("12.5 kg", "", 12_500_000),
        ("12.5kg", "kg", 12_500_000),
        ("۱۲ کلو", "", 12_000_000),
        ("2 x 500 g", "", 1_000_000),
        ("2x500g", "", 1_000_000),
        ("1 kg 500 g", "", 1_500_000),
        ("1 kg and 500 g", "", 1_500_000),
        ("0.45299999999999996", "kg", 453_000),
        ("1", "lb", 453_592),
        ("1,250 kg", "", 1_250_000_000),
        ("1 tola", "", 11_664),
        ("0.5", "t", 500_000_000),
    ],
)
def test_a_weight_is_read_to_the_milligram(quantity, unit, mg):
    read = READER.read(quantity, unit)
    assert not isinstance(read, Doubtful)
    assert (read.dimension, read.mass_mg) == ("mass", mg)


def test_a_decimal_comma_is_read_where_the_source_writes_it():
    assert COMMA.read("0,5", "kg").mass_mg == 500_000
    assert COMMA.read("1.250,5 kg", "").mass_mg == 1_250_500_000
    assert COMMA.read("۰٫۵ کلو", "").mass_mg == 500_000


def test_a_local_weight_is_kept_and_asked_about():
    read = READER.read("1 maund 20 seer", "")
    assert isinstance(read, Doubtful)
    assert read.value.mass_mg == 37_324_172 + 18_662_086
    assert "not weighed alike" in read.sentence


@pytest.mark.parametrize(
    "quantity", ["approx 5 kg", "about 5 kg", "~5 kg", "5 kg (approx)", "تقریباً ۵ کلو"]
)
def test_a_rough_weight_is_kept_and_asked_about(quantity):
    read = READER.read(quantity, "")
    assert isinstance(read, Doubtful)
    assert read.value.mass_mg == 5_000_000


@pytest.mark.parametrize(
    ("quantity", "unit", "why"),
    [
        ("12.5", "", "a unit is never guessed"),
        ("12.5", "gonzo", "in no vocabulary"),
        ("0.057 Gram (100 tabs)", "", "two amounts"),
        ("5 kg", "g", "which is right"),
        ("5-6 kg", "", "a range"),
        ("5 kg 3 litres", "", "mixes"),
        ("1.5", "tablet", "no whole number"),
        ("0.0000001", "kg", "less than can be weighed"),
        ("", "kg", "never 0"),
        ("0", "kg", "never 0"),
        ("0.0 kg", "", "never 0"),
        ("nil", "kg", "never 0"),
        ("--", "kg", "never 0"),
    ],
)
def test_a_doubtful_quantity_is_unknown_and_asked_about(quantity, unit, why):
    read = READER.read(quantity, unit)
    assert isinstance(read, Doubtful)
    assert read.value == NOTHING
    assert why in read.sentence


@pytest.mark.parametrize("quantity", ["-5", "-5 kg", "lots", "5,5 kg", "99999999999999999999"])
def test_a_quantity_that_cannot_be_is_refused(quantity):
    with pytest.raises(ValueError, match=r"quantity|beyond|plainly"):
        READER.read(quantity, "kg")


def test_an_absurd_weight_is_kept_and_asked_about():
    read = READER.read("4,500,000", "kg")
    assert isinstance(read, Doubtful)
    assert read.value.mass_mg == 4_500_000_000_000
    assert "more than any one seizure" in read.sentence


def test_litres_are_a_volume_and_tablets_a_count():
    assert READER.read("1.5 litres", "").volume_ul == 1_500_000
    assert READER.read("2", "thousand-tablets").pieces == 2_000


@pytest.mark.parametrize(("unit", "ha"), [("acre", "0.40468564224"), ("kanal", "0.05058570528")])
def test_a_field_is_read_in_hectares_to_the_last_decimal(unit, ha):
    assert READER.read("1", unit).area_ha == Decimal(ha)


@given(st.integers(1, 49_999_999_999), st.sampled_from([("mg", 0), ("g", 3), ("kg", 6)]))
def test_a_weight_of_whole_milligrams_never_loses_one(mg, unit):
    code, decimals = unit
    text = format(Decimal(mg).scaleb(-decimals), "f")
    assert READER.read(text, code).mass_mg == mg
    assert READER.read(f"{text} {code}", "").mass_mg == mg


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=6))
def test_acres_of_many_fields_sum_exactly_in_any_order(acres):
    areas = [READER.read(str(one), "acre").area_ha for one in acres if one < 20_000_000]
    assert sum(areas) == sum(reversed(areas))
    assert sum(areas, Decimal(0)) == sum(one for one in acres if one < 20_000_000) * Decimal(
        "0.40468564224"
    )


@pytest.mark.parametrize(
    "quantity", ["5..5", "5 . 5", "5/5", "5;5", "5, 5", "5 kg - 200 g", "5kg/200g"]
)
def test_two_amounts_that_nothing_joins_are_asked_about_and_never_added(quantity):
    read = READER.read(quantity, "" if "kg" in quantity else "kg")
    assert isinstance(read, Doubtful)
    assert read.value == NOTHING
    assert "states two amounts" in read.sentence


@pytest.mark.parametrize(("quantity", "mg"), [("5 + 3", 8_000_000), ("5 AND 3", 8_000_000)])
def test_amounts_that_the_agency_joins_are_added(quantity, mg):
    assert READER.read(quantity, "kg").mass_mg == mg


@pytest.mark.parametrize("quantity", ["5 kg?", "5 kg ؟"])
def test_a_question_mark_of_the_agency_is_handed_back_as_a_question(quantity):
    read = READER.read(quantity, "")
    assert isinstance(read, Doubtful)
    assert read.value.mass_mg == 5_000_000


def test_a_second_unit_that_contradicts_the_column_is_the_one_named():
    read = READER.read("5 kg 200 g", "kg")
    assert isinstance(read, Doubtful)
    assert "says 'g' and the unit 'kg'" in read.sentence


@pytest.mark.parametrize(
    ("quantity", "unit"), [("2000000000", "tablets"), ("2000000", "l"), ("60", "t")]
)
def test_more_than_any_one_seizure_is_kept_and_asked_about(quantity, unit):
    read = READER.read(quantity, unit)
    assert isinstance(read, Doubtful)
    assert "more than any one seizure" in read.sentence


def test_the_weight_of_counted_tablets_never_overflows(standard):
    got = standard(
        {"substance": "ecstasy", "quantity": "1" + "0" * 15, "unit": "tablets"},
        {"reference": "A/2", "substance": "ecstasy", "quantity": "1" + "0" * 16, "unit": "tablets"},
    )
    (line,) = got.lines
    assert 0 < line["mass_low_mg"] < line["mass_high_mg"]
    assert "beyond any amount" in got.reasons[0]
