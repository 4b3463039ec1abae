from datetime import date

import pytest

from markaz.data.prices import PRICES, price
from markaz.data.substances import SUBSTANCES

TODAY = date(2026, 1, 1)
IN_TOTAL = [code for code, known in SUBSTANCES.items() if known.in_drug_total]


@pytest.mark.parametrize("level", ["wholesale", "street", "international"])
def test_every_substance_in_the_drug_total_has_a_price(level):
    for code in IN_TOTAL:
        known = price(code, level=level, on=TODAY)
        assert known is not None, code
        assert known.usd_per_kg > 0


def test_value_rises_from_wholesale_to_street_to_destination():
    for code in IN_TOTAL:
        levels = [
            price(code, level=level, on=TODAY).usd_per_kg
            for level in ("wholesale", "street", "international")
        ]
        assert levels == sorted(levels), code


def test_a_price_without_a_survey_behind_it_is_marked_as_an_example():
    assert all(known.example for known in PRICES)
    assert all(known.source.startswith("Example") for known in PRICES)


def test_there_is_no_price_before_its_first_day_or_for_a_precursor():
    first = min(known.valid_from for known in PRICES)
    assert price("OPI-HEROIN", level="street", on=first) is not None
    assert price("OPI-HEROIN", level="street", on=first.replace(year=first.year - 1)) is None
    assert price("PRE-HCL", level="street", on=TODAY) is None


def test_a_plausible_mix_of_134_tonnes_is_worth_exactly_12_797_billion_dollars():
    mix_kg = {
        "CAN-RESIN": 76_828,
        "OPI-OPIUM": 18_000,
        "CAN-HERB": 1_500,
        "OPI-HEROIN": 19_666,
        "ATS-METH": 18_006,
    }
    assert sum(mix_kg.values()) == 134_000
    assert (
        sum(
            kilograms * price(code, level="international", on=TODAY).usd_per_kg
            for code, kilograms in mix_kg.items()
        )
        == 12_797_000_000
    )
