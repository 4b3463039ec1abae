"""What the tables of a message state: a statement for each row or column, each value with words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from markaz.intake.messages.grammar import asking
from markaz.intake.messages.grammar.amounts.joined import united
from markaz.intake.messages.grammar.amounts.land import crops
from markaz.intake.messages.grammar.amounts.ranges import between_numbers
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.people.nouns import field_of
from markaz.intake.messages.grammar.stating.lines import Lines
from markaz.intake.messages.grammar.stating.words import Words
from markaz.intake.messages.grammar.tables.columns import Column, Kind
from markaz.intake.messages.grammar.tables.grid import Cell, numbers
from markaz.intake.messages.writing import Writing
from markaz.records.errors import Bilingual
from markaz.records.statement import (
    Amount,
    CountField,
    Money,
    Scope,
    Span,
    Stated,
    StatedArea,
    StatedLine,
    Statement,
)

Read = TypeVar("Read")
Figure = tuple[Column, Cell]


class Telling:
    """Takes the figures of one row, or of one column, and gives the statement."""

    def __init__(self, writing: Writing) -> None:
        self._words = Words(writing)
        self._counts: dict[CountField, list[Stated[int]]] = defaultdict(list)
        self._lines = Lines()
        self._totals: list[Stated[Amount]] = []
        self._values: list[Stated[Money]] = []
        self._areas: list[StatedArea] = []
        self._questions: list[Bilingual] = []
        self._items: list[Item] = []

    def statement(self, scope: Scope, figures: Iterable[Figure]) -> Statement:
        """What these figures state."""
        for column, cell in figures:
            self._take(column, cell)
        return Statement(
            scope=scope,
            span=self._span(),
            counts={of: tuple(found) for of, found in self._counts.items()},
            totals=tuple(self._totals),
            lines=self._lines.every(),
            values=tuple(self._values),
            areas=tuple(self._areas),
            questions=tuple(dict.fromkeys(self._questions)),
        )

    def _take(self, column: Column, cell: Cell) -> None:
        found = numbers(united(between_numbers(cell)))
        self._items += found
        if not found or column.item is None:
            return
        if column.kind == Kind.COUNT:
            self._take_count(column.item, found[0])
        elif column.kind == Kind.MONEY:
            self._take_money(column, found[0])
        elif column.kind == Kind.AREA:
            self._take_area(column, found)
        elif column.kind == Kind.TOTAL:
            self._totals += [self._stated(one.amount, one) for one in found if one.amount]
            self._totals += self._amounts(column, [one for one in found if not one.amount])
        else:
            self._take_line(column, column.item, found)

    def _take_count(self, noun: Item, number: Item) -> None:
        of = field_of(noun)
        whole = number.value is not None and number.value == number.value.to_integral_value()
        if of is not None and whole and number.value is not None:
            self._counts[of].append(self._stated(int(number.value), number, noun))

    def _take_area(self, column: Column, found: Sequence[Item]) -> None:
        named = [] if column.crop is None else crops([column.crop])
        crop = self._stated(named[0][1], named[0][0]) if named else None
        self._areas += [StatedArea(crop, amount) for amount in self._amounts(column, found)]

    def _take_money(self, column: Column, number: Item) -> None:
        if number.money is not None:
            self._values.append(self._stated(number.money, number))
        elif number.value and column.currency is not None:
            heads = [one for one in (column.currency, column.scale) if one is not None]
            kinds = column.scale.kinds if column.scale else {}
            scale = kinds.get("scale_money") or kinds.get("scale", "1")
            told = Money(number.value * Decimal(scale), column.currency.kinds["currency"])
            self._values.append(self._stated(told, number, *heads))

    def _take_line(self, column: Column, name: Item, found: Sequence[Item]) -> None:
        first: dict[str, Stated[Amount]] = {}
        for one in self._amounts(column, found):
            first.setdefault(one.value.dimension, one)
        if not first:
            return
        code = name.kinds.get("substance", "")
        stated = self._stated(code, name)
        if not code and not name.has("unit"):
            self._questions.append(asking.which_substance(stated.text))
        weight, volume, count = (first.get(of) for of in ("mass", "volume", "count"))
        self._lines.add(StatedLine(stated, weight, volume, count))

    def _amounts(self, column: Column, found: Sequence[Item]) -> Iterator[Stated[Amount]]:
        """The amounts of a cell, in its own units or those of its column; nil is no amount."""
        for one in found:
            if one.amount is not None and one.amount.number:
                yield self._stated(one.amount, one)
            elif one.value and column.unit is None:
                self._questions.append(asking.which_unit(self._words.text((one,))))
            elif one.value and column.unit is not None:
                amount = Amount(one.value, column.unit.kinds["unit"])
                yield self._stated(amount, one, column.unit)

    def _stated(self, value: Read, told: Item, *heads: Item) -> Stated[Read]:
        spans = tuple(self._words.writing.span(one.start, one.end) for one in (told, *heads))
        return Stated(value, self._words.text((told,)), spans, told.bound)

    def _span(self) -> Span:
        if not self._items:
            return Span(0, 0)
        ends = [self._words.writing.span(one.start, one.end) for one in self._items]
        return Span(min(one.start for one in ends), max(one.end for one in ends))


def merged(one: Statement, other: Statement) -> Statement:
    """A statement with what another says of the same thing; unlike values stand side by side."""
    lines = Lines()
    for line in (*one.lines, *other.lines):
        if line.amounts:
            lines.add(line)
        else:
            lines.name(line)
    counts = {
        of: _distinct((*one.counts.get(of, ()), *other.counts.get(of, ())))
        for of in dict.fromkeys((*one.counts, *other.counts))
    }
    return replace(
        one,
        span=_around(one.span, other.span),
        agencies=one.agencies or other.agencies,
        days=one.days or other.days,
        places=one.places or other.places,
        counts=counts,
        totals=_distinct((*one.totals, *other.totals)),
        lines=lines.every(),
        values=_distinct((*one.values, *other.values)),
        areas=(*one.areas, *other.areas),
        airport=one.airport or other.airport,
        concealment=one.concealment or other.concealment,
        flights=one.flights or other.flights,
        questions=tuple(dict.fromkeys((*one.questions, *other.questions))),
        parts=(*one.parts, *other.parts),
    )


def _distinct(found: Iterable[Stated[Read]]) -> tuple[Stated[Read], ...]:
    first: dict[Read, Stated[Read]] = {}
    for one in found:
        first.setdefault(one.value, one)
    return tuple(first.values())


def _around(one: Span, other: Span) -> Span:
    if one.end == one.start or other.end == other.start:
        return one if one.end > one.start else other
    return Span(min(one.start, other.start), max(one.end, other.end))
