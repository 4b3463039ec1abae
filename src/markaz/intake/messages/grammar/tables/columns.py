"""What a heading says of the numbers below it, or beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from markaz.data.messages.words import wordings
from markaz.data.units import UNITS
from markaz.intake.messages.grammar.headings import COUNTED
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.tables.grid import Cell, numbers
from markaz.intake.messages.tokens import keys

_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_PLACE = "place"
_MEASURES = ("mass", "volume")


class Kind(StrEnum):
    """What a column holds; `FREE` is read as prose, `NAMED` parts the message by regions."""

    COUNT = "count"
    SUBSTANCE = "substance"
    TOTAL = "total"
    MONEY = "money"
    AREA = "area"
    NAMES = "names"
    AMOUNT = "amount"
    WHEN = "when"
    ORIGIN = "origin"
    DESTINATION = "destination"
    AIRPORT = "airport"
    FLIGHT = "flight"
    HIDING = "hiding"
    FORM = "form"
    PERIOD = "period"
    NAMED = "named"
    RUNNING = "running"
    CURRENT = "current"
    NUMBERING = "numbering"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading as read: the item that says what is counted, and the unit of its numbers.

    `crop` is what stood on the land that a column measures, `words` are those of a stretch of days.
    """

    kind: Kind
    item: Item | None = None
    unit: Item | None = None
    currency: Item | None = None
    scale: Item | None = None
    crop: Item | None = None
    words: tuple[Item, ...] = ()


FIGURES = (Kind.COUNT, Kind.SUBSTANCE, Kind.TOTAL, Kind.MONEY, Kind.AREA)
_BY_WORD = {
    "amount": Kind.AMOUNT, "kinds": Kind.NAMES, "when": Kind.WHEN, "numbering": Kind.NUMBERING,
    "current": Kind.CURRENT, "from": Kind.ORIGIN, "to": Kind.DESTINATION,
    "airport": Kind.AIRPORT, "flight": Kind.FLIGHT, "hidden": Kind.HIDING, "all": Kind.TOTAL,
    "form": Kind.FORM,
}  # fmt: skip


def column(cell: Cell) -> Column:
    """What a heading says."""
    if numbers(cell):
        return Column(Kind.FREE)
    unit = _unit(cell)
    if unit is not None and UNITS[unit.kinds["unit"]].dimension == "area":
        # Land that was only surveyed or sown is no land that was cleared.
        cleared = _first(cell, "destroyed")
        return Column(Kind.AREA if cleared else Kind.FREE, cleared, unit if cleared else None)
    return _of_quantity(cell, unit)


def _of_quantity(cell: Cell, unit: Item | None) -> Column:
    if _headings().get(_words(cell)) == _PLACE:
        # A check-post is no poppy husk.
        return Column(Kind.FREE)
    substance = _first(cell, "substance")
    if substance is not None and not substance.has("drugs"):
        counted = any_has(cell, "case", "arrest", "operation")
        return Column(Kind.FREE) if counted else Column(Kind.SUBSTANCE, substance, unit)
    if (money := _money(cell)) is not None:
        return money
    for role in (*COUNTED, "arrest"):
        if (noun := _first(cell, role)) is not None:
            return Column(Kind.COUNT, noun)
    return _by_word(cell, unit)


def _by_word(cell: Cell, unit: Item | None) -> Column:
    word = _first(cell, "column")
    named = _BY_WORD.get(word.kinds["column"]) if word is not None else None
    if (whole_cell := _headings().get(_words(cell))) is not None:
        word, named = cell[0], _BY_WORD.get(whole_cell)
    whole = _first(cell, "sum", "national", "drugs")
    if named is not None and named != Kind.NAMES:
        return Column(named, word, unit)
    if (so_far := _first(cell, "running")) is not None:
        return Column(Kind.RUNNING, so_far, unit)
    if whole is not None and (unit is not None or not whole.has("drugs")):
        return Column(Kind.TOTAL, whole, unit)
    if whole is not None or named is not None:
        return Column(Kind.NAMES, whole or word, unit)
    return _region_or_unit(cell, unit)


def _words(cell: Cell) -> tuple[str, ...]:
    """The words of a heading, without its unit and its marks."""
    plain = (one for one in cell if not (one.is_mark or one.has("unit")))
    return tuple(one.key for one in plain)


@cache
def _headings() -> dict[tuple[str, ...], str]:
    """Words that are read only where they are all of a heading."""
    told = ((keys(one.words), one.code) for one in wordings() if one.role == "heading")
    return {words: code for words, code in told if words}


@cache
def heading_words() -> frozenset[str]:
    """The first words of such headings, by which a line is seen to be one."""
    return frozenset(words[0] for words in _headings())


def _region_or_unit(cell: Cell, unit: Item | None) -> Column:
    if (region := _first(cell, "agency", "place")) is not None:
        return Column(Kind.NAMED, region)
    counted = unit is not None and UNITS[unit.kinds["unit"]].dimension == "count"
    return Column(Kind.SUBSTANCE, unit, unit) if counted else Column(Kind.FREE, None, unit)


def with_units(columns: Sequence[Column], unit: Item | None) -> list[Column]:
    """The columns, with the unit that stands once for all of them where none is told."""
    lacks = (Kind.SUBSTANCE, Kind.TOTAL, Kind.AMOUNT)
    return [
        replace(one, unit=unit) if one.kind in lacks and one.unit is None else one
        for one in columns
    ]


def of_crop(columns: Sequence[Column], named: Iterable[Item]) -> list[Column]:
    """The columns, those of land with the crop that was named last above them."""
    crop = next(iter(reversed([one for one in named if one.has("crop")])), None)
    return [replace(one, crop=crop) if one.kind == Kind.AREA else one for one in columns]


def common_unit(line: Sequence[Item]) -> Item | None:
    """The unit of weight or volume that a line without amounts states for all below it."""
    if any(not _is_year(one) for one in numbers(list(line))):
        return None
    units = (one for one in line if one.has("unit"))
    return next((one for one in units if UNITS[one.kinds["unit"]].dimension in _MEASURES), None)


def _is_year(one: Item) -> bool:
    plain = one.value is not None and one.amount is None
    return plain and _FIRST_YEAR <= int(one.value or 0) <= _LAST_YEAR


def _unit(cell: Cell) -> Item | None:
    units = [one for one in cell if one.has("unit") and "time_word" not in one.kinds]
    weighed = (one for one in units if UNITS[one.kinds["unit"]].dimension in _MEASURES)
    return next(weighed, units[0] if units else None)


def _money(cell: Cell) -> Column | None:
    currency, value = _first(cell, "currency"), _first(cell, "value")
    if currency is None:
        return None
    scale = _first(cell, "scale_money", "scale")
    return Column(Kind.MONEY, value or currency, currency=currency, scale=scale)


def _first(cell: Cell, *roles: str) -> Item | None:
    return next((one for one in cell if one.has(*roles)), None)
