"""The place, airport, agency or police station that a clause opens with, as its figures' own."""

from collections.abc import Sequence
from typing import NamedTuple

from markaz.data.folding import fold
from markaz.data.places import PROVINCES
from markaz.intake.messages.grammar.heads.forms import (
    COMMAS,
    LABELS,
    OF_URDU,
    agency_form,
    district_form,
    form_of,
    tight_after,
)
from markaz.intake.messages.grammar.items import Item

_PREPOSITIONS = frozenset(("in", "at", "near", "from", "around", "outside", "off"))
_LEAD_WORDS = """تھانہ ps thana
and also the its then while whereas district city town tehsil of port limits area
share similarly likewise first finally lastly ضلع تحصیل شہر علاقے اور جبکہ ادھر نیز اس دوران اسی طرح
سب سے زیادہ"""
_LEADS = frozenset(map(fold, _LEAD_WORDS.split())) | _PREPOSITIONS
_TAIL_WORDS = """district division area airport port city region sector tehsil town range
zone alone directorate collectorate battalion wing office
ضلع ایئرپورٹ ائیرپورٹ ایرپورٹ بندرگاہ شہر ہی ریجن ڈویژن ڈائریکٹوریٹ"""
_TAILS = frozenset(map(fold, _TAIL_WORDS.split()))
_WITHIN_URDU = OF_URDU | {fold("میں")}
_CASES = frozenset(map(fold, ("نے", "کو", "کا", "کی", "کے", "سے", "میں", "پر")))
_DISTRICTS = frozenset(map(fold, ("ضلع", "تحصیل", "تھانہ", "district", "tehsil", "ps", "thana")))
_OPENS = frozenset("(\n")
_POLICE = frozenset(map(fold, ("police", "پولیس")))
_NO_STATION_WORDS = "the local city capital district provincial state area these said"
_NO_STATION = frozenset(_NO_STATION_WORDS.split())
_AREAS = frozenset(("division", "range", "zone", "circle", "sector", "subdivision"))
_FEWEST = 2
_LONGEST_LEAD, _LONGEST_NAME, _FURTHEST_URDU, _LONGEST_BRACKET = 8, 3, 5, 6


class Locus(NamedTuple):
    """Whose figures follow: its code or its words, and where the name begins and ends.

    `form` is how it heads them: "label" ("Lahore: 5 kg"), "comma", "bare" ("Lahore 5 kg"),
    "phrase" ("In Lahore district ..."), "station" ("Taxila police held ...") or
    "actor" ("Customs seized ...").
    `many` says that several places are named together.
    """

    key: str
    form: str
    begin: int
    end: int
    many: bool = False
    known: bool = True


def heading(chunk: Sequence[Item], at: int = 0) -> Locus | None:
    """The place, airport, agency or station that heads what follows a position."""
    named, opened = _past_lead(chunk, at)
    begin = _past_building(chunk, named)
    key = _site(chunk[begin]) if begin < len(chunk) else ""
    if not key:
        known = _station(chunk, named) or _district(chunk, named)
        return known or _area(chunk, named, opened=opened) or _unknown(chunk, named)
    if (acting := _acting(chunk, begin, key)) or chunk[begin].has("home", "agency"):
        return acting
    begin, key = _within_province(chunk, begin, key)
    end = _past_tail(chunk, begin + 1)
    many = _lists(chunk, end)
    form = form_of(chunk, begin, end, opened=opened)
    if not form or (chunk[begin].has("country") and form != "label"):
        return None
    return Locus(key, form, begin, end, many)


def _past_lead(chunk: Sequence[Item], at: int) -> tuple[int, bool]:
    """The next item past bullets, "and", "in the", and whether a preposition was among them."""
    opened, begin = False, at
    while at < len(chunk) and at - begin < _LONGEST_LEAD:
        one = chunk[at]
        opens = one.key in _LEADS or one.key in _OPENS or one.is_bullet
        if not (opens or one.has("event", "article")):
            break
        opened = opened or one.key in _PREPOSITIONS
        at += 1
    return at, opened


def _past_building(chunk: Sequence[Item], at: int) -> int:
    """In Urdu a building may stand before its town: "جناح ٹرمینل کراچی سے"."""
    for place in range(at, min(at + _LONGEST_NAME, len(chunk))):
        one = chunk[place]
        if _site(one):
            return place
        if one.kinds or one.is_mark or one.key.isascii() or one.key in _CASES:
            break
    return at


def _district(chunk: Sequence[Item], at: int) -> Locus | None:
    """A district or a police station that no vocabulary knows: "ضلع غربی میں"."""
    if not at or chunk[at - 1].key not in _DISTRICTS:
        return None
    for end in range(at + 1, min(at + _LONGEST_NAME, len(chunk))):
        if form := district_form(chunk[end]):
            return Locus(" ".join(one.key for one in chunk[at:end]), form, at, end)
        if chunk[end - 1].kinds or chunk[end - 1].is_mark:
            return None
    return None


