"""Whether a substance, its name, its unit, its tablets and its price go together."""

from collections.abc import Iterator
from decimal import Decimal

from markaz.checking.question import Question, asked
from markaz.checking.sums import (
    between,
    in_total,
    kilograms,
    listed,
    stated_total,
    summed,
    weighed,
)
from markaz.data.folding import fold
from markaz.data.prices import PRICES
from markaz.data.substances import SUBSTANCES
from markaz.data.tablets import tablet_weight
from markaz.data.units import UNITS, unit_code
from markaz.records.errors import Bilingual
from markaz.records.statement import Amount, Interval, Stated, Statement, may_be

_MG_PER_G = 1000
# What any tablet or capsule weighs, where no source states a range for its substance.
_LIGHTEST_MG, _HEAVIEST_MG = 50, 2000
# A capsule is also what couriers swallow, packed by hand with ten grams of powder or more.
_SWALLOWED_MG = 25_000
# The range that the UN assumes for stimulant tablets: above it releases imply heavier ones.
_ASSUMED_MG = (90, 300)
_TABLETS = frozenset(("tablet", "capsule"))
# Solids that no agency measures by the litre, and drugs that no field is measured by.
SOLID = frozenset(("CAN-RESIN", "CAN-HERB", "OPI-POPPY-STRAW", "CAN-BHANG"))
_WHOLE_TABLETS = frozenset(("ATS-MDMA",))


def a_count_weighs_what_tablets_weigh(one: Statement) -> Iterator[Question]:
    """A weight and a count of one line give the weight of one tablet: 0.57 mg is a unit slip."""
    for line in one.lines:
        if line.weight is None or line.count is None or line.count.value.unit not in _TABLETS:
            continue
        count, grams = line.count.value.number, line.weight.value.base
        if not may_be(line.count).low:
            continue
        each = (grams * _MG_PER_G / count).quantize(Decimal("0.01"))
        weighs = _each(line.weight, line.count)
        low, high = known_tablet(line.substance.value, unit=line.count.value.unit)
        told = {"count": count, "weight": grams, "each": each}
        if not weighs.meets(Interval(Decimal(low), Decimal(high))):
            yield asked("tablet", low=low, high=high, **told).on(line.count, line.weight)
        elif line.substance.value in _WHOLE_TABLETS and weighs.low > _ASSUMED_MG[1]:
            low, high = _ASSUMED_MG
            told_so = asked("tablet_assumed", low=low, high=high, **told)
            yield told_so.on(line.count, line.weight)


def known_tablet(substance: str, *, unit: str) -> tuple[int, int]:
    """The least and the most that a tablet or capsule of a substance weighs, in milligrams."""
    known = tablet_weight(substance)
    low = min(known.low_mg, _LIGHTEST_MG) if known else _LIGHTEST_MG
    high = max(known.high_mg, _HEAVIEST_MG) if known else _HEAVIEST_MG
    return low, _SWALLOWED_MG if unit_code(unit) == "capsule" else high


def is_tablet(unit: str) -> bool:
    """Whether a unit as written counts tablets or capsules."""
    return unit_code(unit) in _TABLETS


def _each(weight: Stated[Amount], count: Stated[Amount]) -> Interval:
    """What one tablet may weigh, in milligrams."""
    grams, pieces = may_be(weight), may_be(count)
    low, high = grams.low * _MG_PER_G / pieces.high, grams.high * _MG_PER_G / pieces.low
    return Interval(low.quantize(Decimal("0.01")), high.quantize(Decimal("0.01")))


def units_fit_their_substances(one: Statement) -> Iterator[Question]:
    """Hashish is not measured by the litre, nor heroin by the plant."""
    for line in one.lines:
        code = line.substance.value
        if code not in SUBSTANCES:
            continue
        wrong = line.volume if code in SOLID else None
        if line.count and line.count.value.unit == "plant" and not code.endswith("-PLANT"):
            wrong = line.count
        if wrong is not None:
            unit = UNITS[wrong.value.unit]
            names = {"unit": Bilingual(unit.label_en, unit.label_ur), "what": substance_name(code)}
            found = asked("unit", amount=wrong.value.number, **names)
            yield found.on(wrong, line.substance)


def one_drug_has_one_name(one: Statement) -> Iterator[Question]:
    """Two lines of one substance under two names may be one seizure told twice."""
    seen: dict[str, Stated[str]] = {}
    for line in one.lines:
        code, named = line.substance.value, line.substance
        if not code:
            continue
        first = seen.setdefault(code, named)
        if fold(first.text) != fold(named.text):
            what = substance_name(code)
            told = asked("two_names", first=first.text, second=named.text, what=what)
            yield told.on(first, named)


def one_value_covers_one_kind(one: Statement) -> Iterator[Question]:
    """One value for drugs, fields of a crop and poppy heads says nothing of the drugs' own."""
    if not one.values or (listed(one) is None and not one.totals):
        return
    beside = [
        substance_name(line.substance.value)
        for line in one.lines
        if line.substance.value and not in_total(line) and line.amounts
    ]
    crops = [Bilingual("standing crops", "کھڑی فصلیں")] if one.areas else []
    for what in [*crops, *dict.fromkeys(beside)]:
        yield asked("unlike", what=what).on(one.values[0])


def the_value_is_within_the_band_of_its_drugs(one: Statement) -> Iterator[Question]:
    """The value per kilogram lies between the least and the most that its drugs are known for."""
    dollars = [value for value in one.values if value.value.currency == "USD"]
    total = stated_total(one)
    mass = kilograms(total) if total else listed(one)
    weights = [total] if total else weighed(one)
    kg = summed(map(between, weights))
    if not dollars or not mass or not kg.low:
        return
    worth = may_be(dollars[0])
    price = dollars[0].value.number / mass
    low, high = band(
        {
            line.substance.value: kilograms(line.weight)
            for line in one.lines
            if line.weight and in_total(line)
        }
    )
    if not Interval(worth.low / kg.high, worth.high / kg.low).meets(Interval(low, high)):
        told = asked("price", price=round(price), low=round(low), high=round(high))
        yield told.on(dollars[0], *weights)


def band(weights: dict[str, Decimal]) -> tuple[Decimal, Decimal]:
    """The least and the most dollars per kilogram for a mix of drugs, by weight in kilograms."""
    least, most = _prices()
    total = sum(weights.values(), start=Decimal(0))
    if not total:
        return Decimal(min(least.values())), Decimal(max(most.values()))
    low = sum((least.get(code, 0) * kg for code, kg in weights.items()), start=Decimal(0))
    high = sum((most.get(code, 0) * kg for code, kg in weights.items()), start=Decimal(0))
    return low / total, high / total


def _prices() -> tuple[dict[str, int], dict[str, int]]:
    least: dict[str, int] = {}
    most: dict[str, int] = {}
    for price in PRICES:
        least[price.substance] = min(price.usd_per_kg, least.get(price.substance, 10**9))
        most[price.substance] = max(price.usd_per_kg, most.get(price.substance, 0))
    return least, most


def substance_name(code: str) -> Bilingual:
    """What a substance is called in both languages."""
    known = SUBSTANCES.get(code)
    return Bilingual(known.label_en, known.label_ur) if known else Bilingual(code, code)
