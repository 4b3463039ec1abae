"""Numbers that may be one or two: ranges and thousands parted by a common space are not read."""

from collections.abc import Sequence
from itertools import pairwise

from markaz.intake.messages.grammar.items import Item

_HYPHENS = frozenset("-–")
_THOUSAND_DIGITS = 3
_RANGES = frozenset(("-", "–", "to", "سے", "تا", "یا", "or"))
_YEARS = range(1990, 2100)


def mark_unsure(found: Sequence[Item]) -> None:
    """Numbers that may be one or two: "1 677" and the ends of ranges are asked about, not read."""
    for left, right in pairwise(found):
        if left.value is None or right.value is None:
            continue
        parted = len(right.key.partition(".")[0]) == _THOUSAND_DIGITS and right.key[0].isdigit()
        year = left.value in _YEARS
        if parted and not year and left.key.isdigit() and len(left.key) <= _THOUSAND_DIGITS:
            left.unsure = right.unsure = f"{left.key} {right.key}"
            left.value = right.value = None
    for at, (left, dash, right) in enumerate(zip(found, found[1:], found[2:], strict=False)):
        if left.value is None or right.value is None or _beside_month(found, at):
            continue
        between = dash.has("and") and at > 0 and found[at - 1].key in ("between", "درمیان")
        if dash.key not in _RANGES and not between:
            continue
        tight = dash.tight and right.tight
        years = left.value in _YEARS and right.value in _YEARS
        if (dash.key not in _HYPHENS or tight) and left.value < right.value and not years:
            left.unsure = right.unsure = f"{left.key} {dash.key} {right.key}"
            left.value = right.value = None


def _beside_month(found: Sequence[Item], at: int) -> bool:
    """Whether two numbers with a mark between are days: "10-12 March", "March 3 to 5"."""
    before = at > 0 and found[at - 1].has("month")
    after = at + 3
    while after < len(found) and found[after].key in ("th", "st", "nd", "rd", "of"):
        after += 1
    return before or (after < len(found) and found[after].has("month"))
