"""How many operations, cases, arrests, women, foreign nationals and vehicles a chunk states."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from markaz.intake.messages.grammar.headings import among, heading, is_heading, precedes
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.people.described import (
    beside_unknown,
    described,
    describes_all,
    is_file,
    is_foreigner_alone,
    is_some,
    is_void,
    owns,
    with_unnamed,
)
from markaz.intake.messages.grammar.people.meaning import is_meant, is_year
from markaz.intake.messages.grammar.people.nouns import (
    Nouns,
    bare_arrest,
    field_of,
    is_pair,
    is_plain,
    nouns_of,
)
from markaz.intake.messages.grammar.people.sums import Group, Term, groups, singles, summed
from markaz.intake.messages.grammar.people.things import Counted, parted, whole_number
from markaz.records.statement import CountField

_SOME = (CountField.WOMEN, CountField.FOREIGNERS)
_PEOPLE = (CountField.ARRESTED, *_SOME)


class Unsummed(NamedTuple):
    """Counts of several kinds whose sum nobody states, from the first item to the last."""

    of: CountField
    first: Item
    last: Item


def counts(chunk: Sequence[Item]) -> Sequence[Counted]:
    """What a chunk counts, in the order of its telling."""
    return told(chunk)[0]


def told(chunk: Sequence[Item]) -> tuple[Sequence[Counted], Sequence[Unsummed]]:
    """What a chunk counts, and the counts of several kinds whose sum nobody states."""
    nouns = nouns_of(chunk)
    found = _found(chunk, nouns)
    together = [*_groups(chunk, found, nouns)]
    rows = [*parted(chunk, found, nouns)]
    asked = [Unsummed(some[0].of, some[0].number, some[-1].noun) for some in rows]
    for group in together:
        if not group.sure or beside_unknown(chunk, chunk[group.terms[-1].noun]):
            first, last = chunk[group.terms[0].first], chunk[group.terms[-1].noun]
            asked.append(Unsummed(CountField.ARRESTED, first, last))
    within = {id(one.number) for some in rows for one in some if one.of == CountField.VEHICLES}
    within |= {id(chunk[one.first]) for group in together for one in group.terms}
    alone = [one for one in found if id(one.number) not in within]
    for one in [one for one in alone if one.of == CountField.ARRESTED]:
        if with_unnamed(chunk, one.number, one.noun) or beside_unknown(chunk, one.noun):
            asked.append(Unsummed(*one))
            alone.remove(one)
    return [*_all(chunk, alone, together)], asked


def _all(
    chunk: Sequence[Item], found: Sequence[Counted], together: Sequence[Group]
) -> Iterator[Counted]:
    totals = {one.of for one in found}
    for group in together:
        sure = group.sure and not beside_unknown(chunk, chunk[group.terms[-1].noun])
        yield from _of_group(chunk, group, told=CountField.ARRESTED in totals or not sure)
        if sure:
            totals.add(CountField.ARRESTED)
    for one in found:
        yield one
        if one.of in (CountField.ARRESTED, CountField.WOMEN):
            others = described(chunk, one.number, one.noun)
            yield from (Counted(of, one.number, noun) for of, noun in others if of not in totals)
        if one.of in _SOME and CountField.ARRESTED not in totals and _whole(chunk, one, found):
            yield one._replace(of=CountField.ARRESTED)


def _groups(chunk: Sequence[Item], found: Sequence[Counted], nouns: Nouns) -> Iterator[Group]:
    """Persons told of beside each other: those with a number, those with a noun alone."""
    terms = [*singles(chunk)]
    for at, noun in nouns.items():
        number = whole_number(chunk[at])
        if number and noun is None and _is_one_more(chunk, at):
            noun = at
        elif number and noun is None and chunk[at + 1 : at + 2] and chunk[at + 1].has("demonym"):
            # "Two Nigerians and a Pakistani".
            noun = at + 1
        if number and noun is not None and field_of(chunk[noun]) in (*_PEOPLE, None):
            of = field_of(chunk[noun])
            woman, foreign = of == CountField.WOMEN, of == CountField.FOREIGNERS
            terms.append(Term(at, noun, number, woman, foreign))
    if len(terms) > 1:
        place = {id(one): at for at, one in enumerate(chunk)}
        meant = {place.get(id(one.number), -1) for one in found if one.of in _PEOPLE}
        yield from groups(chunk, sorted(terms), meant)


def _is_one_more(chunk: Sequence[Item], at: int) -> bool:
    """Whether a bare number adds to those before it: "driver + 1 arrested"."""
    before, after = chunk[at - 1 : at], chunk[at + 1 : at + 2]
    joins = bool(before) and (before[0].has("and") or before[0].key == "+")
    return joins and bool(after) and after[0].has("arrest")


def _of_group(chunk: Sequence[Item], group: Group, *, told: bool) -> Iterator[Counted]:
    """What persons told of beside each other come to, and how many of them are women."""
    last = chunk[group.terms[-1].noun]
    if not told:
        whole = group.whole
        number = summed(chunk, group.terms) if whole is None else chunk[whole.first]
        yield Counted(CountField.ARRESTED, number, last if whole is None else chunk[whole.noun])
    women = [one for one in group.terms if one.is_woman]
    foreigners = [one for one in group.terms if one.is_foreign]
    for of, some in ((CountField.WOMEN, women), (CountField.FOREIGNERS, foreigners)):
        if some:
            yield Counted(of, summed(chunk, some), chunk[some[-1].noun])


def _found(chunk: Sequence[Item], nouns: Nouns) -> list[Counted]:
    found = (
        _singular(chunk, at) or (_counted(chunk, at, nouns[at]) if at in nouns else None)
        for at, one in enumerate(chunk)
        if at in nouns or (one.kinds and one.has("woman", "foreigner", "demonym"))
    )
    return [one for one in found if one is not None]


def _singular(chunk: Sequence[Item], at: int) -> Counted | None:
    one = chunk[at]
    if not one.kinds:
        return None
    alone = bool(one.kinds.get("woman")) and not is_pair(one) and _alone(chunk, at)
    if not alone and is_foreigner_alone(chunk, at):
        return Counted(CountField.FOREIGNERS, one, one)
    return Counted(CountField.WOMEN, one, one) if alone else None


def _counted(chunk: Sequence[Item], at: int, noun: int | None) -> Counted | None:
    number = chunk[at]
    is_number = is_plain(number)
    if number.value is not None and number.value != number.value.to_integral_value():
        return None
    noun = None if precedes(chunk, at) else noun
    if noun is None and at and "company" in chunk[at - 1].kinds:
        noun = at - 1
    if noun is None and is_number and not number.used:
        headed = heading(chunk, at)
        noun = bare_arrest(chunk, at) if headed is None else headed
    of = field_of(chunk[noun]) if noun is not None else None
    if noun is None or of is None or (of in _SOME and is_number and among(chunk, at)):
        return None
    told = is_heading(chunk, noun, at) or is_meant(chunk, at, noun, of)
    if not told or owns(chunk, noun) or _is_no_count(chunk, at, of):
        return None
    return Counted(of, _of_pair(number, chunk[noun]), chunk[noun])


def _is_no_count(chunk: Sequence[Item], at: int, of: CountField) -> bool:
    other = is_year(chunk, at) or is_void(chunk, at) or describes_all(chunk, at)
    return other or is_file(chunk, at) or (of == CountField.ARRESTED and is_some(chunk, at))


def _of_pair(number: Item, noun: Item) -> Item:
    """The number of "a couple", which is two; any other number as it is."""
    if not number.has("article") or not is_pair(noun):
        return number
    return replace(noun, kinds={}, start=number.start, value=Decimal(noun.kinds["person"]))


def _alone(chunk: Sequence[Item], at: int) -> bool:
    """Whether a singular noun counts by itself: "خاتون سمیت", "ملزمہ گرفتار"."""
    before = chunk[at - 1] if at else None
    after = chunk[at + 1] if at + 1 < len(chunk) else None
    included = after is not None and after.has("including")
    if before is not None and (before.value is not None or before.has("article")):
        return False
    if before is not None and before.has("and") and not included:
        return False
    return included or (after is not None and after.has("arrest"))


def _whole(chunk: Sequence[Item], one: Counted, found: Sequence[Counted]) -> bool:
    """Whether women or foreign nationals are all who were arrested, not some among others."""
    at = next((at for at, part in enumerate(chunk) if part is one.number), 0)
    # The stop of "incl." ends nothing.
    before = [part for part in chunk[max(0, at - 2) : at] if part.key != "."][-1:]
    noun = next((at for at, part in enumerate(chunk) if part is one.noun), at)
    others = [part for part in chunk[noun + 1 : noun + 3] if part.has("and") or part.value]
    alone = sum(other.of in _PEOPLE for other in found) == 1 and len(others) < 2  # noqa: PLR2004
    # "Women: 3" is a row of a list that has others.
    alone = alone and noun >= at
    return alone and not any(part.key == "+" or part.has("including", "and") for part in before)
