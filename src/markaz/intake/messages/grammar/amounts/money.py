"""What a sum of money is: the value of drugs, or assets; cash that was found is neither."""

from collections.abc import Iterator, Sequence

from markaz.intake.messages.grammar.items import Item

_NEAR_ASSETS, _NEAR_CASH, _AFTER_ASSETS = 9, 2, 5
_EACH = frozenset(("per", "a", "an", "/", "each", "فی"))


def sums(chunk: Sequence[Item]) -> Iterator[tuple[str, Item]]:
    """The sums of a chunk, each as "value" or as "assets"; a price of one unit is neither."""
    valued = any(one.has("value") for one in chunk)
    for at, one in enumerate(chunk):
        if one.money is None or _is_price(chunk, at):
            continue
        near = chunk[max(0, at - _NEAR_CASH) : at + _NEAR_CASH + 1]
        if _of_assets(chunk, at):
            yield "assets", one
        elif valued and not any(part.has("cash") for part in near):
            yield "value", one


def _is_price(chunk: Sequence[Item], at: int) -> bool:
    """Whether a sum is what one unit costs: "USD 610 a kilo", "Rs 300 per gram"."""
    following = chunk[at + 1 : at + 3]
    if not following or following[0].key not in _EACH:
        return False
    return following[0].key == "each" or any(one.has("unit") or one.amount for one in following)


def _of_assets(chunk: Sequence[Item], at: int) -> bool:
    """Whether a sum is of assets: they stand before it, or right behind: "12 کروڑ کی جائیداد"."""
    if any(part.has("assets") for part in chunk[max(0, at - _NEAR_ASSETS) : at]):
        return True
    for part in chunk[at + 1 : at + 1 + _AFTER_ASSETS]:
        if part.has("assets"):
            return True
        if part.is_mark or part.has("seize", "substance", "drugs"):
            return False
    return False
