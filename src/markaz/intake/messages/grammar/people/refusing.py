"""Whether a verb is denied, only hoped for, or said of somebody who was charged and not caught."""

from collections.abc import Sequence

from markaz.intake.messages.grammar.headings import NOT, denied
from markaz.intake.messages.grammar.items import Item

_ABLE = frozenset(("managed", "able", "succeeded", "helped", "led"))


def refused(chunk: Sequence[Item], verb: int) -> bool:
    """Whether a verb is denied, or said of none of those told: "none has been arrested"."""
    if denied(chunk, verb) or _is_hoped(chunk, verb):
        return True
    if chunk[verb].key == "booked" and _only_booked(chunk, verb):
        return True
    for one in reversed(chunk[max(0, verb - 8) : verb]):
        if one.is_mark:
            return False
        if one.key in ("none", "nobody", "neither"):
            return True
    return any(one.key in NOT for one in chunk[verb + 1 : verb + 2])


def _is_hoped(chunk: Sequence[Item], verb: int) -> bool:
    """Whether it is still to be done: "a search to arrest him", "گرفتاری کے لیے چھاپے"."""
    before = [one.key for one in chunk[max(0, verb - 3) : verb]]
    following = chunk[verb + 1 : verb + 2]
    for_it = bool(following) and following[0].has("destination") and not chunk[verb].key.isascii()
    to_do = before[-1:] == ["to"] and not _ABLE & set(before)
    return to_do or for_it or before[-2:] == ["for", "the"]


def _only_booked(chunk: Sequence[Item], verb: int) -> bool:
    """Whether some were charged and not caught: "six growers booked, none in custody"."""
    later = (at for at in range(verb + 1, len(chunk)) if chunk[at].has("arrest"))
    return any(chunk[at].key != "booked" and refused(chunk, at) for at in later)
