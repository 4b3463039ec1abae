"""How a name heads what is told of it: as a label, in a phrase, before a number."""

from collections.abc import Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item

LABELS = frozenset((":", "=", "-", "–", "—"))
COMMAS = frozenset((",", "،"))
AFTER_URDU = frozenset(map(fold, ("میں", "سے", "پر")))
OF_URDU = frozenset(map(fold, ("کے", "کی")))
_FROM, _BY_URDU = fold("سے"), fold("نے")
_TRAVEL_WORDS = "آنے جانے آ جا لائی لائے لے براستہ تعلق"
_TRAVELS = frozenset(map(fold, _TRAVEL_WORDS.split()))
_FURTHEST_URDU = 5
# "Islamabad accounted for 15 cases, Lahore for 12".
_SHARE_WORDS = "accounted for reported recorded saw had led topped stood contributed"
_SHARES = frozenset(_SHARE_WORDS.split())


def form_of(chunk: Sequence[Item], begin: int, end: int, *, opened: bool) -> str:
    """How a name from `begin` to `end` heads what follows; `opened` says "in" stood before it."""
    if end >= len(chunk):
        return ""
    after = chunk[end]
    joined = after.tight and tight_after(chunk, end)
    above = after.key == "\n" and _whole_line(chunk, begin)
    if above or (after.key in LABELS and not joined):
        return "label"
    if opened and chunk[begin].key.isascii():
        return "phrase"
    if plain := _before_figures(after, alone=end == begin + 1):
        return plain
    phrase = "phrase" if _postposition(chunk, end) else ""
    return "comma" if after.key in COMMAS else phrase


def _before_figures(after: Item, *, alone: bool) -> str:
    if after.value is not None or after.amount is not None or after.key in _SHARES:
        return "bare"
    return "actor" if after.has("seize") and not alone else ""


def _whole_line(chunk: Sequence[Item], begin: int) -> bool:
    """Whether a name that ends a line also begins it: a heading above what is told of it."""
    return all(one.is_mark for one in chunk[max(0, begin - 1) : begin])


def tight_after(chunk: Sequence[Item], at: int) -> bool:
    """Whether a hyphen joins two names: "Quetta-Karachi"."""
    return chunk[at].key != ":" and at + 1 < len(chunk) and chunk[at + 1].tight


def _postposition(chunk: Sequence[Item], at: int) -> bool:
    """Whether "in" or "from" follows a name in Urdu, and no journey does."""
    if chunk[at].key in OF_URDU:
        at = _after_quarter(chunk, at)
    if chunk[at].key not in AFTER_URDU:
        return False
    following = chunk[at + 1] if at + 1 < len(chunk) else None
    travels = following is not None and following.key in _TRAVELS
    route = chunk[at].key == _FROM and following is not None and following.has("place", "country")
    return following is None or not (route or travels)


def _after_quarter(chunk: Sequence[Item], at: int) -> int:
    """Past a part of a town: "لاہور کے علاقے گلبرگ سے"."""
    for place in range(at + 1, min(at + _FURTHEST_URDU, len(chunk))):
        one = chunk[place]
        if one.key in AFTER_URDU:
            return place
        if one.value is not None or one.amount is not None or one.is_mark:
            break
    return at


def district_form(after: Item) -> str:
    """How a district or a station that no vocabulary knows heads it."""
    if after.key in LABELS:
        return "label"
    if after.key == _BY_URDU:
        return "station"
    return "phrase" if after.key in AFTER_URDU else ""


def agency_form(chunk: Sequence[Item], end: int) -> str:
    """How an agency heads it: the label of a line, who acted, or before a number."""
    after = chunk[end]
    if after.key in LABELS:
        return "label"
    if after.key == _BY_URDU or after.has("seize"):
        return "actor"
    # "The share of customs stood at 24 tons, of the police at 31 tons".
    shares = after.key in _SHARES or (after.key == "at" and _amount(chunk, end + 1))
    return "bare" if shares or after.value is not None or after.amount is not None else ""


def _amount(chunk: Sequence[Item], at: int) -> bool:
    while at < len(chunk) and chunk[at].has("bound"):
        at += 1
    return at < len(chunk) and chunk[at].amount is not None
