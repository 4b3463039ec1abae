"""How many operations, cases, arrests, women, foreign nationals and vehicles a chunk states."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markaz.data.folding import fold
from markaz.data.places import COUNTRIES
from markaz.intake.messages.grammar.headings import (
    AUXILIARY,
    among,
    denied,
    heading,
    is_heading,
    past_whole,
    wraps,
)
from markaz.intake.messages.grammar.implied import side_by_side
from markaz.intake.messages.grammar.items import Item
from markaz.records.statement import CountField

_FIELD_OF = {
    "woman": CountField.WOMEN, "foreigner": CountField.FOREIGNERS, "person": CountField.ARRESTED,
    "vehicle": CountField.VEHICLES, "operation": CountField.OPERATIONS, "case": CountField.CASES,
}  # fmt: skip
_FURTHEST_NOUN = 6
_PLAIN_WORDS = 2
_FURTHEST_VERB = 40
_HOME = "PK"
# "A girl's school bag" is nobody's arrest.
_APOSTROPHES = frozenset("'’")
_URDU_INSIDE = frozenset(map(fold, ("سے", "میں", "کے")))
_AFTER_WORDS = "at in on from with who were was near by to for and"
_AFTER_NOUN = frozenset(_AFTER_WORDS.split())
_SOME = (CountField.WOMEN, CountField.FOREIGNERS)
_PEOPLE = {CountField.ARRESTED, CountField.WOMEN}
# Of "two men and a woman" the women are told, and all of them are not.
_WHOLES = (CountField.ARRESTED, CountField.FOREIGNERS, CountField.VEHICLES)


class Counted(NamedTuple):
    """A field, its number and the noun that says what was counted."""

    of: CountField
    number: Item
    noun: Item


def counts(chunk: Sequence[Item]) -> Iterator[Counted]:
    """What a chunk counts, in the order of its telling."""
    found = _found(chunk)
    parted = {id(one.number) for some in _parted(chunk, found) for one in some if one.of in _WHOLES}
    parted |= {id(last) for _, last in side_by_side(chunk) if last.value is not None}
    found = [one for one in found if id(one.number) not in parted]
    totals = {one.of for one in found}
    for one in found:
        yield one
        alone = one.of in (CountField.WOMEN, CountField.FOREIGNERS)
        if alone and CountField.ARRESTED not in totals and _whole(chunk, one, found):
            yield one._replace(of=CountField.ARRESTED)


def _found(chunk: Sequence[Item]) -> list[Counted]:
    found = ((_singular(chunk, at) or _counted(chunk, at)) for at in range(len(chunk)))
    return [one for one in found if one is not None]


def _singular(chunk: Sequence[Item], at: int) -> Counted | None:
    one = chunk[at]
    alone = bool(one.kinds.get("woman")) and _alone(chunk, at)
    return Counted(CountField.WOMEN, one, one) if alone else None


def parted(chunk: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Counts of several kinds whose sum nobody states, from first item to last."""
    found = _found(chunk)
    for some in _parted(chunk, found):
        yield some[0].number, some[-1].noun
    yield from side_by_side(chunk)


def _parted(chunk: Sequence[Item], found: Sequence[Counted]) -> Iterator[list[Counted]]:
    place = {id(one): at for at, one in enumerate(chunk)}
    row: list[Counted] = []
    for one in found:
        last = row[-1] if row else None
        between = chunk[place[id(last.noun)] + 1 : place[id(one.number)]] if last else []
        listed = bool(between) and all(
            part.has("and") or part.key == "+" or (part.key in (",", "،") and one.of not in _PEOPLE)
            for part in between
        )
        told = chunk[place[id(one.number)] : place[id(one.noun)]]
        joins = listed and not any(part.has("including") for part in told)
        if last and joins and (one.of == last.of or {one.of, last.of} <= _PEOPLE):
            row.append(one)
            continue
        if len(row) > 1:
            yield row
        row = [one]
    if len(row) > 1:
        yield row


def _counted(chunk: Sequence[Item], at: int) -> Counted | None:
    number = chunk[at]
    is_number = number.value is not None and number.amount is None and number.money is None
    if not is_number and "article" not in number.kinds:
        return None
    if number.value is not None and number.value != number.value.to_integral_value():
        return None
    noun = _noun(chunk, at)
    if noun is None and is_number and not number.used:
        headed = heading(chunk, at)
        noun = _bare_arrest(chunk, at) if headed is None else headed
    of = field_of(chunk[noun]) if noun is not None else None
    if noun is None or of is None or (of in _SOME and among(chunk, at)):
        return None
    after = [one.key for one in chunk[noun + 1 : noun + 3]]
    if after[1:] == ["s"] and after[0] in _APOSTROPHES:
        return None
    told = is_heading(chunk, noun, at) or _meant(chunk, at, noun, of)
    return Counted(of, number, chunk[noun]) if told else None


def _alone(chunk: Sequence[Item], at: int) -> bool:
    """Whether a singular noun counts by itself: "خاتون سمیت", "ملزمہ گرفتار"."""
    before = chunk[at - 1] if at else None
    if before is not None and (before.value is not None or before.has("and", "article")):
        return False
    after = chunk[at + 1] if at + 1 < len(chunk) else None
    return after is not None and after.has("including", "arrest")


