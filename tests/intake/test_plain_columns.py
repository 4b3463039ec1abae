"""Whole columns read at once give exactly what their cells give one by one."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from markaz.data.units import UNITS, unit_code
from markaz.intake.plain import dollars, masses
from markaz.intake.values.amounts import Marks
from markaz.intake.values.money import usd_cents
from markaz.intake.values.outcome import Doubtful
from markaz.intake.values.quantities import QuantityReader

READER = QuantityReader(
    marks=Marks(),
    unit_of=lambda text: text if text in UNITS else unit_code(text),
    default_unit="g",
)
PLAIN = st.decimals(0, 10**9, places=6, allow_nan=False).map(lambda one: format(one, "f"))
ODD = st.sampled_from(["", "0.0005", "1,000", "-1"])
TEXTS = st.one_of(
    PLAIN, st.integers(0, 10**10).map(str), st.sampled_from(["", "0.0005", "1,000", "-1"])
)
UNITS_WRITTEN = st.sampled_from(
    ["kg", "Gram", "", "mg", "lb", "tola", "t", "maund", "litre", "gonzo"]
)


@given(st.lists(st.tuples(TEXTS, UNITS_WRITTEN), min_size=1, max_size=20))
def test_weights_read_by_column_are_those_read_by_cell(rows):
    quantity, unit = (pa.array(column, pa.string()) for column in zip(*rows, strict=True))
    read, measured = masses({"quantity": quantity, "unit": unit}, reader=READER)
    for sound, found, (text, written) in zip(
        read.to_pylist(), measured.to_pylist(), rows, strict=True
    ):
        if sound:
            alone = READER.read(text, written)
            assert not isinstance(alone, Doubtful)
            assert alone._asdict() == found


def test_plain_weights_are_read_by_column():
    read, measured = masses({"quantity": pa.array(["12.5", "x", "1"])}, reader=READER)
    assert read.to_pylist() == [True, False, True]
    assert measured.to_pylist()[0]["mass_mg"] == 12_500


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["USD", "PKR", ""])), min_size=1, max_size=20))
def test_dollars_read_by_column_are_those_read_by_cell(rows):
    value, currency = (pa.array(column, pa.string()) for column in zip(*rows, strict=True))
    read, cents = dollars({"value": value, "currency": currency}, decimal_mark=".")
    for sound, found, (text, written) in zip(
        read.to_pylist(), cents.to_pylist(), rows, strict=True
    ):
        if sound:
            assert usd_cents(text, written, marks=Marks()) == found


def test_a_decimal_comma_is_left_to_the_cells():
    comma = QuantityReader(marks=Marks(",", "."), unit_of=unit_code)
    assert masses({"quantity": pa.array(["1.5"])}, reader=comma) is None
    assert (
        dollars({"value": pa.array(["1"]), "currency": pa.array(["USD"])}, decimal_mark=",") is None
    )
