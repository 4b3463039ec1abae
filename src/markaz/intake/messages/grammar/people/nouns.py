"""The noun that a number counts: "23 counter narcotics operations", "nine foreign crew members"."""

from collections.abc import Mapping, Sequence

from markaz.data.folding import fold
from markaz.data.places import COUNTRIES
from markaz.intake.messages.grammar.headings import AUXILIARY, past_whole, wraps
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.records.statement import CountField

_FIELD_OF = {
    "woman": CountField.WOMEN, "foreigner": CountField.FOREIGNERS, "person": CountField.ARRESTED,
    "vehicle": CountField.VEHICLES, "operation": CountField.OPERATIONS, "case": CountField.CASES,
}  # fmt: skip
# By the place of a number the place of its noun, None where it has none.
Nouns = Mapping[int, int | None]
_FURTHEST_NOUN = 6
_PLAIN_WORDS = 2
_HOME = "PK"
_INCLUDED = 7
_AFTER_BARE_WORDS = "at near on with from during in over under hain hue huay"
_AFTER_BARE = frozenset(map(fold, (*_AFTER_BARE_WORDS.split(), "ہیں", "ہوئے")))
_AFTER_WORDS = "at in on from with who were was near by to for and"
_AFTER_NOUN = frozenset(_AFTER_WORDS.split())


def field_of(noun: Item) -> CountField | None:
    """Which field a noun is counted in."""
    if is_pair(noun) or "company" in noun.kinds:
        return CountField.ARRESTED
    for role, of in _FIELD_OF.items():
        if role in noun.kinds:
            return of
    if noun.has("arrest"):
        return CountField.ARRESTED
    if noun.kinds.get("demonym", _HOME) != _HOME:
        return CountField.FOREIGNERS
    return None


def is_pair(noun: Item) -> bool:
    """Whether a noun is of two persons or more by itself: "a couple", "باپ بیٹا"."""
    return noun.kinds.get("person", "") not in ("", "1")


def is_plain(one: Item) -> bool:
    """Whether it is a number, and neither a quantity nor a sum of money."""
    return one.value is not None and one.amount is None and one.money is None


def nouns_of(chunk: Sequence[Item]) -> Nouns:
    """For each number and each article of a chunk the noun that it stands before."""
    return {
        at: noun_of(chunk, at)
        for at, one in enumerate(chunk)
        if "article" in one.kinds or (one.value is not None and is_plain(one))
    }


def noun_of(chunk: Sequence[Item], at: int) -> int | None:
    """The place of the noun that a number stands before: "23 counter narcotics operations"."""
    plain, foreign = 0, None
    most = _PLAIN_WORDS if chunk[at].value is not None else 0
    start = past_whole(chunk, at)
    for place in range(start, min(start + _FURTHEST_NOUN, len(chunk))):
        one = chunk[place]
        if one.has(*_FIELD_OF) or (one.key == "arrests"):
            generic = one.has("person", "foreigner") and not one.has("woman")
            if generic and chunk[place + 1 : place + 2] and chunk[place + 1].has("woman"):
                # "دو منشیات فروش خواتین", "two accused women", "a foreign woman".
                return place + 1
            return foreign if generic and foreign is not None else place
        if one.kinds.get("demonym", "") in COUNTRIES and not is_bound(chunk, place):
            foreign = place if one.kinds["demonym"] != _HOME else foreign
            continue
        # "274 hideouts of drug dealers" are no dealers.
        if (most and not plain) if one.key == "of" else _passes(chunk, at, place):
            continue
        plain += 1
        if one.is_mark or one.value is not None or one.kinds or plain > most:
            break
        if foreign is not None and one.key not in _AFTER_NOUN and _is_adjective(chunk[foreign]):
            # "Three Iranian boats" are no three Iranians.
            foreign = None
    return foreign


def is_bound(chunk: Sequence[Item], place: int) -> bool:
    """Whether a name of a people only says where somebody goes: "a Saudi-bound passenger"."""
    following = chunk[place + 1 : place + 3]
    return len(following) > 1 and following[0].key == "-" and following[0].tight


def _is_adjective(people: Item) -> bool:
    """Whether a name of a people may say whose boats: "Iranian", but not "Iranians"."""
    single = people.end - people.start == len(people.key)
    return single and people.key.isascii() and not people.key.endswith("s")


def _passes(chunk: Sequence[Item], at: int, place: int) -> bool:
    """Whether an item may stand between a number and its noun."""
    one = chunk[place]
    if one.has("filler", "substance", "drugs", "agency", "bound_after", "crop", "national"):
        return True
    if one.key == "bound" and chunk[place - 1].key == "-":
        return True
    bound = [following.key for following in chunk[place + 1 : place + 3]] == ["-", "bound"]
    return bound or one.key in ("-", "'", '"') or (one.key == "\n" and wraps(chunk, at, place))


def bare_arrest(chunk: Sequence[Item], at: int) -> int | None:
    """The verb in "arrested 12", with no noun at all."""
    if at and chunk[at - 1].has("arrest"):
        following = chunk[at + 1] if at + 1 < len(chunk) else None
        ends = following is None or following.is_mark or following.key in _AFTER_BARE
        parts = following is not None and following.has("and", "including", "inside")
        return at - 1 if ends or parts else None
    place = at + 1
    if at and chunk[at - 1].has("taken") and any_has(chunk[place : place + 1], "including"):
        # "Taken 52 of them into custody".
        return place + 1 if any_has(chunk[place + 1 : place + 2], "arrest") else None
    while place < len(chunk) and chunk[place].key in AUXILIARY:
        place += 1
    before = chunk[at - 1] if at else None
    heads = before is None or before.is_mark or before.has("and", "including")
    heads = heads or (before is not None and before.key in ("all", "the", "among", "of"))
    if heads and place < len(chunk) and chunk[place].has("including"):
        # "Four including a woman held".
        near = range(place, min(place + _INCLUDED, len(chunk)))
        place = next((end for end in near if chunk[end].has("arrest")), len(chunk))
    told = place < len(chunk) and chunk[place].has("arrest")
    return place if told and (heads or not chunk[place].key.isascii()) else None
