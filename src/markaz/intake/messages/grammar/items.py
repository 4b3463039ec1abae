"""A message as a row of items: numbers, quantities, sums of money, names and plain words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markaz.data.units import UNITS
from markaz.intake.messages.grammar.numbers import numeral
from markaz.intake.messages.lexicon import Kinds, longest
from markaz.intake.messages.tokens import CODE, DATE, MARK, NUMBER, Token
from markaz.records.statement import Amount, Bound, Money

_NO_KINDS: Kinds = {}
_CODE_KINDS: Kinds = {"code": ""}
_SIGNS = frozenset("$€£₨&")
_HYPHENS = frozenset("-–")
# What may stand between "No" and the number it names: "No. SV 705".
_CARRIER_LETTERS, _PLATE_LETTERS = 3, 4
_Joining = Callable[[list["Item"], int], tuple["Item", int] | None]


@dataclass(slots=True)
class Item:
    """One item of a message and where its letters stand; `key` is a mark or a folded word.

    A number carries its `value`, with a unit its `amount`, with a currency its `money`; `unsure`
    holds a number that was not read.  `used` is set once a field was read from it; `tail` is the
    unit that stands apart from its number.
    """

    kinds: Kinds
    key: str
    start: int
    end: int
    tight: bool = False
    upper: bool = False
    value: Decimal | None = None
    amount: Amount | None = None
    money: Money | None = None
    bound: Bound = Bound.EXACT
    unsure: str = ""
    used: bool = False
    tail: "Item | None" = None

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.key[:1].isalnum()

    def has(self, *roles: str) -> bool:
        """Whether the vocabulary gives it one of these roles."""
        return any(role in self.kinds for role in roles)


def named(tokens: Sequence[Token]) -> list[Item]:
    """The items of a message, in order: numbers, names and marks, each by itself."""
    found: list[Item] = []
    at, end = 0, len(tokens)
    while at < end:
        token = tokens[at]
        if token.kind == MARK and token.key not in _SIGNS:
            found.append(Item(_NO_KINDS, token.key, token.start, token.end, token.tight))
            at += 1
            continue
        at = _take(tokens, at, found)
    return found


def united(found: list[Item]) -> list[Item]:
    """The items with numbers and their units, or their currency, as one."""
    return _joined(_joined(_bounded(found), _money), _quantity)


def _take(tokens: Sequence[Token], at: int, found: list[Item]) -> int:
    token = tokens[at]
    if token.kind in (CODE, DATE):
        kinds = {"date": token.text} if token.kind == DATE else _CODE_KINDS
        found.append(Item(kinds, token.text, token.start, token.end, token.tight))
        return at + 1
    number = numeral(tokens, at)
    if number is not None:
        last = tokens[number.end - 1]
        one = Item(_NO_KINDS, token.key, token.start, last.end, token.tight, value=number.value)
        if token.kind == NUMBER and (number.value is None or _names_something(found)):
            one.kinds, one.value = _CODE_KINDS, None
            one.unsure = "" if number.value is not None else token.text
        found.append(one)
        return number.end
    name = longest(tokens, at)
    end, kinds = name or (at + 1, _NO_KINDS)
    upper = token.text.isupper()
    found.append(Item(kinds, token.key, token.start, tokens[end - 1].end, token.tight, upper))
    return end


def _names_something(found: Sequence[Item]) -> bool:
    """Whether the number that follows is a mark of identity: "No. 5", "flight PK 785", "LEA-12"."""
    at = len(found) - 1
    if at >= 1 and found[at].key in _HYPHENS and found[at].tight:
        before = found[at - 1]
        plate = before.upper and not before.kinds
        return plate and before.end - before.start <= _PLATE_LETTERS
    while at >= 0 and not found[at].has("identifier"):
        if found[at].key not in ".:-#" and not _carrier(found[at]):
            return False
        at -= 1
    return at >= 0


def _carrier(one: Item) -> bool:
    return one.upper and one.end - one.start <= _CARRIER_LETTERS and not one.is_mark


def _bounded(found: list[Item]) -> list[Item]:
    """Put "over", "about" and the like on the numbers they stand before."""
    for at, one in enumerate(found):
        if one.value is None:
            continue
        before = at - 1
        while before >= 0 and (
            found[before].has("currency", "article") or found[before].key == "."
        ):
            before -= 1
        if before >= 0 and "bound" in found[before].kinds and not _of_ground(found, before):
            one.bound = Bound(found[before].kinds["bound"])
    return found


def _of_ground(found: Sequence[Item], at: int) -> bool:
    """Whether "over" says where a crop stands: "poppy standing over 12 acres"."""
    before = found[at - 1] if at else None
    return found[at].key == "over" and before is not None and before.has("crop", "stands")


def _joined(found: list[Item], join: _Joining) -> list[Item]:
    joined: list[Item] = []
    at = 0
    while at < len(found):
        taken = join(found, at)
        if taken is None:
            joined.append(found[at])
            at += 1
            continue
        one, at = taken
        if at < len(found) and "bound_after" in found[at].kinds:
            one.bound = Bound(found[at].kinds["bound_after"])
        joined.append(one)
    return joined


def _money(found: list[Item], at: int) -> tuple[Item, int] | None:
    """Read "US$ 13.618 million", "Rs. 15 bn", "15 کروڑ روپے"."""
    first, end = found[at], at
    currency = first.kinds.get("currency", "")
    if currency:
        end += 1
        while end < len(found) and (found[end].key == "." or found[end].has("currency", "bound")):
            end += 1
    if end >= len(found) or found[end].value is None:
        return None
    number, end = found[end], end + 1
    value = number.value or Decimal(0)
    scaled = end < len(found) and "scale_money" in found[end].kinds
    after = end + 1 if scaled else end
    if not currency:
        if after >= len(found) or "currency" not in found[after].kinds:
            return None
        currency, after = found[after].kinds["currency"], after + 1
    if scaled:
        value *= Decimal(found[end].kinds["scale_money"])
    last = found[after - 1]
    one = Item(_NO_KINDS, number.key, first.start, last.end, first.tight, bound=number.bound)
    one.money = Money(value, currency)
    return one, after


def _quantity(found: list[Item], at: int) -> tuple[Item, int] | None:
    """A number and its unit: "127.200 kg", "one kg", "5 kg 200 g", "3 کلو"."""
    taken = _weighed(found, at)
    if taken is None:
        return None
    first, end = taken
    while first.amount is not None and end < len(found):
        more = _weighed(found, end)
        added = _finer(first.amount, more[0].amount) if more else None
        if more is None or added is None:
            break
        first.amount, first.end, end = added, more[0].end, more[1]
    return first, end


def _weighed(found: list[Item], at: int) -> tuple[Item, int] | None:
    one = found[at]
    end = at + 1
    if one.value is None and not one.unsure:
        return None
    halved = one.key in ("half", "quarter")
    while end < len(found) and (
        found[end].key in _HYPHENS
        or found[end].key in ("\n", "x")
        or (halved and found[end].has("article"))
    ):
        end += 1
    if end >= len(found) or not _is_unit(found[end]):
        return None
    unit = found[end].kinds["unit"]
    joined = Item(_NO_KINDS, one.key, one.start, found[end].end, one.tight, bound=one.bound)
    joined.unsure = one.unsure
    if one.value is not None:
        joined.amount = Amount(one.value, unit)
    return joined, end + 1


def _finer(coarse: Amount, fine: Amount | None) -> Amount | None:
    """In "5 kg 200 g" the finer unit after the coarser one is part of the same weight."""
    if fine is None or coarse.dimension != fine.dimension or coarse.dimension == "count":
        return None
    step = UNITS[fine.unit].factor / UNITS[coarse.unit].factor
    return Amount(coarse.number + fine.number * step, coarse.unit) if step < 1 else None


def _is_unit(one: Item) -> bool:
    unit = one.kinds.get("unit")
    return unit is not None and UNITS[unit].dimension != "money" and "time_word" not in one.kinds
