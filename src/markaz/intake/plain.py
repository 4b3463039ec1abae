"""The common case by whole columns: plain decimals of weights and dollars, without a loop."""

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from markaz.data.units import UNITS
from markaz.intake.columns import Texts
from markaz.intake.values.quantities import QuantityReader

_PLAIN = r"^[0-9]{1,9}(\.[0-9]{1,6})?$"
_AMOUNT = pa.decimal128(15, 6)
_FACTOR = pa.decimal128(20, 9)
_STEP = Decimal("1e-9")
_CENTS = pa.scalar(Decimal(100), pa.decimal128(3, 0))

Plain = tuple[pa.Array, pa.Array]


def _amounts(text: pa.Array) -> Plain:
    """Which texts are plain decimals, and their exact amounts (0 elsewhere)."""
    plain = pc.match_substring_regex(text, _PLAIN)
    return plain, pc.if_else(plain, text, "0").cast(_AMOUNT)


def _whole(amounts: pa.Array) -> pa.Array:
    return pc.round(amounts, ndigits=0, round_mode="half_to_even").cast(pa.int64())


def _factor(written: str, reader: QuantityReader) -> Decimal | None:
    """Milligrams in one unit, None where it is no exact unit of weight."""
    unit = UNITS.get((reader.unit_of(written) if written else reader.default_unit) or "")
    if unit is None or unit.dimension != "mass" or unit.approximate:
        return None
    factor = unit.factor * 1000
    return factor if factor % _STEP == 0 else None


def masses(texts: Texts, *, reader: QuantityReader) -> Plain | None:
    """Rows whose quantity is a plain number of an exact unit of weight, and their milligrams."""
    if reader.marks.decimal != "." or "quantity" not in texts:
        return None
    plain, amounts = _amounts(texts["quantity"])
    unit = texts["unit"] if "unit" in texts else pa.repeat("", len(plain))
    encoded = unit.dictionary_encode()
    written = encoded.dictionary.to_pylist()
    factors = pa.array([_factor(text, reader) for text in written], _FACTOR).take(encoded.indices)
    codes = pa.array([reader.unit_of(text) or reader.default_unit for text in written], pa.string())
    mg = _whole(pc.multiply(amounts, pc.fill_null(factors, Decimal(0))))
    # Nothing, too little and too much are questions, and those are asked one by one.
    sound = pc.and_(pc.greater(mg, 0), pc.less_equal(mg, reader.max_mass_mg))
    empty = pa.nulls(len(mg), pa.int64())
    measured = pa.StructArray.from_arrays(
        [pa.repeat("mass", len(mg)), mg, empty, empty, pa.nulls(len(mg), pa.decimal128(18, 11)),
         codes.take(encoded.indices)],
        names=["dimension", "mass_mg", "volume_ul", "pieces", "area_ha", "unit"],
    )  # fmt: skip
    return pc.and_(plain, sound), measured


def dollars(texts: Texts, *, decimal_mark: str) -> Plain | None:
    """Rows whose value is a plain number of USD, and their cents."""
    if decimal_mark != "." or not {"value", "currency"} <= set(texts):
        return None
    plain, amounts = _amounts(texts["value"])
    cents = _whole(pc.multiply(amounts, _CENTS))
    usd = pc.and_(plain, pc.equal(texts["currency"], "USD"))
    return pc.and_(usd, pc.greater(cents, 0)), cents
