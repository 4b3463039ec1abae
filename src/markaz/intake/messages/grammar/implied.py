"""Persons told of without a number: "driver held", "he was arrested", "ملزم کو گرفتار کیا"."""

from collections.abc import Iterator, Sequence

from markaz.data.places import COUNTRIES
from markaz.intake.messages.grammar.headings import NOT, denied
from markaz.intake.messages.grammar.items import Item
from markaz.records.statement import CountField

_AFTER, _BEFORE = 5, 4
_HOME = "PK"
_OBLIQUE = "کو"
_BETWEEN_WORDS = "was is has been being also later the his its their this that a an"
_BETWEEN = frozenset(_BETWEEN_WORDS.split())


def implied(chunk: Sequence[Item]) -> Iterator[tuple[CountField, int, Item]]:
    """How many a noun or a pronoun is of by itself, where a verb of arrest is of it."""
    for at, one in enumerate(chunk):
        foreign = _foreigner(chunk, at)
        number = one.kinds.get("person") or ("1" if one.has("pronoun") or foreign else "")
        none = at > 0 and chunk[at - 1].key in NOT
        if number and not none and not _numbered(chunk, at) and _caught(chunk, at):
            yield CountField.ARRESTED, int(number), one
            if foreign or (at and _abroad(chunk[at - 1])):
                yield CountField.FOREIGNERS, int(number), one


def side_by_side(chunk: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Persons told of beside each other whom nobody counts together: "driver and helper held".

    The second may be a number alone: "driver + 1 arrested".
    """
    for at in range(2, len(chunk)):
        before, joint, one = chunk[at - 2 : at + 1]
        if not (joint.has("and") or joint.key == "+") or not before.kinds.get("person"):
            continue
        following = chunk[at + 1 : at + 2]
        bare = one.value is not None and bool(following) and following[0].has("arrest")
        if (bare or one.kinds.get("person")) and not _numbered(chunk, at - 2):
            caught = (part.has("arrest") for part in chunk[at + 1 : at + _AFTER])
            if any(caught) or _caught(chunk, at - 2):
                yield before, one


def _foreigner(chunk: Sequence[Item], at: int) -> bool:
    """Whether a name of a people is of one man: "نائجیرین باشندے کو"."""
    after = [one.key for one in chunk[at + 1 : at + 3]]
    return _abroad(chunk[at]) and _OBLIQUE in after and not chunk[at].key.isascii()


def _abroad(one: Item) -> bool:
    people = one.kinds.get("demonym", _HOME)
    return people in COUNTRIES and people != _HOME


def _numbered(chunk: Sequence[Item], at: int) -> bool:
    """Whether a number or an article before the noun counts it already."""
    for one in reversed(chunk[max(0, at - _BEFORE) : at]):
        if one.value is not None or one.has("article"):
            return True
        if not one.has("filler", "demonym", "person", "foreigner"):
            return False
    return False


def _caught(chunk: Sequence[Item], at: int) -> bool:
    """Whether the noun is who was arrested."""
    if _urdu(chunk, at):
        return True
    for one in chunk[at + 1 : at + _AFTER]:
        if one.has("arrest"):
            return not any(part.key in NOT for part in chunk[at + 1 : at + _AFTER + 1])
        if one.key not in _BETWEEN:
            break
    for one in reversed(chunk[max(0, at - _BEFORE) : at]):
        if one.has("arrest"):
            return True
        if one.key not in _BETWEEN and not one.has("filler", "demonym", "agency"):
            return False
    return False


def _urdu(chunk: Sequence[Item], at: int) -> bool:
    """Whether "کو" says that the noun is who was caught, or the verb follows at once."""
    if chunk[at].key.isascii():
        return False
    marked = chunk[at].kinds.get("pronoun") == "1"
    for place, one in enumerate(chunk[at + 1 :], at + 1):
        if one.has("arrest"):
            return marked and not denied(chunk, place)
        if one.has("person", "woman", "harm") or one.is_mark:
            return False
        if one.key == _OBLIQUE:
            marked = True
        elif not marked and not one.has("resident", "demonym"):
            return False
    return False
