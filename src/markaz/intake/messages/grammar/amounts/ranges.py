"""Numbers that lie between two, "40 to 45", and digits that may be one number or two, "1 677"."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.numbers import in_digits
from markaz.records.statement import Amount, Bound, Money

_HYPHENS = frozenset("-–")
_THOUSAND_DIGITS = 3
_RANGES = frozenset(("-", "–", "to", "سے", "se", "تا", "یا", "or"))
_YEARS = frozenset(range(1990, 2100))


def mark_unsure(found: Sequence[Item]) -> None:
    """Digits that may be one number or two are asked about and not read: "1 677"."""
    for at in range(len(found) - 3):
        if found[at].value is not None:
            _mark_broken(found, at)
    for left, right in pairwise(found):
        if left.value is None or right.value is None:
            continue
        parted = len(right.key.partition(".")[0]) == _THOUSAND_DIGITS and right.key[0].isdigit()
        year = left.value in _YEARS
        if parted and not year and left.key.isdigit() and len(left.key) <= _THOUSAND_DIGITS:
            left.unsure = right.unsure = f"{left.key} {right.key}"
            left.value = right.value = None


def _mark_broken(found: Sequence[Item], at: int) -> None:
    """In "1,(end of line)250 kg" a line may end within the number, or a list go on."""
    left, comma, line, right = found[at : at + 4]
    if right.value is None or comma.key not in (",", "،"):
        return
    short = left.key.isdigit() and len(left.key) <= _THOUSAND_DIGITS and comma.tight
    if short and line.key == "\n" and right.key.isdigit() and len(right.key) == _THOUSAND_DIGITS:
        left.unsure = right.unsure = f"{left.key},{right.key}"
        left.value = right.value = None


def between_numbers(found: list[Item]) -> list[Item]:
    """The items with two numbers that a word makes a range of as one: "40 to 45", "5-6 lakh"."""
    joined: list[Item] = []
    at = 0
    while at < len(found):
        if found[at].value is None or not _is_range(found, at):
            joined.append(found[at])
            at += 1
            continue
        left, right = found[at], found[at + 2]
        low = _lifted(left, right)
        one = Item(left.kinds, left.key, left.start, right.end, left.tight)
        if low is None or right.value is None or low >= right.value or _moves(found, at):
            one.unsure = f"{left.key} {found[at + 1].key} {right.key}"
        else:
            one.value, one.most, one.bound = low, right.value, Bound.BETWEEN
        joined.append(one)
        at += 3
    return joined


def between_quantities(found: list[Item]) -> list[Item]:
    """The same for two weights or sums: "4 kg to 5 kg", "between Rs 5 bn and Rs 6 bn"."""
    joined: list[Item] = []
    at = 0
    while at < len(found):
        one = found[at]
        if at + 2 < len(found) and _grows(one, found[at + 2]) and _joins(found, at):
            last = found[at + 2]
            one.end, one.bound = last.end, Bound.BETWEEN
            if _moves(found, at):
                one.unsure, one.amount, one.money = f"{one.key} – {last.key}", None, None
            else:
                one.most = last.amount or last.money
            at += 2
        joined.append(one)
        at += 1
    return joined


def _is_range(found: Sequence[Item], at: int) -> bool:
    if at + 2 >= len(found):
        return False
    left, dash, right = found[at : at + 3]
    if left.value is None or right.value is None or _beside_month(found, at):
        return False
    if not _joins(found, at):
        return False
    tight = dash.tight and right.tight
    years = left.value in _YEARS and right.value in _YEARS
    return (dash.key not in _HYPHENS or tight) and left.value < right.value and not years


def _joins(found: Sequence[Item], at: int) -> bool:
    """Whether what stands after an item makes a range of it and the next."""
    word = found[at + 1]
    if word.key in _RANGES:
        return True
    opened = any(one.key in ("between", "درمیان") for one in found[max(0, at - 2) : at])
    closed = at + 3 < len(found) and "درمیان" in {one.key for one in found[at + 3 : at + 6]}
    return word.has("and") and (opened or closed)


def _moves(found: Sequence[Item], at: int) -> bool:
    """Whether the first number only says where a change began: "rose from 40 to 45"."""
    return at > 0 and found[at - 1].key == "from"


def _lifted(left: Item, right: Item) -> Decimal | None:
    """The lower number, lifted by a scale that stands after both: "5 to 6 million"."""
    low, high = left.value, right.value
    bare, own = in_digits(right.key), in_digits(left.key)
    if low is None or high is None or not bare or own != low or bare == high:
        return low
    # "500 to 1 million" leaves open whether 500 is of millions.
    return low * (high / bare) if low < bare else None


def _grows(one: Item, other: Item) -> bool:
    left, right = one.amount or one.money, other.amount or other.money
    if left is None or right is None or one.most is not None or other.most is not None:
        return False
    if isinstance(left, Amount) and isinstance(right, Amount):
        alike = left.dimension == right.dimension != "count"
        return alike and left.base < right.base
    alike = isinstance(left, Money) and isinstance(right, Money)
    return alike and _currency(left) == _currency(right) and left.number < right.number


def _currency(one: Amount | Money) -> str:
    return one.currency if isinstance(one, Money) else ""


def _beside_month(found: Sequence[Item], at: int) -> bool:
    """Whether two numbers with a mark between are days: "10-12 March", "March 3 to 5"."""
    before = at > 0 and found[at - 1].has("month")
    after = at + 3
    while after < len(found) and found[after].key in ("th", "st", "nd", "rd", "of"):
        after += 1
    return before or (after < len(found) and found[after].has("month"))
