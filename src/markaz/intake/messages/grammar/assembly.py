"""A section of a message as one statement, every value with the words it was read from."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from markaz.intake.messages.grammar import asking, counts, days, where
from markaz.intake.messages.grammar.amounts.money import sums
from markaz.intake.messages.grammar.implied import implied
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.parts.section import Section
from markaz.intake.messages.grammar.stating.quantities import Quantities
from markaz.intake.messages.grammar.stating.words import Words, once
from markaz.intake.messages.writing import Writing
from markaz.records.errors import Bilingual
from markaz.records.occurrence import Occurrence
from markaz.records.statement import CountField, Money, Scope, Span, Stated, StatedLine, Statement


class Assembly:
    """Takes the chunks of one section and gives the statement."""

    def __init__(
        self, section: Section, writing: Writing, *, on: date | None, clearing: bool
    ) -> None:
        self._section = section
        self._words = Words(writing)
        self._on = on
        self._undated = ""
        self._counts: dict[CountField, list[Stated[int]]] = defaultdict(list)
        self._quantities = Quantities(self._words, clearing=clearing)
        self._values: list[Stated[Money]] = []
        self._assets: list[Stated[Money]] = []
        self._days: list[Stated[Occurrence]] = []
        self._questions: list[Bilingual] = []
        self._implied: dict[CountField, Stated[int]] = {}
        self._unsummed = False

    def statement(self, parts: tuple[Statement, ...] = ()) -> Statement:
        """The statement; `parts` are those of a brief."""
        for chunk in self._section.chunks:
            self._take(chunk)
        if self._undated and not self._days:
            self._questions.append(asking.which_day(self._undated))
        every = [one for chunk in self._section.chunks for one in chunk]
        text = self._words.writing.text
        return Statement(
            scope=self._section.scope,
            span=self._words.writing.span(every[0].start, every[-1].end) if every else Span(0, 0),
            agencies=once(self._words.stated(code, one) for code, one in where.agencies(every)),
            days=next(iter(self._days), None),
            places=once(self._words.stated(code, one) for code, one in where.places(every)),
            airport=self._of(where.airport(every)),
            counts=self._every_count(),
            totals=tuple(self._quantities.totals),
            mixes=tuple(self._quantities.mixes),
            lines=self._every_line(),
            values=tuple(self._values),
            assets=tuple(self._assets),
            areas=tuple(self._quantities.areas),
            origin=self._of(where.origin(every)),
            destination=self._of(where.destination(every)),
            concealment=self._of(where.concealment(every, text)),
            flights=once(self._words.stated(no, *its) for no, its in where.flights(every, text)),
            questions=tuple(dict.fromkeys(self._questions)),
            parts=parts,
        )

    def _every_line(self) -> tuple[StatedLine, ...]:
        lines = self._quantities.lines
        return lines.packed() if self._section.scope == Scope.EVENT else lines.every()

    def _take(self, chunk: Sequence[Item]) -> None:
        self._take_days(chunk)
        self._questions += self._quantities.take(chunk)
        self._take_money(chunk)
        for one in counts.counts(chunk):
            if self._told_already(one):
                continue
            number = 1 if one.number.value is None else int(one.number.value)
            upper = int(most) if isinstance(most := one.number.most, Decimal) else None
            found = self._words.stated(number, one.number, one.noun, upper=upper)
            if upper is not None:
                self._questions.append(asking.which_of_both(found.text))
            if all(known.value != number for known in self._counts[one.of]):
                self._counts[one.of].append(found)
        for of, number, noun in implied(chunk):
            self._implied.setdefault(of, self._words.stated(number, noun))
        for first, last in counts.parted(chunk):
            self._questions.append(asking.together(self._words.text((first, last))))
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

    def _take_days(self, chunk: Sequence[Item]) -> None:
        for one in days.dated(chunk, on=self._on):
            if one.when is None:
                self._undated = self._undated or self._words.text(one.items)
            else:
                self._days.append(self._words.stated(one.when, *one.items))

    def _take_money(self, chunk: Sequence[Item]) -> None:
        for of, one in sums(chunk):
            kept = self._assets if of == "assets" else self._values
            if one.money is not None and all(known.value != one.money for known in kept):
                upper = one.most if isinstance(one.most, Money) else None
                kept.append(self._words.stated(one.money, one, upper=upper))
                if upper is not None:
                    self._questions.append(asking.which_of_both(self._words.text((one,))))

    def _of(self, found: tuple[str, tuple[Item, ...]] | None) -> Stated[str] | None:
        return self._words.stated(found[0], *found[1]) if found else None
