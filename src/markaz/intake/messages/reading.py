"""Reads a message: what it states, each value with the words it came from, and nothing more."""

from datetime import date

from markaz.intake.messages.grammar.amounts.bare import mark_columns, unbracketed
from markaz.intake.messages.grammar.amounts.joined import united
from markaz.intake.messages.grammar.amounts.ranges import (
    between_numbers,
    between_quantities,
    mark_unsure,
)
from markaz.intake.messages.grammar.assembly import Assembly
from markaz.intake.messages.grammar.chunks import chunks
from markaz.intake.messages.grammar.clauses.cutting import apart
from markaz.intake.messages.grammar.clauses.sentences import sentences, without_numbering
from markaz.intake.messages.grammar.elided import with_nouns, with_persons
from markaz.intake.messages.grammar.items import Item, any_has, named, without_stars
from markaz.intake.messages.grammar.parts.directorates import name_directorates
from markaz.intake.messages.grammar.parts.inheriting import with_crop
from markaz.intake.messages.grammar.parts.section import Section
from markaz.intake.messages.grammar.places.carried import carried
from markaz.intake.messages.grammar.places.where import provinces
from markaz.intake.messages.grammar.sections import sections
from markaz.intake.messages.grammar.stating.currency import name_rupees
from markaz.intake.messages.grammar.stating.setting import Setting
from markaz.intake.messages.grammar.stating.words import Words
from markaz.intake.messages.grammar.tables.finding import tables
from markaz.intake.messages.grammar.tables.statements import joined, told
from markaz.intake.messages.seams import parted
from markaz.intake.messages.tokens import tokens
from markaz.intake.messages.writing import written
from markaz.intake.values.days import days
from markaz.records.kinds import DatePrecision
from markaz.records.statement import Reading, Scope, Statement

_NEAR_DATE = 4


def read(message: str, *, on: date | None = None) -> Reading:
    """What a message states; `on` is its day, from which "last week" is measured.

    Raises:
        InvalidValueError: it is empty, or longer than any message.
    """
    writing = written(message)
    every = named(list(parted(tokens(writing.text))))
    name_rupees(every)
    tabled, found = tables(every, writing.text)
    found = without_stars(found)
    name_directorates(found)
    found = _quantities(found)
    day = on or _own_day(found)
    told_of = [
        [chunk for piece in apart(without_numbering(sentence)) for chunk in chunks(piece)]
        for sentence in sentences(found, writing.text)
    ]
    pieces = [chunk for some in told_of for chunk in some]
    # An area is of crops only where the message speaks of crops or of clearing them.
    clearing = any_has(found, "crop", "destroyed")
    near = provinces(pieces)
    setting = Setting(Words(writing), day, clearing=clearing, near=near)
    spoken = [_statement(one, setting) for one in sections(told_of)]
    if tabled:

        def prose(cells: list[Item], scope: Scope) -> Statement:
            section = Section(scope, [_quantities(cells)] if cells else [])
            return _statement(section, setting)

        spoken = joined(spoken, [told(one, writing, prose) for one in tabled])
    spoken = carried(spoken, found, writing)
    return Reading(tuple(one for one in spoken if one.tells or one.parts))


def _quantities(found: list[Item]) -> list[Item]:
    """The items with each number, its unit and its other end as one."""
    mark_unsure(found)
    found = between_numbers(unbracketed(found))
    mark_columns(found)
    return with_persons(with_nouns(between_quantities(united(found))))


def _statement(section: Section, setting: Setting, *, part: bool = False) -> Statement:
    parts = [_statement(one, setting, part=True) for one in section.parts]
    told_of = tuple(one for one in parts if one.tells or one.parts)
    return with_crop(Assembly(section, setting, part=part).statement(told_of))


def _own_day(found: list[Item]) -> date | None:
    """The day that the message gives itself: "Dated 7-12-2025".

    Where a form's line "DATE" is the only day told, it is also the day on which it happened.
    """
    for at, one in enumerate(found):
        if "dated" not in one.kinds:
            continue
        for near in found[at + 1 : at + _NEAR_DATE]:
            if "date" in near.kinds:
                text = near.kinds["date"]
                if one.key != "date" or _tells_another(found, near):
                    near.kinds = {}
                return _single(text)
    return None


def _tells_another(found: list[Item], day: Item) -> bool:
    return any(one is not day and one.has("date", "month", "weekday", "period") for one in found)


def _single(text: str) -> date | None:
    try:
        read_days = days(text, order="dmy")
    except ValueError:
        return None
    return read_days.first if read_days.precision == DatePrecision.DAY else None
