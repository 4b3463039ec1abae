"""How drugs were hidden, where a message says what held them."""

from collections.abc import Iterator, Sequence, Set

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.places.crafts import CRAFTS, PARTS, flown, is_stopped, of_other
from markaz.intake.messages.grammar.places.holding import holds, inside

_OF_HIDING = frozenset(("hiding", "body_part"))
_OF_CARRYING = frozenset(("drone", "vessel", "courier", "body_scan", "flight", "stopped"))
_FURTHEST_TIED = 5
_ON_BODY, _PARCEL = "BODY-ON", "PARCEL"
_OPENED = frozenset((_PARCEL, "BAG-HOLD", "BAG-HAND", "VEHICLE-STRUCTURE"))
# Goods and their packing say less than what they are, or than the parcel they are sent in.
_LOOSE = frozenset(("CARGO-GOODS", "CARGO-PACKAGING", "OTHER"))
# What it was carried or kept in says less than the thing within that held it.
_OUTER = frozenset(("VEHICLE", "DWELLING"))
_SOAKED = frozenset(map(fold, ("absorbed", "soaked", "impregnated", "dissolved", "جذب")))
_FURTHEST_OPENED = 7
_NEAR = 3
_SAID_WITHIN = frozenset(
    ("hidden", "concealed", "dumped", "buried", "under", "in", "from", "soaked")
)
_BAGS = frozenset(("BAG-HOLD", "BAG-HAND"))
_BODY = frozenset((_ON_BODY, "BODY-SWALLOWED"))
_ROUND = frozenset(
    ("to", "around", "round", "on", "about", "his", "her", "their", "both", "the", "him")
)
_ON_PERSON = frozenset(map(fold, ("possession", "قبضے", "qabzay", "qabze")))
_Hidden = tuple[str, Item]


def concealment(
    chunks: Sequence[Sequence[Item]], text: str, roles: Set[str]
) -> tuple[str, tuple[Item, ...]] | None:
    """The way of hiding, where a chunk says that drugs were hidden or found in something.

    `roles` are those of the words of the whole section.
    """
    hiding = not roles.isdisjoint(_OF_HIDING)
    found = [one for chunk in chunks for one in _hiding(chunk, text)] if hiding else []
    if not found and not roles.isdisjoint(_OF_CARRYING):
        found = [*_carried(chunks)]
    if not found:
        return None
    soaked = [one for chunk in chunks for one in chunk if one.key in _SOAKED and one.has("conceal")]
    if soaked:
        return "DISSOLVED", (soaked[0],)
    inner = [one for one in found if one[0] not in _LOOSE | _OUTER]
    # The panels are those of the aircraft, and the compartments those of the boat.
    if any(code in CRAFTS for code, _ in inner):
        inner = [one for one in inner if not one[0].startswith(PARTS)]
    loose = [one for one in found if one[0] in _LOOSE and one[0] != "CARGO-PACKAGING"]
    inner = inner or [*_sent(chunks)] or loose or found
    code, item = inner[0]
    # "The secret cavities of a vehicle" say more than the vehicle.
    finer = [(other, part) for other, part in found if other.startswith(f"{code}-")]
    code, item = finer[0] if finer else (code, item)
    return code, (item,)


def _sent(chunks: Sequence[Sequence[Item]]) -> Iterator[_Hidden]:
    """The parcel in which goods were sent that held them."""
    every = (one for chunk in chunks for one in chunk)
    yield from ((_PARCEL, one) for one in every if one.kinds.get("hiding") == _PARCEL)


def _hiding(chunk: Sequence[Item], text: str) -> Iterator[_Hidden]:
    hidden = any_has(chunk, "conceal")
    for at, one in enumerate(chunk):
        if not one.kinds or not one.has("hiding", "body_part"):
            continue
        code = one.kinds.get("hiding", _ON_BODY)
        if (code in _BODY or one.has("body_part")) and _strapped(chunk, at):
            yield _ON_BODY, one
        elif (
            one.has("hiding") and not one.has("agency") and (one.amount is None or code == _PARCEL)
        ):
            yield from _hidden(chunk, at, text, said=hidden)