def _site(one: Item) -> str:
    if not one.kinds:
        return ""
    for kind in ("home", "agency", "place", "airport", "country"):
        if one.has(kind):
            return one.kinds[kind]
    return ""


def _acting(chunk: Sequence[Item], at: int, key: str) -> Locus | None:
    """The police of a place as who acted, or an agency as the label of a line."""
    if chunk[at].has("home"):
        return Locus(key, "station", at, at + 1)
    if at + 1 < len(chunk) and chunk[at + 1].key in _POLICE:
        return Locus(f"{key} {chunk[at].key}", "station", at, at + 2)
    end = _past_tail(chunk, at + 1)
    form = agency_form(chunk, end) if chunk[at].has("agency") and end < len(chunk) else ""
    return Locus(key, form, at, end) if form else None


def _station(chunk: Sequence[Item], at: int) -> Locus | None:
    """A police station as who acted: "Waris Khan police held ..."."""
    for end in range(at + 1, min(at + _LONGEST_NAME, len(chunk))):
        if chunk[end].key in _POLICE:
            words = [one.key for one in chunk[at:end]]
            named = not any(one.kinds or one.is_mark for one in chunk[at:end])
            if named and not _NO_STATION & {*words}:
                return Locus(" ".join(words), "station", at, end + 1, known=False)
        elif chunk[end - 1].kinds or chunk[end - 1].is_mark:
            return None
    return None


def _area(chunk: Sequence[Item], at: int, *, opened: bool) -> Locus | None:
    """A division of police, or the like, that no vocabulary knows: "Potohar Division arrested"."""
    # "City" alone is no name, but the "City Division" is.
    begin = at - 1 if at and at < len(chunk) and chunk[at].key in _AREAS else at
    for end in range(begin + 1, min(begin + _LONGEST_NAME + 1, len(chunk))):
        if chunk[end].key in _AREAS:
            named = chunk[begin].capital and not chunk[begin].is_mark
            form = form_of(chunk, begin, end + 1, opened=opened) if named else ""
            words = " ".join(one.key for one in chunk[begin:end])
            return Locus(words, form, begin, end + 1, known=False) if form else None
        if chunk[end].kinds or chunk[end].is_mark or chunk[end].value is not None:
            return None
    return None


def _unknown(chunk: Sequence[Item], at: int) -> Locus | None:
    """A name that no vocabulary knows as the label of a line: "Kot Addu: 5 kg"."""
    for end in range(at, min(at + _LONGEST_NAME + 1, len(chunk))):
        one = chunk[end]
        if one.key in LABELS and end > at and not (one.tight and tight_after(chunk, end)):
            words = " ".join(part.key for part in chunk[at:end])
            return Locus(words, "label", at, end, known=False)
        if one.kinds or one.is_mark or one.value is not None or one.amount or one.money:
            return None
    return None


def _within_province(chunk: Sequence[Item], at: int, key: str) -> tuple[int, str]:
    """The town of "پنجاب کے شہر ملتان" and not the province."""
    if key not in PROVINCES or at + 1 >= len(chunk) or chunk[at + 1].key not in _WITHIN_URDU:
        return at, key
    for place in range(at + 2, min(at + 5, len(chunk))):
        one = chunk[place]
        if one.has("place"):
            town = (place, one.kinds["place"])
            # Of several towns the province is all that is said of each.
            return (at, key) if _lists(chunk, place + 1, least=_FEWEST) else town
        if one.is_mark or one.value is not None or one.amount is not None:
            break
    return at, key


def _past_tail(chunk: Sequence[Item], at: int) -> int:
    while at < len(chunk):
        one = chunk[at]
        if one.key == "(" and (closing := _closing(chunk, at)):
            at = closing + 1
        elif _is_tail(chunk, at):
            at += 1
        else:
            break
    return at


def _is_tail(chunk: Sequence[Item], at: int) -> bool:
    one = chunk[at]
    named = one.key in _TAILS or one.has("airport_word", "airport")
    return named or _repeats(chunk, at)


def _repeats(chunk: Sequence[Item], at: int) -> bool:
    return chunk[at].has("place") and not chunk[at].has("agency") and chunk[at - 1].has("place")


def _closing(chunk: Sequence[Item], at: int) -> int | None:
    near = range(at + 1, min(at + _LONGEST_BRACKET, len(chunk)))
    return next((place for place in near if chunk[place].key == ")"), None)


def _lists(chunk: Sequence[Item], end: int, *, least: int = 3) -> bool:
    """Whether several places are named together: "Quetta, Pishin and Chagai"."""
    at, names = end, 1
    last = ""
    while at + 1 < len(chunk) and (chunk[at].key in COMMAS or chunk[at].has("and")):
        following = at + 1
        while following < len(chunk) and chunk[following].key in _DISTRICTS:
            following += 1
        if following == len(chunk) or not chunk[following].has("place"):
            break
        last = "and" if chunk[at].has("and") else ","
        names += 1
        if names >= least:
            return True
        at = _past_tail(chunk, following + 1)
    # "Hub, Lasbela" is one place.
    return last == "and"
