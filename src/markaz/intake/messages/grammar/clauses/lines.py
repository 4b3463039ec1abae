"""Lines of a list that each open with a place of their own."""

from collections.abc import Sequence

from markaz.intake.messages.grammar.heads.figures import figures
from markaz.intake.messages.grammar.heads.loci import Locus, heading
from markaz.intake.messages.grammar.items import Item, any_has

_OPENING = 3
_BREAKS = frozenset(("\n", "\n\n"))
_GOES_ON = frozenset((",", "،", "and", "اور", "in", "at", "of", "the", "from", "with", "by", "to"))


def opens_line(items: Sequence[Item], at: int, text: str) -> bool:
    """Whether the line that begins at an item is of a place of its own, and no wrapped prose."""
    one = _headed(items, at, text)
    goes_on = at > 1 and items[at - 2].key in _GOES_ON
    if one is None or goes_on:
        return not goes_on and _sums_up(items, at, text)
    before, after = _line_before(items, at), _line_after(items, at)
    beside = [_headed(items, near, text) for near in (before, after) if near is not None]
    listed = any(other is not None and other.form == one.form for other in beside)
    if not one.known:
        return listed and any(other is not None and other.known for other in beside)
    return listed or (one.form == "label" and one.known)


def _sums_up(items: Sequence[Item], at: int, text: str) -> bool:
    """Whether a line of sums follows the last line of such a list: "G Total: 38 ops"."""
    before = _line_before(items, at)
    line = items[at : _end(items, at)]
    summed = any_has(line[:_OPENING], "sum", "national") and figures(line)
    if not summed or before is None:
        return False
    listed = items[before].value is not None or items[before].is_bullet
    return listed or _headed(items, before, text) is not None


def _headed(items: Sequence[Item], at: int, text: str) -> Locus | None:
    line = items[at : _end(items, at)]
    one = heading(line)
    if one is None or not figures(line[one.end :]):
        return None
    if line[0].key.isascii() and line[0].key.isalpha() and not text[line[0].start].isupper():
        return None
    return one


def _end(items: Sequence[Item], at: int) -> int:
    while at < len(items) and items[at].key not in _BREAKS:
        at += 1
    return at


def _line_after(items: Sequence[Item], at: int) -> int | None:
    end = _end(items, at)
    return end + 1 if end + 1 < len(items) else None


def _line_before(items: Sequence[Item], at: int) -> int | None:
    """Where the line before the one that begins at an item begins."""
    place = at - 2
    while place >= 0 and items[place].key not in _BREAKS:
        place -= 1
    return place + 1 if at > 1 else None
