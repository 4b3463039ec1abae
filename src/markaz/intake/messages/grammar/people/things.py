"""Things of several kinds counted one beside the other: "a car and two motorcycles"."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.people.nouns import Nouns, field_of
from markaz.records.statement import CountField

_THINGS = (CountField.VEHICLES, CountField.OPERATIONS, CountField.CASES)


class Counted(NamedTuple):
    """A field, its number and the noun that says what was counted."""

    of: CountField
    number: Item
    noun: Item


def parted(
    chunk: Sequence[Item], found: Sequence[Counted], nouns: Nouns
) -> Iterator[list[Counted]]:
    """Rows of things of one kind, each with a number of its own: "a car and two motorcycles"."""
    known = {id(one.number) for one in found if one.of in _THINGS}
    things = [*_numbered_things(chunk, nouns)] if known else []
    place = {id(one): at for at, one in enumerate(chunk)} if known else {}
    numbered = {id(one.number) for one in things}
    # "VEH 7 AND MOTORCYCLES 4": the nouns may stand before.
    things += [
        one for one in found if one.of == CountField.VEHICLES and id(one.number) not in numbered
    ]
    things.sort(key=lambda one: place.get(id(one.number), 0))
    row: list[Counted] = []
    for one in (*things, None):
        last = row[-1] if row else None
        between = _between(chunk, place, last, one) if last and one else []
        listed = bool(between) and all(
            part.has("and") or part.key in ("+", ",", "،") for part in between
        )
        if last and one and listed and one.of == last.of:
            row.append(one)
            continue
        if len(row) > 1 and known & {id(some.number) for some in row}:
            yield row
        row = [one] if one else []


def _between(
    chunk: Sequence[Item], place: Mapping[int, int], one: Counted, other: Counted
) -> Sequence[Item]:
    """What stands between two counts, each of them a number and its noun."""
    ends = [place.get(id(part), 0) for part in (one.number, one.noun)]
    starts = [place.get(id(part), 0) for part in (other.number, other.noun)]
    return chunk[max(ends) + 1 : min(starts)]


def _numbered_things(chunk: Sequence[Item], nouns: Nouns) -> Iterator[Counted]:
    for at, noun in nouns.items():
        if noun is not None and whole_number(chunk[at]):
            of = field_of(chunk[noun])
            if of in _THINGS:
                yield Counted(of, chunk[at], chunk[noun])


def whole_number(one: Item) -> int:
    """A plain whole number, one where an article stands for it; 0 where it is neither."""
    if one.value is None:
        return 1 if "article" in one.kinds else 0
    if one.amount is not None or one.money is not None or one.used:
        return 0
    return int(one.value) if one.value == one.value.to_integral_value() else 0
