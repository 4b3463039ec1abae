"""Numbers with their unit or their currency as one item: "5 kg 200 g", "Rs. 15 bn"."""

from collections.abc import Callable
from decimal import Decimal

from markaz.data.folding import fold
from markaz.data.units import UNITS
from markaz.intake.messages.grammar.items import NO_KINDS, Item, any_has, bounded
from markaz.records.statement import Amount, Bound, Money

_HYPHENS = frozenset("-–")
_NEAR = 4
# What may stand between a currency and its number: "Rs. over", "US $"; a flood of signs is none.
_LONGEST_SIGN = 8
_WORTH_WORDS = """worth valued valuing value price cost costing market
مالیت مالیتی قیمت عالمی maliyat qeemat qimat"""
_WORTH = frozenset(map(fold, _WORTH_WORDS.split()))
_TELLS_WORDS = "is are was in near on at hai hain ہے ہیں تھی بتائی بنتی لگائی بیان banti batai"
_TELLS = frozenset(map(fold, _TELLS_WORDS.split()))
_PER = frozenset(("per", "each", "a", "فی", "ہر"))
_Joining = Callable[[list[Item], int], tuple[Item, int] | None]


def united(found: list[Item]) -> list[Item]:
    """The items with numbers and their units, or their currency, as one."""
    return _joined(_joined(bounded(found), _money), _quantity)


def _joined(found: list[Item], join: _Joining) -> list[Item]:
    joined: list[Item] = []
    at = 0
    while at < len(found):
        first = found[at]
        # Plain words, which most are, begin no amount.
        begins = first.kinds or first.value is not None or first.unsure
        taken = join(found, at) if begins else None
        if taken is None:
            joined.append(first)
            at += 1
            continue
        one, at = taken
        # "48 لاکھ روپے مالیت سے زائد": the word of worth may stand between.
        said = at + (one.money is not None and at < len(found) and found[at].has("value"))
        if said < len(found) and "bound_after" in found[said].kinds:
            one.bound = Bound(found[said].kinds["bound_after"])
        joined.append(one)
    return joined


def _money(found: list[Item], at: int) -> tuple[Item, int] | None:
    """Read "US$ 13.618 million", "Rs. 15 bn", "15 کروڑ روپے"."""
    first, end = found[at], at
    currency = first.kinds.get("currency", "")
    if currency:
        end += 1
        furthest = min(end + _LONGEST_SIGN, len(found))
        while end < furthest and (found[end].key == "." or found[end].has("currency", "bound")):
            end += 1
    if end >= len(found) or found[end].value is None:
        return None
    number, end = found[end], end + 1
    # "Rs 12.5 (M)": the scale may stand in brackets.
    held = [one.key for one in found[end : end + 3 : 2]] == ["(", ")"]
    held = held and found[end + 1].has("scale_money")
    end += held
    scaled = end < len(found) and "scale_money" in found[end].kinds
    after = end + 1 + held if scaled else end
    if not currency:
        currency, after = _behind(found, at, after)
    if not currency:
        return None
    scale = Decimal(found[end].kinds["scale_money"]) if scaled else Decimal(1)
    last = found[after - 1]
    one = Item(NO_KINDS, number.key, first.start, last.end, first.tight, bound=number.bound)
    one.money = Money((number.value or Decimal(0)) * scale, currency)
    if isinstance(number.most, Decimal):
        one.most = Money(number.most * scale, currency)
    return one, after


def _behind(found: list[Item], at: int, after: int) -> tuple[str, int]:
    """The currency of a number that has none before it, and the item after it; "" for none."""
    held = found[after : after + 3]
    if len(held) == 3 and held[0].key == "(" and held[2].key == ")" and held[1].has("currency"):  # noqa: PLR2004
        # "1200 Million (PKR)".
        return held[1].kinds["currency"], after + 3
    if held and _of_money(found, at, after):
        return held[0].kinds["currency"], after + 1
    rupees = found[at].rupees
    return (rupees if rupees and _is_worth(found, at, after) else ""), after


def _is_worth(found: list[Item], at: int, after: int) -> bool:
    """Whether lakhs or crores of no named thing are what drugs are worth: "4 crore worth"."""
    following = [one for one in found[after : after + 2] if not one.has("bound_after")]
    if following and following[0].key in _WORTH:
        return True
    if following and not (following[0].is_mark or following[0].key in _TELLS):
        return False
    for one in reversed(found[max(0, at - _NEAR) : at]):
        if one.key in _WORTH or one.is_mark or one.value is not None:
            return one.key in _WORTH
    return False


