"""Boats and aircraft that held drugs: their parts are no vehicle's; and what was stopped."""

from collections.abc import Iterator, Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item, any_has

CRAFTS = frozenset(("VESSEL", "AIRCRAFT"))
PARTS, _VEHICLE, _VOID = "VEHICLE-", "VEHICLE", "VEHICLE-VOID"
_FURTHEST_CRAFT = 5
_OF_URDU = frozenset(map(fold, ("کے", "کی", "کا", "ke", "ki")))
_STOPPED_BEFORE, _STOPPED_AFTER = 6, 4
_NEAR_FLIGHT = 5


def of_other(chunk: Sequence[Item], at: int) -> str | None:
    """What an item is part of, where it is no vehicle: "compartments of the boat", "کشتی کے خانوں".

    A hidden part may be of anything: "a secret cavity of a suitcase".
    """
    code = chunk[at].kinds["hiding"]
    if not code.startswith(PARTS):
        return None
    if code == _VOID and at + 1 < len(chunk) and chunk[at + 1].key == "of":
        return _held_by(chunk, at + 2)
    if at > 1 and chunk[at - 1].key in _OF_URDU:
        return _craft(chunk[at - 2])
    return _craft_behind(chunk, at + 1)


def _craft_behind(chunk: Sequence[Item], begin: int) -> str | None:
    for one in chunk[begin : begin + _FURTHEST_CRAFT]:
        if _craft(one) or one.is_mark or one.has("and", "vehicle", "place", "seize"):
            return _craft(one)
    return None


def _held_by(chunk: Sequence[Item], begin: int) -> str | None:
    """What a hidden part is of, where it is no vehicle."""
    for one in chunk[begin : begin + _FURTHEST_CRAFT]:
        code = one.kinds.get("hiding")
        if code is not None and not code.startswith(_VEHICLE):
            return code
        if code or one.is_mark or one.has("and", "vehicle", "place", "seize"):
            return None
    return None


def _craft(one: Item) -> str | None:
    code = one.kinds.get("hiding")
    return code if code in CRAFTS else None


def is_stopped(every: Sequence[Item], at: int) -> bool:
    """Whether a vessel or a vehicle was stopped or searched: "intercepted a stateless dhow"."""
    before = every[max(0, at - _STOPPED_BEFORE) : at] if every[at].key.isascii() else []
    return any_has((*before, *every[at + 1 : at + _STOPPED_AFTER]), "stopped")


def flown(every: Sequence[Item]) -> Iterator[Item]:
    """Flights that drugs were taken from: "recovered from an airline's flight", of no passenger."""
    for at, one in enumerate(every):
        if not one.has("flight") or not one.key.isascii():
            continue
        for place in range(at - 1, max(0, at - _NEAR_FLIGHT), -1):
            if every[place].key == "from":
                if every[place - 1].has("seize", "substance", "drugs"):
                    yield one
                break
            if every[place].is_mark or every[place].has("person", "and", "hiding"):
                break
