"""A section of a message as one statement, every value with the words it was read from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from markaz.data.substances import SUBSTANCES
from markaz.intake.messages.grammar import asking, counts, days, quantities, where
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.sections import Section
from markaz.intake.messages.writing import Writing
from markaz.records.errors import Bilingual
from markaz.records.occurrence import Occurrence
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
Told = TypeVar("Told", str, Amount)
_NEAR_ASSETS, _NEAR_CASH = 9, 2


class Assembly:
    """Takes the chunks of one section and gives the statement."""

    def __init__(
        self, section: Section, writing: Writing, *, on: date | None, clearing: bool
    ) -> None:
        self._section = section
        self._writing = writing
        self._on = on
        self._clearing = clearing
        self._undated = ""
        self._counts: dict[CountField, list[Stated[int]]] = defaultdict(list)
        self._lines: list[StatedLine] = []
        # Where each amount of a substance stands among the lines: a flood of them stays quick.
        self._told: dict[tuple[str, str, Decimal], set[int]] = defaultdict(set)
        self._named: list[StatedLine] = []
        self._totals: list[Stated[Amount]] = []
        self._values: list[Stated[Money]] = []
        self._assets: list[Stated[Money]] = []
        self._areas: list[StatedArea] = []
        self._days: list[Stated[Occurrence]] = []
        self._questions: list[Bilingual] = []

    def statement(self, parts: tuple[Statement, ...] = ()) -> Statement:
        """The statement; `parts` are those of a brief."""
        for chunk in self._section.chunks:
            self._take(chunk)
        if self._undated and not self._days:
            self._questions.append(asking.which_day(self._undated))
        every = [one for chunk in self._section.chunks for one in chunk]
        known = {line.substance.value for line in self._lines}
        named = {
            one.substance.value: one
            for one in reversed(self._named)
            if one.substance.value not in known
        }
        text = self._writing.text
        return Statement(
            scope=self._section.scope,
            span=self._writing.span(every[0].start, every[-1].end) if every else Span(0, 0),
            agencies=_once(self._stated(code, one) for code, one in where.agencies(every)),
            days=next(iter(self._days), None),
            places=_once(self._stated(code, one) for code, one in where.places(every)),
            airport=self._of(where.airport(every)),
            counts={of: tuple(found) for of, found in self._counts.items()},
            totals=tuple(self._totals),
            lines=(*self._lines, *reversed(named.values())),
            values=tuple(self._values),
            assets=tuple(self._assets),
            areas=tuple(self._areas),
            origin=self._of(where.origin(every)),
            destination=self._of(where.destination(every)),
            concealment=self._of(where.concealment(every, text)),
            flights=_once(self._stated(no, *its) for no, its in where.flights(every, text)),
            questions=tuple(dict.fromkeys(self._questions)),
            parts=parts,
        )

    def _take(self, chunk: Sequence[Item]) -> None:
        self._take_days(chunk)
        self._take_quantities(chunk)
        self._take_money(chunk)
        for one in counts.counts(chunk):
            if self._told_already(one):
                continue
            number = 1 if one.number.value is None else int(one.number.value)
            found = self._stated(number, one.number, one.noun)
            if all(known.value != number for known in self._counts[one.of]):
                self._counts[one.of].append(found)
        for first, last in counts.parted(chunk):
            self._questions.append(asking.together(self._text((first, last))))
        self._questions += asking.unsure(chunk)

    def _told_already(self, one: counts.Counted) -> bool:
        """Whether a count says nothing new: a whole is never "an operation", nor its women all."""
        if one.of == CountField.OPERATIONS:
            return self._section.scope == Scope.WHOLE and one.number.value is None
        some = one.of == CountField.ARRESTED and not one.noun.has("person", "arrest")
        return some and bool(self._counts[CountField.ARRESTED])

    def _take_days(self, chunk: Sequence[Item]) -> None:
        for one in days.dated(chunk, on=self._on):
            if one.when is None:
                self._undated = self._undated or self._text(one.items)
            else:
                self._days.append(self._stated(one.when, *one.items))

    def _take_quantities(self, chunk: Sequence[Item]) -> None:
        found = quantities.bonds(chunk, self._writing.text)
        told = any(one.has("seize", "conceal", "value", "arrest") for one in chunk)
        for bond in found.bonds:
            self._take_bond(bond, told=told)
        for item in found.loose:
            self._take_loose(item)
        self._take_areas(chunk)

    def _take_bond(self, bond: quantities.Bond, *, told: bool) -> None:
        total = bond.kind == quantities.T or bond.joined
        masses = [one for one in bond.amounts if one.amount and one.amount.dimension == "mass"]
        if total:
            self._totals += _once([self._amount(one) for one in masses if self._new_total(one)])
            return
        code = bond.name.kinds.get("substance", "") if bond.kind == quantities.S else ""
        name = self._stated(code, bond.name)
        if not bond.amounts:
            plant = code in SUBSTANCES and not SUBSTANCES[code].in_drug_total
            if told and code and not plant and not bond.name.has("common", "crop"):
                self._named.append(StatedLine(name))
            return
        if not code and not bond.name.has("substance"):
            self._questions.append(asking.which_substance(name.text))
        self._add(self._line(name, bond.amounts))

    def _line(self, name: Stated[str], amounts: Iterable[Item]) -> StatedLine:
        first: dict[str, Stated[Amount]] = {}
        for item in amounts:
            if item.amount is not None:
                first.setdefault(item.amount.dimension, self._amount(item))
        return StatedLine(name, first.get("mass"), first.get("volume"), first.get("count"))

    def _add(self, line: StatedLine) -> None:
        keys = [(line.substance.value, one.value.dimension, one.value.base) for one in line.amounts]
        for at in sorted({at for key in keys for at in self._told[key]}):
            together = self._lines[at].told_again(line)
            if together is not None:
                self._lines[at] = together
                break
        else:
            at = len(self._lines)
            self._lines.append(line)
        for key in keys:
            self._told[key].add(at)

    def _take_loose(self, item: Item) -> None:
        if item.amount is None:
            return
        if quantities.is_drug_form(item.amount) and item.tail is not None:
            name: Stated[str] = self._stated("", item.tail)
            self._add(StatedLine(name, count=self._amount(item)))
        elif item.amount.dimension in ("mass", "volume"):
            self._questions.append(asking.of_what(self._text((item,))))

    def _take_areas(self, chunk: Sequence[Item]) -> None:
        crops = [one for one in chunk if one.has("crop")]
        land = [at for at, one in enumerate(chunk) if one.amount and one.amount.dimension == "area"]
        if not self._clearing:
            return
        running = days.running(chunk, land)
        for at in land:
            one = chunk[at]
            nearest = min(crops, key=lambda crop: abs(crop.start - one.start), default=None)
            crop = self._stated(nearest.kinds["crop"], nearest) if nearest else None
            self._areas.append(StatedArea(crop, self._amount(one), running=at in running))

    def _take_money(self, chunk: Sequence[Item]) -> None:
        for at, one in enumerate(chunk):
            if one.money is None:
                continue
            near = chunk[max(0, at - _NEAR_CASH) : at + _NEAR_CASH + 1]
            if any(part.has("assets") for part in chunk[max(0, at - _NEAR_ASSETS) : at]):
                kept = self._assets
            elif any(part.has("value") for part in chunk) and not any(
                part.has("cash") for part in near
            ):
                kept = self._values
            else:
                continue
            if all(known.value != one.money for known in kept):
                kept.append(self._stated(one.money, one))

    def _of(self, found: tuple[str, tuple[Item, ...]] | None) -> Stated[str] | None:
        return self._stated(found[0], *found[1]) if found else None

    def _new_total(self, item: Item) -> bool:
        return item.amount is not None and all(
            known.value.base != item.amount.base for known in self._totals
        )

    def _amount(self, item: Item) -> Stated[Amount]:
        assert item.amount is not None  # noqa: S101 (only quantities are bound)
        tail = (item.tail,) if item.tail is not None else ()
        spans = tuple(self._writing.span(one.start, one.end) for one in (item, *tail))
        return Stated(item.amount, self._text((item, *tail)), spans, item.bound)

    def _stated(self, value: Read, *its: Item) -> Stated[Read]:
        ordered = sorted(its, key=lambda one: one.start)
        if not ordered:
            return Stated(value, "", ())
        span = self._writing.span(ordered[0].start, ordered[-1].end)
        bound = next((one.bound for one in its if one.value is not None or one.money), its[0].bound)
        return Stated(value, self._writing.source[span.start : span.end], (span,), bound)

    def _text(self, its: Sequence[Item]) -> str:
        span = self._writing.span(its[0].start, its[-1].end)
        return self._writing.source[span.start : span.end]


def _once(found: Iterable[Stated[Told]]) -> tuple[Stated[Told], ...]:
    """Each value once, with the words in which it was told first."""
    first: dict[object, Stated[Told]] = {}
    for one in found:
        first.setdefault(one.value, one)
    return tuple(first.values())