def _of_money(found: list[Item], at: int, after: int) -> bool:
    """Whether a word behind a number is a currency: "pounds" are weighed unless they are worth."""
    one = found[after]
    if "currency" not in one.kinds:
        return False
    worth = any_has(found[max(0, at - _NEAR) : at], "value", "cash", "assets")
    return worth or UNITS[one.kinds.get("unit", "usd")].dimension == "money"


def _quantity(found: list[Item], at: int) -> tuple[Item, int] | None:
    """A number and its unit: "127.200 kg", "one kg", "5 kg 200 g", "3 کلو"."""
    taken = _weighed(found, at)
    if taken is None:
        return None
    first, end = taken
    while first.amount is not None and end < len(found):
        joined = found[end].has("and") and found[end].amount is None
        more = _weighed(found, end + joined) if end + joined < len(found) else None
        added = _finer(first.amount, more[0].amount) if more else None
        if more is None or added is None:
            break
        first.amount, first.end, end = added, more[0].end, more[1]
    if _and_more(found, end):
        first.bound, end = Bound.AT_LEAST, end + 1
    return first, end


def _and_more(found: list[Item], at: int) -> bool:
    """Whether a plus says that it was more, as in "60kg+ ice", and adds nothing to it."""
    tight = at < len(found) and found[at].key == "+" and found[at].tight
    return tight and (at + 1 == len(found) or not found[at + 1].tight)


def _weighed(found: list[Item], at: int) -> tuple[Item, int] | None:
    one = found[at]
    end = at + 1
    if one.amount is not None or (one.value is None and not one.unsure):
        return _unit_first(found, at)
    halved = one.key in ("half", "quarter")
    if at and found[at - 1].key == "(" and end < len(found) and found[end].key == ")":
        # "Weighing (918.5) grams".
        end += 1
    while end < len(found) and (
        found[end].key in _HYPHENS
        or found[end].key in ("\n", "x")
        or (halved and found[end].has("article"))
    ):
        end += 1
    if end >= len(found) or not _is_unit(found[end]):
        return None
    unit = found[end].kinds["unit"]
    held = found[end].kinds.get("hiding", "")
    # "One parcel" counts parcels, and says what held the drugs.
    kinds = {"hiding": held} if held == "PARCEL" else NO_KINDS
    joined = Item(kinds, one.key, one.start, found[end].end, one.tight, bound=one.bound)
    joined.unsure = one.unsure
    if one.value is not None:
        joined.amount = Amount(one.value, unit)
        joined.most = Amount(one.most, unit) if isinstance(one.most, Decimal) else None
    return joined, end + 1 + _names_again(found, end)


def _names_again(found: list[Item], at: int) -> int:
    """How many items name a unit once more behind it: three in "118 kilograms(kg) drugs"."""
    again = found[at + 1 : at + 4]
    brackets = [one.key for one in again[::2]] == ["(", ")"]
    return 3 if brackets and again[1].kinds.get("unit") == found[at].kinds["unit"] else 0


def _unit_first(found: list[Item], at: int) -> tuple[Item, int] | None:
    """A unit that stands before its number: "kg 3.4", "Wt (gm): 650"."""
    unit, end = found[at], at + 1
    if not _is_unit(unit) or UNITS[unit.kinds["unit"]].dimension not in ("mass", "volume"):
        return None
    while end < len(found) and found[end].key in (":", "=", ".", ")"):
        end += 1
    if end >= len(found) or found[end].value is None or found[end].amount is not None:
        return None
    before = found[at - 1] if at else None
    priced = before is not None and (before.value is not None or before.key in _PER)
    after = found[end + 1] if end + 1 < len(found) else None
    if priced or (after is not None and (_is_unit(after) or after.has("currency", "person"))):
        return None
    number = found[end]
    joined = Item(NO_KINDS, number.key, unit.start, number.end, unit.tight, bound=number.bound)
    joined.amount = Amount(number.value or Decimal(0), unit.kinds["unit"])
    return joined, end + 1


def _finer(coarse: Amount, fine: Amount | None) -> Amount | None:
    """In "5 kg 200 g" the finer unit after the coarser one is part of the same weight."""
    if fine is None or coarse.dimension != fine.dimension or coarse.dimension == "count":
        return None
    step = UNITS[fine.unit].factor / UNITS[coarse.unit].factor
    within = step < 1 and fine.number * step < 1
    return Amount(coarse.number + fine.number * step, coarse.unit) if within else None


def _is_unit(one: Item) -> bool:
    unit = one.kinds.get("unit")
    return unit is not None and UNITS[unit].dimension != "money" and "time_word" not in one.kinds
