"""A section of a message as one statement, every value with the words it was read from."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from markaz.intake.messages.grammar import asking, counts
from markaz.intake.messages.grammar.amounts.money import sums
from markaz.intake.messages.grammar.dates.choosing import chosen
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.parts.section import Section
from markaz.intake.messages.grammar.people.alone import told_alone
from markaz.intake.messages.grammar.people.implied import is_new
from markaz.intake.messages.grammar.people.things import Counted
from markaz.intake.messages.grammar.places.finding import whereabouts
from markaz.intake.messages.grammar.stating.quantities import Quantities
from markaz.intake.messages.grammar.stating.setting import Setting
from markaz.intake.messages.grammar.stating.words import once, told_anew
from markaz.records.errors import Bilingual
from markaz.records.statement import CountField, Money, Scope, Span, Stated, StatedLine, Statement


class Assembly:
    """Takes the chunks of one section and gives the statement."""

    def __init__(self, section: Section, setting: Setting, *, part: bool) -> None:
        self._section = section
        self._setting = setting
        self._words = setting.words
        self._counts: dict[CountField, list[Stated[int]]] = defaultdict(list)
        self._quantities = Quantities(self._words, clearing=setting.clearing, part=part)
        self._values: list[Stated[Money]] = []
        self._assets: list[Stated[Money]] = []
        self._questions: list[Bilingual] = []
        self._unsummed: set[CountField] = set()

    def statement(self, parts: tuple[Statement, ...] = ()) -> Statement:
        """The statement; `parts` are those of a brief."""
        section, text = self._section, self._words.writing.text
        when = chosen(section.chunks, section.scope, on=self._setting.on)
        for chunk in section.chunks:
            self._take(chunk)
        if when is not None and when.when is None:
            self._questions.append(asking.which_day(self._words.text(when.items)))
        every = [one for chunk in section.chunks for one in chunk]
        told = whereabouts(section.chunks, text, section.scope, near=self._setting.near)
        return Statement(
            scope=section.scope,
            span=self._words.writing.span(every[0].start, every[-1].end) if every else Span(0, 0),
            agencies=once(self._words.stated(code, *its) for code, its in told.agencies),
            days=self._words.stated(when.when, *when.items) if when and when.when else None,
            places=once(self._words.stated(code, *its) for code, its in told.places),
            airport=self._of(told.airport),
            counts=self._every_count(),
            totals=tuple(self._quantities.totals),
            mixes=tuple(self._quantities.mixes),
            lines=self._every_line(),
            values=tuple(self._values),
            assets=tuple(self._assets),
            areas=tuple(self._quantities.areas),
            origin=self._of(told.origin),
            destination=self._of(told.destination),
            concealment=self._of(told.concealment),
            flights=once(self._words.stated(no, *its) for no, its in told.flights),
            questions=tuple(dict.fromkeys(self._questions)),
            parts=parts,
        )

    def _every_line(self) -> tuple[StatedLine, ...]:
        lines = self._quantities.lines
        return lines.packed() if self._section.scope == Scope.EVENT else lines.every()

    def _take(self, chunk: Sequence[Item]) -> None:
        self._questions += self._quantities.take(chunk)
        self._take_money(chunk)
        counted, unsummed = counts.told(chunk)
        for one in counted:
            if self._told_already(one):
                continue
            number = 1 if one.number.value is None else int(one.number.value)
            upper = int(most) if isinstance(most := one.number.most, Decimal) else None
            found = self._words.stated(number, one.number, one.noun, upper=upper)
            if upper is not None:
                self._questions.append(asking.which_of_both(found.text))
            if all(known.value != number for known in self._counts[one.of]):
                self._counts[one.of].append(found)
        for of, first, last in unsummed:
            self._questions.append(asking.together(self._words.text((first, last))))
            self._unsummed.add(of)
        self._questions += asking.unsure(chunk)

    def _every_count(self) -> dict[CountField, tuple[Stated[int], ...]]:
        """What was counted; one told of by itself is the only one of an event, not of a sum."""
        scope, summed = self._section.scope, CountField.OPERATIONS in self._counts
        if scope == Scope.EVENT or (scope == Scope.REGION and not summed):
            known = self._counts.keys() | self._unsummed
            for of, number, noun in told_alone(self._section.chunks):
                if is_new(of, known) and of not in self._counts:
                    self._counts[of] = [self._words.stated(number, noun)]
        return {of: tuple(found) for of, found in self._counts.items()}

    def _told_already(self, one: Counted) -> bool:
        """Whether a count says nothing new: a whole is never "an operation", nor its women all."""
        if one.of == CountField.OPERATIONS:
            return self._section.scope == Scope.WHOLE and one.number.value is None
        some = one.of == CountField.ARRESTED and not one.noun.has("person", "arrest")
        return some and bool(self._counts[CountField.ARRESTED])

    def _take_money(self, chunk: Sequence[Item]) -> None:
        for of, one in sums(chunk):
            kept = self._assets if of == "assets" else self._values
            if one.money is not None and all(known.value != one.money for known in kept):
                upper = one.most if isinstance(one.most, Money) else None
                told_anew(kept, self._words.stated(one.money, one, upper=upper))
                if upper is not None:
                    self._questions.append(asking.which_of_both(self._words.text((one,))))

    def _of(self, found: tuple[str, tuple[Item, ...]] | None) -> Stated[str] | None:
        return self._words.stated(found[0], *found[1]) if found else None
