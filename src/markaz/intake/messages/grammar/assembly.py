"""A section of a message as one statement, every value with the words it was read from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from markaz.data.substances import SUBSTANCES
from markaz.intake.messages.grammar import asking, counts
from markaz.intake.messages.grammar.amounts.bare import is_drug_form
from markaz.intake.messages.grammar.amounts.bonds import Bond, S, T
from markaz.intake.messages.grammar.amounts.land import crops
from markaz.intake.messages.grammar.amounts.lines import Lines
from markaz.intake.messages.grammar.amounts.money import sums
from markaz.intake.messages.grammar.amounts.quantities import bonds
from markaz.intake.messages.grammar.dates import days
from markaz.intake.messages.grammar.dates.choosing import chosen
from markaz.intake.messages.grammar.implied import implied
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.places.finding import whereabouts
from markaz.intake.messages.grammar.sections import Section
from markaz.intake.messages.writing import Writing
from markaz.records.errors import Bilingual
from markaz.records.statement import (
    Amount,
    Bound,
    CountField,
    Money,
    Scope,
    Span,
    Stated,
    StatedArea,
    StatedLine,
    StatedMix,
    Statement,
)

Read = TypeVar("Read")
Told = TypeVar("Told", str, Amount)


class Assembly:
    """Takes the chunks of one section and gives the statement."""

    def __init__(
        self,
        section: Section,
        writing: Writing,
        *,
        on: date | None,
        clearing: bool,
        near: set[str],
    ) -> None:
        self._section = section
        self._writing = writing
        self._on = on
        self._clearing = clearing
        self._near = near
        self._counts: dict[CountField, list[Stated[int]]] = defaultdict(list)
        self._lines = Lines()
        self._totals: list[Stated[Amount]] = []
        self._mixes: list[StatedMix] = []
        self._values: list[Stated[Money]] = []
        self._assets: list[Stated[Money]] = []
        self._areas: list[StatedArea] = []
        self._questions: list[Bilingual] = []
        self._implied: dict[CountField, Stated[int]] = {}
        self._unsummed = False

    def statement(self, parts: tuple[Statement, ...] = ()) -> Statement:
        """The statement; `parts` are those of a brief."""
        section, text = self._section, self._writing.text
        when = chosen(section.chunks, text, section.scope, on=self._on)
        for chunk in section.chunks:
            self._take(chunk)
        if when is not None and when.when is None:
            self._questions.append(asking.which_day(self._text(when.items)))
        every = [one for chunk in self._section.chunks for one in chunk]
        told = whereabouts(section.chunks, text, section.scope, near=self._near)
        return Statement(
            scope=self._section.scope,
            span=self._writing.span(every[0].start, every[-1].end) if every else Span(0, 0),
            agencies=_once(self._stated(code, *its) for code, its in told.agencies),
            days=self._stated(when.when, *when.items) if when and when.when else None,
            places=_once(self._stated(code, *its) for code, its in told.places),
            airport=self._of(told.airport),
            counts=self._every_count(),
            totals=tuple(self._totals),
            mixes=tuple(self._mixes),
            lines=self._lines.every(),
            values=tuple(self._values),
            assets=tuple(self._assets),
            areas=tuple(self._areas),
            origin=self._of(told.origin),
            destination=self._of(told.destination),
            concealment=self._of(told.concealment),
            flights=_once(self._stated(no, *its) for no, its in told.flights),
            questions=tuple(dict.fromkeys(self._questions)),
            parts=parts,
        )

    def _take(self, chunk: Sequence[Item]) -> None:
        self._take_quantities(chunk)
        self._take_money(chunk)
        for one in counts.counts(chunk):
            if self._told_already(one):
                continue
            number = 1 if one.number.value is None else int(one.number.value)
            upper = int(most) if isinstance(most := one.number.most, Decimal) else None
            found = self._stated(number, one.number, one.noun, upper=upper)
            if upper is not None:
                self._questions.append(asking.which_of_both(found.text))
            if all(known.value != number for known in self._counts[one.of]):
                self._counts[one.of].append(found)
        for of, number, noun in implied(chunk):
            self._implied.setdefault(of, self._stated(number, noun))
        for first, last in counts.parted(chunk):
            self._questions.append(asking.together(self._text((first, last))))
            self._unsummed = True
        self._questions += asking.unsure(chunk)

    def _every_count(self) -> dict[CountField, tuple[Stated[int], ...]]:
        """What was counted; a person told of without a number counts where nobody else was."""
        people = {CountField.ARRESTED, CountField.WOMEN, CountField.FOREIGNERS}
        alone = not self._unsummed and not people & self._counts.keys()
        if alone and self._section.scope == Scope.EVENT:
            self._counts.update((of, [one]) for of, one in self._implied.items())
        return {of: tuple(found) for of, found in self._counts.items()}

    def _told_already(self, one: counts.Counted) -> bool:
        """Whether a count says nothing new: a whole is never "an operation", nor its women all."""
        if one.of == CountField.OPERATIONS:
            return self._section.scope == Scope.WHOLE and one.number.value is None
        some = one.of == CountField.ARRESTED and not one.noun.has("person", "arrest")
        return some and bool(self._counts[CountField.ARRESTED])

    def _take_quantities(self, chunk: Sequence[Item]) -> None:
        found = bonds(chunk, self._writing.text)
        told = any(one.has("seize", "conceal", "value", "arrest") for one in chunk)
        for bond in found.bonds:
            self._take_bond(bond, told=told)
        self._questions += (asking.each(self._text((item,))) for item in found.each)
        self._questions += (asking.in_hand(self._text((item,))) for item in found.absent)
        for item in found.loose:
            self._take_loose(item)
        self._take_areas(chunk)

    def _take_bond(self, bond: Bond, *, told: bool) -> None:
        if bond.kind == T:
            masses = [one for one in bond.amounts if one.amount and one.amount.dimension == "mass"]
            self._totals += _once([self._amount(one) for one in masses if self._new_total(one)])
            return
        code = bond.name.kinds.get("substance", "") if bond.kind == S else ""
        name = self._stated(code, bond.name)
        if bond.together:
            self._take_mix(bond, name)
            return
        if not bond.amounts:
            plant = code in SUBSTANCES and not SUBSTANCES[code].in_drug_total
            if told and code and not plant and not bond.name.has("common", "crop"):
                self._lines.name(StatedLine(name))
            return
        if not code and not bond.name.has("substance"):
            self._questions.append(asking.which_substance(name.text))
        self._lines.add(self._line(name, bond.amounts))

    def _take_mix(self, bond: Bond, name: Stated[str]) -> None:
        """A weight of several substances is of all of them together; each is named without it."""
        self._lines.name(StatedLine(name))
        kinds = tuple(one.kinds["substance"] for one in bond.together)
        for item in bond.amounts:
            if item.amount is not None:
                upper = item.most if isinstance(item.most, Amount) else None
                its = sorted((*bond.together, item), key=lambda one: one.start)
                total = self._stated(item.amount, *its, bound=item.bound, upper=upper)
                self._mixes.append(StatedMix(total, kinds))

    def _line(self, name: Stated[str], amounts: Iterable[Item]) -> StatedLine:
        first: dict[str, Stated[Amount]] = {}
        for item in amounts:
            if item.amount is not None:
                first.setdefault(item.amount.dimension, self._amount(item))
        return StatedLine(name, first.get("mass"), first.get("volume"), first.get("count"))

    def _take_loose(self, item: Item) -> None:
        if item.amount and is_drug_form(item.amount) and item.tail is not None:
            name: Stated[str] = self._stated("", item.tail)
            self._lines.add(StatedLine(name, count=self._amount(item)))
        elif item.amount and item.amount.dimension in ("mass", "volume"):
            self._questions.append(asking.of_what(self._text((item,))))

    def _take_areas(self, chunk: Sequence[Item]) -> None:
        named = crops(chunk)
        land = [at for at, one in enumerate(chunk) if one.amount and one.amount.dimension == "area"]
        if not self._clearing:
            return
        running = days.running(chunk, land)
        for at in land:
            one = chunk[at]
            nearest = min(named, key=lambda crop: abs(crop[0].start - one.start), default=None)
            crop = self._stated(nearest[1], nearest[0]) if nearest else None
            self._areas.append(StatedArea(crop, self._amount(one), running=at in running))

    def _take_money(self, chunk: Sequence[Item]) -> None:
        for of, one in sums(chunk):
            kept = self._assets if of == "assets" else self._values
            if one.money is not None and all(known.value != one.money for known in kept):
                upper = one.most if isinstance(one.most, Money) else None
                kept.append(self._stated(one.money, one, upper=upper))
                if upper is not None:
                    self._questions.append(asking.which_of_both(self._text((one,))))

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
        upper = item.most if isinstance(item.most, Amount) else None
        return Stated(item.amount, self._text((item, *tail)), spans, item.bound, upper)

    def _stated(
        self, value: Read, *its: Item, bound: Bound | None = None, upper: Read | None = None
    ) -> Stated[Read]:
        ordered = sorted(its, key=lambda one: one.start)
        if not ordered:
            return Stated(value, "", ())
        span = self._writing.span(ordered[0].start, ordered[-1].end)
        said = next((one.bound for one in its if one.value is not None or one.money), its[0].bound)
        text = self._writing.source[span.start : span.end]
        return Stated(value, text, (span,), bound or said, upper)

    def _text(self, its: Sequence[Item]) -> str:
        span = self._writing.span(its[0].start, its[-1].end)
        return self._writing.source[span.start : span.end]


def _once(found: Iterable[Stated[Told]]) -> tuple[Stated[Told], ...]:
    """Each value once, with the words in which it was told first."""
    first: dict[object, Stated[Told]] = {}
    for one in found:
        first.setdefault(one.value, one)
    return tuple(first.values())
