"""Words that are said once for several: "26 operations; 219 kg in 31", "one with 3 kg"."""

from collections.abc import Sequence
from dataclasses import replace

from markaz.intake.messages.grammar.heads.figures import drugs
from markaz.intake.messages.grammar.items import Item, any_has

_IN = frozenset(("in", "during"))
_ENDS = frozenset((",", "،", ".", ";", "؛", "\n", "\n\n", ")"))
_FURTHEST = 80
_AFTER_NUMBER = 4
_MOST = 10_000
_SOMEBODY = frozenset(("one", "another"))
_WITHIN = 8


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


def with_persons(found: Sequence[Item]) -> list[Item]:
    """The items, and after "one" or "another" with drugs the person who is left out, and his verb.

    So "one passenger was caught with 2 kg and one with 3 kg" tells of two who were caught.
    """
    every: list[Item] = []
    person: tuple[int, Item] | None = None
    verb: Item | None = None
    for at, one in enumerate(found):
        every.append(one)
        if _is_suspected(found, at):
            one.kinds = {"person": ""}
        if one.has("person", "woman"):
            person = (at, one)
        elif one.has("arrest") and one.key.isascii():
            verb = one
        if person is None or at - person[0] > _FURTHEST or not _stands_for(found, at):
            continue
        # Where nothing else is said, it was at the same place.
        noun = replace(person[1], kinds={**person[1].kinds, "same_place": "", "same_day": ""})
        every.append(noun.left_out_at(one))
        if verb is not None and not any_has(found[at : at + _WITHIN], "arrest"):
            every.append(verb.left_out_at(one))
        person = (at, person[1])
    return every


def _is_suspected(found: Sequence[Item], at: int) -> bool:
    """Whether "suspected" is short for suspects: "arrested 58 suspected including two women"."""
    if found[at].key != "suspected" or not at or not found[at].kinds.keys() <= {"filler"}:
        return False
    number, after = found[at - 1], found[at + 1 : at + 2]
    counted = number.value is not None and number.amount is None
    return counted and (not after or after[0].is_mark or after[0].has("including", "and"))


def _stands_for(found: Sequence[Item], at: int) -> bool:
    """Whether "one" is somebody who had drugs: ", one for Dubai with 60 capsules"."""
    before = found[at - 1] if at else None
    opens = before is None or before.key in _ENDS or before.has("and")
    if found[at].key not in _SOMEBODY or not opens:
        return False
    for place, one in enumerate(found[at + 1 : at + _WITHIN], at + 1):
        if one.key == "with":
            return drugs(found[place + 1 : place + 1 + _AFTER_NUMBER])
        if one.is_mark or one.value is not None or one.has("and", "person", "woman", "operation"):
            return False
    return False


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
