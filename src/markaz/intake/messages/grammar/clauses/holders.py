"""Whom or what the drugs of a clause were taken from: "from a car", "a parcel held 2 kg"."""

from collections.abc import Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.heads.figures import is_of_drug
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.places.holding import holds

_FROM, _FROM_URDU = "from", fold("سے")
_WITH = frozenset(("with", "having", "possessing", "carrying"))
_KNOWN = frozenset(("his", "her", "their", "him", "them", "it", "its", "this", "these", "that"))
_KNOWN_URDU = frozenset(map(fold, ("اس", "ان", "جس", "جن", "مذکورہ", "گرفتار", "موصوف")))
_JOURNEY_WORDS = """coming came arriving arrived travelling traveling travelled brought smuggled
going transported imported shipped sent sourced"""
_JOURNEYS = frozenset(_JOURNEY_WORDS.split())
_HYPHENS = frozenset("-–")
_POSSESSION = frozenset(map(fold, ("قبضے", "قبضہ")))
_TOLD_OF = ("destination", "origin", "resident", "country", "named_after")
SOMEBODY, _MAY_BE_KNOWN = "somebody", frozenset(map(fold, ("ملزم", "ملزمہ", "مسافر", "ڈرائیور")))
_ENDS = ("operation", "said", "seize")
_HOLDERS = ("person", "woman", "foreigner", "vehicle", "hiding", "courier", "vessel")
_WHERE = ("place", "airport", "airport_word")
_NEAR, _HELD_WITHIN, _HELD_URDU = 3, 9, 9


def holder(piece: Sequence[Item]) -> str:
    """What the drugs of a piece were taken from: "person", "thing" or "place"; "" if known."""
    found = (_held_at(piece, at) for at, one in enumerate(piece) if one.kinds or one.key in _WITH)
    return next(filter(None, found), "")


def _held_at(piece: Sequence[Item], at: int) -> str:
    one = piece[at]
    if one.key == _FROM and (kind := _after_from(piece, at)):
        return kind
    if _is_from_urdu(one) and (kind := _before_from(piece, at + (one.key != _FROM_URDU))):
        return kind
    if one.key in _WITH and _caught_with(piece, at):
        return "person"
    if one.key.isascii() and one.has(*_HOLDERS) and _holds(piece, at):
        return "person" if one.has("person", "woman") else "thing"
    return "thing" if "stopped" in one.kinds and _searched(piece, at) else ""


def _holds(piece: Sequence[Item], at: int) -> bool:
    """Whether somebody or something not told of before held drugs: "a parcel contained 2 kg"."""
    place = at - 1
    while place >= 0 and piece[place].has("filler", "demonym", "courier", *_HOLDERS):
        place -= 1
    single = place >= 0 and (piece[place].has("article") or piece[place].value is not None)
    return single and not piece[place].has("his") and holds(piece, at)


def _after_from(piece: Sequence[Item], at: int) -> str:
    if any(one.key in _JOURNEYS for one in piece[max(0, at - 2) : at]):
        return ""
    within: list[Item] = []
    for one in piece[at + 1 : at + 1 + _HELD_WITHIN]:
        if one.is_mark or one.amount is not None or one.has("and"):
            break
        within.append(one)
    if not within or within[0].key in _KNOWN or within[0].has("pronoun", "his"):
        return ""
    if any(one.key == "possession" for one in within) and any_has(within, "arrest"):
        # "From the possession of the arrested accused".
        return ""
    kind = _kind(within)
    single = any(one.has("article") or one.value is not None for one in within)
    bare = within[0].has("person") and not within[0].has("article")
    stopped = any_has(within, "stopped", "arrest")
    own = single or bare or stopped or kind == "place" or any(map(is_where, within))
    return kind if own else ""


def _is_from_urdu(one: Item) -> bool:
    """Whether "from" is said, or is the end of what held them: "پیٹ سے"."""
    return one.key == _FROM_URDU or (not one.key.isascii() and one.has("hiding", "strapped"))


def _before_from(piece: Sequence[Item], at: int) -> str:
    within: list[Item] = []
    for one in reversed(piece[max(0, at - _HELD_URDU) : at]):
        parted = one.is_mark and one.key not in _HYPHENS
        ends = one.has(*_ENDS) and one.key not in _POSSESSION
        if parted or ends or one.amount is not None:
            break
        within.insert(0, one)
    told = [one for one in within if not one.has("and")]
    if not told or told[0].key in _KNOWN_URDU:
        return ""
    return _kind(told) if any(part.amount is not None for part in piece[at:]) else ""


def _caught_with(piece: Sequence[Item], at: int) -> bool:
    """Whether somebody was caught with drugs: "a man was held with 2 kg"."""
    if not any(is_of_drug(piece, near) for near in range(at + 1, min(at + 4, len(piece)))):
        return False
    before = piece[:at]
    if any_has(before, "pronoun", "his"):
        return False
    arrested = any_has(before, "arrest")
    named = [one for one in before if one.capital and not one.kinds]
    return (arrested and any_has(before, "person")) or 0 < len(named) == (
        sum(not (one.has("and") or one.key == "for") for one in before)
    )


def _searched(piece: Sequence[Item], at: int) -> bool:
    """Whether a vehicle not told of before was stopped, and drugs then taken from it."""
    near = piece[at + 1 : at + 1 + _NEAR + 2]
    article = next((n for n, one in enumerate(near) if one.has("article")), len(near))
    stopped = any_has(near[article:], "vehicle", "vessel")
    after = piece[at + 1 :]
    taken = next((n for n, one in enumerate(after) if one.has("seize")), len(after))
    return stopped and any(one.amount is not None for one in after[taken:])


def _kind(within: Sequence[Item]) -> str:
    persons = [one for one in within if one.has("person", "woman", "foreigner")]
    if persons:
        # "From drug dealers" without their number is a sum of many hauls.
        counted = any(one.value is not None or one.has("article") for one in within)
        single = any(one.kinds.get("person") or one.kinds.get("woman") for one in persons)
        if counted or any_has(within, *_TOLD_OF):
            return "person"
        known = any(one.key in _MAY_BE_KNOWN for one in persons)
        return (SOMEBODY if known else "person") if single else ""
    if any_has(within, *_HOLDERS):
        return "thing"
    return "place" if any(map(is_where, within)) else ""


def is_where(one: Item) -> bool:
    """Whether it names a place that drugs may have been taken from."""
    return one.has(*_WHERE) and not one.has("agency", "home")
