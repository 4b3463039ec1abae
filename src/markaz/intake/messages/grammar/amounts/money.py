"""What a sum of money is: the value of drugs, or assets; cash that was found is neither."""

from collections.abc import Iterator, Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.records.statement import Bound

_NEAR_ASSETS, _NEAR_CASH, _AFTER_ASSETS = 9, 2, 5
_NEAR_VALUE = 14
_EACH = frozenset(("per", "a", "an", "/", "each", "فی"))
_ROUGHLY = frozenset(map(fold, ("approximate", "approximately", "approx", "rough", "تخمینی")))
_OF = frozenset(map(fold, ("کی", "کے", "ki", "ke")))
_AT = frozenset(("at", "of", "to", "be"))
_ENDS = frozenset((".", ";", "۔", "\n"))


def sums(chunk: Sequence[Item]) -> Iterator[tuple[str, Item]]:
    """The sums of a chunk, each as "value" or as "assets"; a price of one unit is neither."""
    valued = any_has(chunk, "value")
    for at, one in enumerate(chunk):
        if one.money is None or _is_price(chunk, at):
            continue
        near = chunk[max(0, at - _NEAR_CASH) : at + _NEAR_CASH + 1]
        if _of_assets(chunk, at):
            yield "assets", one
        elif (valued or _is_of_drugs(chunk, at)) and not (
            any_has(near, "cash") or _of_vehicle(chunk, at)
        ):
            if one.bound == Bound.EXACT and _is_rough(chunk, at):
                one.bound = Bound.ABOUT
            yield "value", one


def _is_price(chunk: Sequence[Item], at: int) -> bool:
    """Whether a sum is what one unit costs: "USD 610 a kilo", "Rs 300 per gram"."""
    following = chunk[at + 1 : at + 3]
    if not following or following[0].key not in _EACH:
        return False
    return following[0].key == "each" or any(one.has("unit") or one.amount for one in following)


def _of_assets(chunk: Sequence[Item], at: int) -> bool:
    """Whether a sum is of assets: they stand before it, or right behind: "12 کروڑ کی جائیداد"."""
    if any_has(chunk[max(0, at - _NEAR_ASSETS) : at], "assets"):
        return True
    for part in chunk[at + 1 : at + 1 + _AFTER_ASSETS]:
        if part.has("assets"):
            return True
        if part.is_mark or part.has("seize", "substance", "drugs"):
            return False
    return False


def _is_of_drugs(chunk: Sequence[Item], at: int) -> bool:
    """Whether Urdu puts a sum before the drugs that it is of: "25 کروڑ روپے کی 5 کلو ہیروئن"."""
    following = [one for one in chunk[at + 1 : at + 5] if not one.has("bound_after")]
    if not following or following[0].key not in _OF:
        return False
    return any_has(following[1:], "substance", "drugs")


def _of_vehicle(chunk: Sequence[Item], at: int) -> bool:
    """Whether a sum is what a vehicle is worth: "a car worth Rs 4 million"."""
    before = at - 1
    while before > 0 and (chunk[before].has("value", "bound") or chunk[before].key in _AT):
        before -= 1
    return before >= 0 and chunk[before].has("vehicle")


def _is_rough(chunk: Sequence[Item], at: int) -> bool:
    """Whether it is a rough value far before its sum: "approximate value of the drugs is Rs 5"."""
    for place in range(at - 1, max(-1, at - _NEAR_VALUE), -1):
        one = chunk[place]
        if one.key in _ENDS or one.money is not None or one.amount is not None:
            return False
        if one.key in _ROUGHLY and any_has(chunk[place : place + 4], "value"):
            return True
    return False
