from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Dimension
from markaz.records.quantity import MG_PER_KG, Quantity
from markaz.records.schemas import AREA_HA, LEDGER_LINES

ACRE = Decimal("0.40468564224")
AMOUNTS = st.decimals(-1_000_000, 1_000_000, allow_nan=False, places=11)


@given(dimension=st.sampled_from(Dimension), amount=AMOUNTS)
def test_a_negative_quantity_is_refused_in_every_dimension(dimension, amount):
    if amount < 0:
        with pytest.raises(InvalidValueError, match="negative"):
            Quantity(dimension, amount)
    else:
        assert Quantity(dimension, amount).amount == amount


def test_a_kilogram_is_a_million_milligrams():
    assert MG_PER_KG == 1000 * 1000


@given(st.lists(st.integers(0, 50_000 * MG_PER_KG), max_size=40), st.randoms())
def test_milligrams_add_up_alike_in_any_order(masses, chance):
    shuffled = chance.sample(masses, len(masses))
    column = LEDGER_LINES.field("mass_mg").type
    assert pa.array(shuffled, column).to_pylist() == shuffled
    assert sum(shuffled) == sum(masses)


@given(st.lists(st.integers(0, 200_000), min_size=1, max_size=40), st.randoms())
def test_acres_add_up_alike_in_any_order_and_stay_whole_acres(acres, chance):
    fields = [acre * ACRE for acre in acres]
    stored = pa.array(chance.sample(fields, len(fields)), AREA_HA).to_pylist()
    assert sum(stored) / ACRE == sum(acres)


def test_an_area_column_holds_an_acre_to_its_last_decimal():
    assert pa.array([ACRE], AREA_HA)[0].as_py() == ACRE


def test_mass_volume_and_count_are_whole_numbers_inside():
    for name in ("mass_mg", "volume_ul", "pieces", "mass_low_mg", "mass_high_mg"):
        assert LEDGER_LINES.field(name).type == pa.int64()
