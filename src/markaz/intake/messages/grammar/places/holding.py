"""Whether the words around a thing say that drugs were in it, or that it held them."""

from collections.abc import Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.places.crafts import CRAFTS

_FURTHEST_PREPOSITION, _LONGEST_PLATE = 7, 6
_FURTHEST_HOLDING, _LONGEST_ASIDE = 12, 8
_FURTHEST_LAYER = 5
# "The drugs were stored at a secret place."
_STORES = frozenset(("CACHE", "DWELLING"))
_INSIDE_AFTER = frozenset(map(fold, ("سے", "میں", "کے", "تلے", "se", "mein")))
_LAYERED = frozenset(map(fold, ("کے", "کی", "کا", "ke", "ki")))
_LAYER_ENDS = frozenset(map(fold, ("سے", "میں", "se", "mein")))
_FULL = frozenset(map(fold, ("بھرے", "بھری", "بھرا")))
_APOSTROPHES = frozenset("'’‘`")
_HELD = frozenset(("held", "had", "carried", "hid", "gave", "hold", "holds"))


def holds(chunk: Sequence[Item], at: int) -> bool:
    """Whether it is said to hold something: "a parcel at Karachi containing 460 grams"."""
    begin = _past_aside(chunk, at + 1)
    for place, one in enumerate(chunk[begin : begin + _FURTHEST_HOLDING], begin):
        following = chunk[place + 1] if place + 1 < len(chunk) else None
        amount = following is not None and following.amount is not None
        if one.has("holds") or (one.key in _HELD and amount):
            return True
        owner = one.has("hiding") and any(near.key == "of" for near in chunk[place - 2 : place])
        if one.is_mark or (one.has("and", "drugs", "substance", "hiding") and not owner):
            return False
    return False


def _past_aside(chunk: Sequence[Item], begin: int) -> int:
    """Beyond what is only said beside it: "the tank of a car, cut open at Hub, had 35 kg"."""
    commas = [at for at in range(begin, len(chunk)) if chunk[at].key == ","][:2]
    if len(commas) < 2 or commas[1] - commas[0] > _LONGEST_ASIDE:  # noqa: PLR2004 (a pair)
        return begin
    told = any(one.amount is not None for one in chunk[begin : commas[1]])
    aside = chunk[commas[0] : commas[1]]
    told = told or any_has(aside, "drugs", "substance", "and", "hiding", "arrest")
    return begin if told else commas[1] + 1


def inside(chunk: Sequence[Item], at: int, text: str) -> bool:
    """Whether something was in it or came out of it: "in the fuel tank", "بیگ سے"."""
    named = _past_plate(chunk, at)
    after = chunk[named].key if named < len(chunk) else ""
    if not chunk[at].key.isascii():
        own = fold(text[chunk[at].start : chunk[at].end].split()[-1])
        return (
            _full(chunk, at, text)
            or after in _INSIDE_AFTER
            or own in _INSIDE_AFTER
            or _in_layer(chunk, at)
        )
    if after in ("se", "mein") or _in_layer(chunk, at):
        return True
    return _under_preposition(chunk, at)


def _full(chunk: Sequence[Item], at: int, text: str) -> bool:
    """Whether Urdu says that it was full of them: "خفیہ خانے منشیات سے بھرے نکلے"."""
    near = chunk[at + 1 : at + _FURTHEST_LAYER]
    return any(word in _FULL for one in near for word in fold(text[one.start : one.end]).split())


def _past_plate(chunk: Sequence[Item], at: int) -> int:
    """The place after a vehicle's number: "کار نمبر BKT-441 سے"."""
    place = at + 1
    if place < len(chunk) and chunk[place].has("identifier"):
        while place < min(len(chunk), at + _LONGEST_PLATE) and (
            chunk[place].has("identifier", "code") or chunk[place].upper or chunk[place].key == "-"
        ):
            place += 1
    return place


def _in_layer(chunk: Sequence[Item], at: int) -> bool:
    """Whether a part of it held them: "بیگ کی دوہری تہہ سے", "tank ke andar se"."""
    near = chunk[at + 1 : at + 1 + _FURTHEST_LAYER]
    if not near or near[0].key not in _LAYERED:
        return False
    for one in near[1:]:
        if one.key in _LAYER_ENDS or one.has("inside"):
            return True
        if one.is_mark or one.has("and", "drugs", "seize", "person", "place", "stopped"):
            return False
    return False


def _under_preposition(chunk: Sequence[Item], at: int) -> bool:
    plain = 0
    for back, one in enumerate(reversed(chunk[max(0, at - _FURTHEST_PREPOSITION) : at]), 1):
        if _leads_in(chunk, at - back, chunk[at].kinds["hiding"]):
            return True
        if _is_owner(chunk, at - back):
            continue
        if one.is_mark or one.has("and", "drugs", "seize", "person"):
            return False
        if one.amount is not None or one.money is not None:
            return False
        of = one.key in ("of", "into")
        plain += not of and not one.has("article", "filler", "demonym", "vehicle", "hiding")
        if plain > 1:
            return False
    return False


def _leads_in(chunk: Sequence[Item], at: int, code: str) -> bool:
    """Whether a word says that something was in what follows, or on it, or stored there."""
    one = chunk[at]
    if one.key == "of":
        return at > 0 and chunk[at - 1].key == "out"
    aboard = one.key == "on" and code in CRAFTS
    stored = one.has("absent") and code in _STORES
    return aboard or stored or (one.has("inside") and one.key != "into")


def _is_owner(chunk: Sequence[Item], at: int) -> bool:
    """Whether an item is part of an owner's name: "from a passenger's bag"."""
    near = chunk[at : at + 3]
    if near[0].has("person", "woman"):
        near = near[1:]
    elif near[0].key == "s":
        near = chunk[at - 1 : at + 1]
    return len(near) > 1 and near[0].key in _APOSTROPHES and near[1].key == "s"
