"""A noun that is said once for several numbers: "26 operations; 219 kg in 31, 246 kg in 22"."""

from collections.abc import Sequence

from markaz.intake.messages.grammar.items import Item

_IN = frozenset(("in", "during"))
_ENDS = frozenset((",", "،", ".", ";", "؛", "\n", "\n\n", ")"))
_FURTHEST = 80
_AFTER_NUMBER = 4
_MOST = 10_000


def with_nouns(found: Sequence[Item]) -> list[Item]:
    """The items, and after a number that stands "in" nothing the operations it counts."""
    every: list[Item] = []
    noun: tuple[int, Item] | None = None
    for at, one in enumerate(found):
        every.append(one)
        if not _counts_in(found, at):
            continue
        told = _noun(found, at)
        if told is not None:
            noun = (at, told)
        elif noun is not None and at - noun[0] <= _FURTHEST and _ends(found, at + 1):
            every.append(noun[1].left_out_at(one))
            noun = (at, noun[1])
    return every


def _counts_in(found: Sequence[Item], at: int) -> bool:
    """Whether a whole number follows "in": "in seven operations", "in six"."""
    number = found[at].value
    if number is None or at == 0 or found[at].amount or found[at].money or found[at].used:
        return False
    whole = number == number.to_integral_value() and number < _MOST
    return whole and found[at - 1].key in _IN


def _noun(found: Sequence[Item], at: int) -> Item | None:
    for one in found[at + 1 : at + _AFTER_NUMBER]:
        if one.has("operation"):
            return one
        if one.is_mark or one.value is not None or one.has("and"):
            return None
    return None


def _ends(found: Sequence[Item], at: int) -> bool:
    return at >= len(found) or found[at].key in _ENDS or found[at].has("and")