def field_of(noun: Item) -> CountField | None:
    """Which field a noun is counted in."""
    for role, of in _FIELD_OF.items():
        if role in noun.kinds:
            return of
    if noun.has("arrest"):
        return CountField.ARRESTED
    if noun.kinds.get("demonym", _HOME) != _HOME:
        return CountField.FOREIGNERS
    return None


def _noun(chunk: Sequence[Item], at: int) -> int | None:
    """The place of the noun that a number stands before: "23 counter narcotics operations"."""
    plain, foreign = 0, None
    most = _PLAIN_WORDS if chunk[at].value is not None else 0
    start = past_whole(chunk, at)
    for place in range(start, min(start + _FURTHEST_NOUN, len(chunk))):
        one = chunk[place]
        if one.has(*_FIELD_OF) or (one.key == "arrests"):
            generic = one.has("person") and not one.has("woman")
            return foreign if generic and foreign is not None else place
        if one.kinds.get("demonym", "") in COUNTRIES:
            foreign = place if one.kinds["demonym"] != _HOME else foreign
            continue
        if _passes(chunk, at, place) or (one.key == "of" and plain == 0 and most):
            continue
        plain += 1
        if one.is_mark or one.value is not None or one.kinds or plain > most:
            break
        if foreign is not None and one.key not in _AFTER_NOUN and _is_adjective(chunk[foreign]):
            # "Three Iranian boats" are no three Iranians.
            foreign = None
    return foreign


def _is_adjective(people: Item) -> bool:
    """Whether a name of a people may say whose boats: "Iranian", but not "Iranians"."""
    single = people.end - people.start == len(people.key)
    return single and people.key.isascii() and not people.key.endswith("s")


def _passes(chunk: Sequence[Item], at: int, place: int) -> bool:
    """Whether an item may stand between a number and its noun."""
    one = chunk[place]
    if one.has("filler", "substance", "drugs", "agency", "bound_after", "crop", "national"):
        return True
    return one.key in ("-", "'", '"') or (one.key == "\n" and wraps(chunk, at, place))


def _bare_arrest(chunk: Sequence[Item], at: int) -> int | None:
    """The verb in "arrested 12", with no noun at all."""
    if at and chunk[at - 1].has("arrest"):
        following = chunk[at + 1] if at + 1 < len(chunk) else None
        ends = following is None or following.is_mark or following.key in ("at", "near", "on")
        parts = following is not None and following.has("and", "including", "inside")
        return at - 1 if ends or parts else None
    place = at + 1
    while place < len(chunk) and chunk[place].key in AUXILIARY:
        place += 1
    before = chunk[at - 1] if at else None
    heads = before is None or before.is_mark or before.has("and", "including")
    heads = heads or (before is not None and before.key in ("all", "the", "among"))
    told = place < len(chunk) and chunk[place].has("arrest")
    return place if told and (heads or not chunk[place].key.isascii()) else None


def _meant(chunk: Sequence[Item], at: int, noun: int, of: CountField) -> bool:
    """Whether the sentence says of those counted what the field says."""
    if of in (CountField.OPERATIONS, CountField.CASES):
        return not any(one.has("time_word") for one in chunk[at + 1 : noun])
    if of == CountField.VEHICLES:
        return not _from_inside(chunk, at, noun) and _said(chunk, at, ("seize",), ("stopped",))
    # "Of 23, one smuggler is a foreigner": who is meant was arrested a sentence before.
    among = ("person",) if of in (CountField.WOMEN, CountField.FOREIGNERS) else ()
    return _said(chunk, at, ("arrest", *among), ("harm",))


def _from_inside(chunk: Sequence[Item], at: int, noun: int) -> bool:
    """Whether drugs were found in the vehicle: "from a car", "کار سے"."""
    before = at and chunk[at - 1].key in ("from", "in", "inside", "of", "by", "through")
    after = noun + 1 < len(chunk) and chunk[noun + 1].key in _URDU_INSIDE
    return bool(before or after)


def _said(chunk: Sequence[Item], at: int, roles: tuple[str, ...], against: tuple[str, ...]) -> bool:
    """Whether the nearest verb that could speak of a number is one of the roles."""
    nearest, meant = _FURTHEST_VERB, False
    for place, one in enumerate(chunk):
        far = abs(place - at)
        if far < nearest and one.has(*roles, *against):
            meant = one.has(*roles) and not one.has(*against) and not denied(chunk, place)
            nearest = far
    return meant


def _whole(chunk: Sequence[Item], one: Counted, found: Sequence[Counted]) -> bool:
    """Whether women or foreign nationals are all who were arrested, not some among others."""
    place = chunk.index(one.number)
    before = chunk[place - 1] if place else None
    if before is not None and before.key == "." and place > 1:
        # The stop of "incl." ends nothing.
        before = chunk[place - 2]
    people = (CountField.ARRESTED, CountField.WOMEN, CountField.FOREIGNERS)
    alone = sum(other.of in people for other in found) == 1
    return alone and (before is None or not (before.key == "+" or before.has("including", "and")))
