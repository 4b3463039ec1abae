"""The head of a report's first line: its town, its day and the wire it came by."""

from collections.abc import Sequence

from markaz.intake.messages.grammar.items import Item

_HYPHENS = frozenset("-–")
_DATELINE_ENDS = frozenset((":", "—", "–", "-"))
_WITHIN_DATELINE = frozenset((",", "،", "/", ".", "*", "\n"))
_LONGEST_DATELINE, _LONGEST_BRACKET = 24, 16


def dateline(chunk: Sequence[Item], at: int) -> int | None:
    """Where the line's head ends that a place opens: "QUETTA:", "ISLAMABAD, Jul 22 (APP):".

    Brackets may end it by themselves, as they do before Urdu prose: "لاہور (کرائم رپورٹر) ...".
    """
    named = at
    while not chunk[at].opens:
        follows = at > 1 and chunk[at - 1].key in ("/", ",") and chunk[at - 2].has("place")
        if not follows or named - at > _LONGEST_DATELINE:
            return None
        at -= 2
    place, closed = at + 1, False
    while place < min(len(chunk), at + _LONGEST_DATELINE):
        one = chunk[place]
        if one.key in _DATELINE_ENDS and not _joins_names(chunk, place):
            return place
        if one.key == "(":
            near = range(place, min(len(chunk), place + _LONGEST_BRACKET))
            end = next((n for n in near if chunk[n].key == ")"), None)
            if end is None:
                return None
            place, closed = end + 1, True
            continue
        dated = one.has("place", "country", "month", "weekday", "date") or one.key.isdigit()
        if not dated and one.key not in _WITHIN_DATELINE:
            return place if closed else None
        place += 1
    return None


def _joins_names(chunk: Sequence[Item], at: int) -> bool:
    """Whether a hyphen is within a name; after capitals it ends a dateline: "QUETTA-Customs"."""
    one, after = chunk[at], chunk[at + 1 : at + 2]
    if one.key not in _HYPHENS or not one.tight:
        return False
    return not chunk[at - 1].upper or not after or after[0].has("place") or after[0].upper