def _hidden(chunk: Sequence[Item], at: int, text: str, *, said: bool) -> Iterator[_Hidden]:
    """What held them, where its own words say so; `said` that the chunk speaks of hiding."""
    one, code = chunk[at], chunk[at].kinds["hiding"]
    if at and chunk[at - 1].key == "to" and code not in _BODY:
        # "To ship" is no ship.
        return
    if code in _BAGS and _of_goods(chunk, at):
        code = "CARGO-PACKAGING"
    code = of_other(chunk, at) or code
    held = (
        inside(chunk, at, text)
        or holds(chunk, at)
        or _opened(chunk, at, code)
        or _raided(chunk, at, code)
    )
    if held or (said and not one.has("vehicle", "unit")):
        yield code, one


def _raided(chunk: Sequence[Item], at: int, code: str) -> bool:
    """Whether it is a house that was raided; or the words themselves say where they lay."""
    if code == "DWELLING" and any_has(chunk[max(0, at - _NEAR) : at], "raided"):
        return True
    one = chunk[at]
    return one.key in _SAID_WITHIN and one.end - one.start > len(one.key)


def _of_goods(chunk: Sequence[Item], at: int) -> bool:
    """Whether a bag is packing: "bags of onions"."""
    following = chunk[at + 1 : at + 3]
    goods = len(following) > 1 and following[1].kinds.get("hiding", "").startswith("CARGO")
    return goods and following[0].key == "of"


def _opened(chunk: Sequence[Item], at: int, code: str) -> bool:
    """Whether it was opened to find them: "bag cut open", "پارسل کو کھولا"; or gave them up."""
    if chunk[at].has("egested"):
        return True
    near = chunk[max(0, at - _FURTHEST_OPENED) : at + _FURTHEST_OPENED]
    return code in _OPENED and any_has(near, "opened")


def _strapped(chunk: Sequence[Item], at: int) -> bool:
    """Whether it was tied to a part of the body: "taped to his abdomen", "پیٹ پر باندھ رکھی"."""
    place = at - 1
    while place >= 0 and chunk[place].key in _ROUND:
        place -= 1
    tied = place >= 0 and chunk[place].has("strapped")
    if chunk[at].key.isascii() and place < at - 1:
        return tied or any_has(chunk[max(0, place - 5) : place], "strapped")
    return any_has(chunk[at + 1 : at + _FURTHEST_TIED], "strapped")


def _carried(chunks: Sequence[Sequence[Item]]) -> Iterator[_Hidden]:
    """What carried drugs by itself: a drone, a vessel that was boarded, an opened parcel.

    Capsules that an X-ray of a traveller showed were swallowed.
    """
    every = [one for chunk in chunks for one in chunk]
    for role, code in (("drone", "AIRCRAFT"), ("vessel", "VESSEL"), ("courier", _PARCEL)):
        its = [at for at, one in enumerate(every) if one.has(role)]
        acts = role == "courier" or any_has(every, f"{role}_act")
        acts = acts or (role == "vessel" and any(_gave(every, at) for at in its))
        if its and acts:
            yield code, every[its[0]]
    yield from (("AIRCRAFT", one) for one in flown(every))
    scanned = [one for one in every if one.has("body_scan")]
    capsules = any(one.amount is not None and one.amount.unit == "capsule" for one in every)
    if scanned and capsules:
        yield "BODY-SWALLOWED", scanned[0]
    # What was on the driver was not in his car.
    if not any(one.key in _ON_PERSON for one in every):
        vehicles = (at for at, one in enumerate(every) if one.has("vehicle"))
        yield from (("VEHICLE", every[at]) for at in vehicles if is_stopped(every, at))


def _gave(every: Sequence[Item], at: int) -> bool:
    """Whether a vessel was stopped, or is said to have carried them."""
    return is_stopped(every, at) or holds(every, at)
