"""The route: where it came from, where it was bound for, and its flights."""

from collections.abc import Iterator, Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item, any_has

_HERE = "PK"
_NEAR, _FURTHEST_TOWN = 4, 4
_HYPHENS = frozenset("-–")
_VERB, _AFTER = "verb", "after"
_FROM = frozenset((fold("سے"), "se"))
_SIDES = frozenset(("side", "territory", "border"))
_PASSED = frozenset(("the", "an", "address", "in", "kingdom", "of", "city"))
_POSSESSIVES = frozenset(map(fold, ("کے", "کا", "کی")))
_TRAVELLERS = frozenset(map(fold, ("passenger", "passengers", "مسافر", "مسافروں", "مسافرہ")))
_CARRIER_LETTERS = 2
_FLIGHT_DIGITS = range(2, 5)
_Named = tuple[str, tuple[Item, ...]]


def destination(chunk: Sequence[Item]) -> _Named | None:
    """The country that the drugs were bound for."""
    for at, one in enumerate(chunk):
        code = _abroad(chunk, at)
        if code is None:
            continue
        if _towards(chunk, at) or _led_to(chunk, at) or _of_traveller(chunk, at):
            return code, (one,)
    return None


def _of_traveller(chunk: Sequence[Item], at: int) -> bool:
    """Whether a passenger is told of by where he was bound: "Doha passenger", "دوحہ کے مسافر"."""
    if not chunk[at].has("country") or chunk[at].has("demonym"):
        return False
    place = at + 1
    while place < len(chunk) and (
        chunk[place].key in _POSSESSIVES or chunk[place].has("article") or chunk[place].value == 1
    ):
        place += 1
    return place < len(chunk) and chunk[place].key in _TRAVELLERS


def origin(chunk: Sequence[Item], *, abroad: bool) -> _Named | None:
    """The country that the drugs or the traveller came from.

    Home is told of only where it happened `abroad`: "had been sent from Pakistan".
    """
    for at, one in enumerate(chunk):
        home = abroad and (one.kinds.get("country") == _HERE or one.has("place"))
        code = _HERE if home and not one.has("agency") else _abroad(chunk, at)
        if code is not None and _comes(chunk, at):
            return code, (one,)
    return None


def _abroad(chunk: Sequence[Item], at: int) -> str | None:
    """The foreign country that an item names; a people's name where it names its side."""
    one = chunk[at]
    if not one.kinds or one.has("agency"):
        return None
    following = chunk[at + 1].key if at + 1 < len(chunk) else ""
    code = one.kinds.get("country") or (
        one.kinds.get("demonym", _HERE) if following in _SIDES else _HERE
    )
    return code if code != _HERE else None


def _towards(chunk: Sequence[Item], at: int) -> bool:
    """Whether words before a country lead to it: "bound for", "to an address in Ontario, "."""
    place, towns = at - 1, 0
    if place > 0 and chunk[place].key in _HYPHENS and chunk[place].tight:
        return chunk[place - 1].has("place")
    if place >= 0 and chunk[place].key == ",":
        place -= 1
        while place >= 0 and towns < _FURTHEST_TOWN and _may_be_town(chunk[place]):
            place, towns = place - 1, towns + 1
        if not towns:
            return False
    while place > 0 and chunk[place].key in _PASSED and not chunk[place].has("destination"):
        place -= 1
    if place < 0 or not chunk[place].has("destination"):
        return False
    return chunk[place].kinds["destination"] != _AFTER


def _may_be_town(one: Item) -> bool:
    plain = not one.is_mark and one.value is None
    return plain and (not one.kinds or one.has("country", "airport"))


def _led_to(chunk: Sequence[Item], at: int) -> bool:
    """Whether words after a country lead to it: "-bound", "جانے والے", "jane wale"."""
    if any(near.key == "bound" for near in chunk[at + 1 : at + 3]):
        return True
    for near in chunk[at + 1 : at + _NEAR]:
        if near.key in _FROM:
            return False
        if near.has("country"):
            # "دوحہ کے راستے اٹلی روانہ": the other is where it was bound for.
            return False
        if near.has("destination"):
            return not near.key.isascii() or near.kinds["destination"] == _AFTER
    return False


def _comes(chunk: Sequence[Item], at: int) -> bool:
    place = at - 1
    while place > 0 and chunk[place].key in _PASSED and not chunk[place].has("origin"):
        place -= 1
    before = chunk[place] if place >= 0 else None
    if before is not None and before.has("origin") and before.kinds["origin"] != _VERB:
        return True
    after = chunk[at + 1] if at + 1 < len(chunk) else None
    if after is None:
        return False
    if after.has("origin") and not after.key.isascii() and after.kinds["origin"] != _VERB:
        return True
    # "بنکاک سے براستہ دبئی آنے والے": another place may stand between.
    verbs = (near.kinds.get("origin") == _VERB for near in chunk[at + 2 : at + 2 + _NEAR])
    return after.key in _FROM and any(verbs)


def flights(chunk: Sequence[Item], text: str) -> Iterator[_Named]:
    """Flights by their designators: "flight No SV 705", "QR 615", "پرواز ایس وی 739"."""
    for at, one in enumerate(chunk):
        number = one.key if "code" in one.kinds or one.key.isdigit() else ""
        if not number or at < 1 or one.amount is not None or one.money is not None:
            continue
        told = any_has(chunk[max(0, at - _NEAR - 1) : at], "flight")
        letters, its = _carrier(chunk, at, text)
        if not its or (its[0].has("carrier") and len(number) not in _FLIGHT_DIGITS):
            continue
        if (told and "code" in one.kinds) or (its[0].has("carrier") and (told or its[0].upper)):
            one.used = True
            yield f"{letters} {number}", (*its, one)


def _carrier(chunk: Sequence[Item], at: int, text: str) -> tuple[str, tuple[Item, ...]]:
    """The two letters of an airline before a number, in Latin or spelled out in Urdu."""
    place = at - 1 if chunk[at - 1].key != "-" else at - 2
    if place < 0:
        return "", ()
    one = chunk[place]
    if one.has("carrier"):
        return one.kinds["carrier"], (one,)
    letters = text[one.start : one.end]
    latin = letters.isascii() and letters.isupper() and len(letters) == _CARRIER_LETTERS
    return (letters, (one,)) if latin else ("", ())
