"""How surely a place that a message names is where it happened."""

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.places.datelines import dateline

_NEXT_TO = frozenset(("next", "close", "adjacent", "adjoining", "near", "belonging"))
_HYPHENS = frozenset("-–")
_NEAR, _NEAR_URDU = 2, 4
_LONGEST_TITLE, _FURTHEST_AWAY = 6, 6
_WIDER = fold("سمیت")
_AREA = frozenset(map(fold, ("میں", "سے", "کے", "کا", "پر", "نے", "mein", "ke", "ka", "par", "ne")))
_FROM = frozenset((fold("سے"), "se"))
_LOCATIVE = frozenset(("in", "at", "near", "from", "of", "around", "the", "on", "outside", "to"))
_BEING = frozenset(("be", "is", "was", "are", "were", "hail", "hails", "comes", "come", "said"))
_IN, _IN_URDU = frozenset(("in", "at", "near", "of", "outside")), fold("میں")
_LENGTH_WORDS = "km kms kilometre kilometres kilometer kilometers mile miles"
_LENGTHS = frozenset(_LENGTH_WORDS.split())
_VIA = frozenset(("via", fold("براستہ")))
_EACH = frozenset(("both", "all", "each"))
_POSSESSIVES = frozenset(map(fold, ("کے", "کا", "کی")))
_NAMED_BY = frozenset(("as", "named", "namely", "identified", "accused", "alias", "and"))


class Standing(IntEnum):
    """The surest first; what is AWAY is no place of the event at all."""

    SURE = 0
    SEAT = 1
    DOUBTFUL = 2
    DATELINE = 3
    HAILING = 4
    AWAY = 5


def standing(chunk: Sequence[Item], at: int) -> Standing:
    """What the words around a place make of it."""
    if _elsewhere(chunk, at) or _bears_name(chunk, at) or _hails(chunk, at):
        return Standing.AWAY
    if chunk[at].has("doubtful"):
        return Standing.DOUBTFUL if _is_place(chunk, at) else Standing.AWAY
    if dateline(chunk, at) is not None:
        return Standing.DATELINE
    if _is_seat(chunk, at):
        return Standing.SEAT
    aside = _is_landmark(chunk, at) or _brought_from(chunk, at)
    return Standing.HAILING if aside else Standing.SURE


def _is_place(chunk: Sequence[Item], at: int) -> bool:
    """Whether a name that is an ordinary word too is of a place here: "in Tank", "DPO Tank"."""
    one = chunk[at]
    before = chunk[at - 1] if at else None
    after = chunk[at + 1] if at + 1 < len(chunk) else None
    told = any(
        near is not None and near.has("force", "seat", "district") for near in (before, after)
    )
    if not one.key.isascii():
        hidden = any_has(chunk, "conceal", "hiding")
        return told or (after is not None and after.key == _IN_URDU and not hidden)
    if not one.capital or (after is not None and after.key == "of"):
        return False
    led = before is not None and before.key in _IN
    listed = before is not None and before.key == "," and at > 1 and chunk[at - 2].has("place")
    joins = after is not None and after.key == "," and at + 2 < len(chunk)
    return told or led or listed or (joins and chunk[at + 2].has("place"))


def _elsewhere(chunk: Sequence[Item], at: int) -> bool:
    """Whether a place is an end of a route: "from Pishin to Hub", "Hub-bound", "لاہور جا رہی"."""
    after = chunk[at + 1 : at + 3]
    bound = [one for one in after if one.key == "bound" and one.end - one.start == len("bound")]
    if len(after) > 1 and after[0].key in _HYPHENS and after[1].key == "based":
        return True
    if bound and (bound[0] is after[0] or after[0].key in _HYPHENS):
        return True
    return (
        _leads_to(chunk, at) or _comes_from(chunk, at) or _between(chunk, at, "place") is not None
    )


def _leads_to(chunk: Sequence[Item], at: int) -> bool:
    before = _before(chunk, at)
    if before >= 0 and chunk[before].key in _VIA:
        return True
    if before >= 0 and chunk[before].has("destination") and chunk[before].key.isascii():
        beside = before > 0 and chunk[before - 1].key in _NEXT_TO
        bare = chunk[before].key == "for" and chunk[before].end - chunk[before].start == len("for")
        return not beside and not bare and chunk[before].kinds["destination"] != "after"
    # In Urdu the verb follows: "کراچی منتقل کی جا رہی", but not "کراچی میں ... جا رہی".
    for one in chunk[at + 1 : at + _NEAR_URDU]:
        if one.has("destination"):
            return not one.key.isascii() or one.kinds["destination"] == "after"
        if one.key in _AREA or one.is_mark or one.has("agency", "force", "seize", "arrest"):
            return False
    return False


def _comes_from(chunk: Sequence[Item], at: int) -> bool:
    before = _before(chunk, at)
    if before >= 0 and chunk[before].has("origin"):
        said = chunk[before]
        if before and chunk[before - 1].has("place") and _leads_to(chunk, before - 1):
            # "Heading for Lahore from Hub".
            return True
        moves = said.end - said.start > len("from") and said.kinds["origin"] != "verb"
        if moves and said.key.isascii():
            return True
    if at + 1 < len(chunk) and chunk[at + 1].has("origin") and not chunk[at + 1].key.isascii():
        return True
    # "کوئٹہ سے کراچی جانے والی": where it leads to says where it comes from.
    following = chunk[at + 1 : at + 3]
    led = len(following) > 1 and following[0].key in _FROM
    if led and following[1].has("place") and _leads_to(chunk, at + 2):
        return True
    return led and any(
        one.kinds.get("origin") == "verb" for one in chunk[at + 2 : at + 2 + _NEAR_URDU]
    )


def _between(chunk: Sequence[Item], at: int, role: str) -> Item | None:
    """The other end of a line that two names make: "Quetta-Karachi coach", "from Hub to Uthal"."""
    for step in (1, -1):
        joint, other = at + step, at + 2 * step
        if not (0 <= other < len(chunk)) or not chunk[other].has(role):
            continue
        if chunk[joint].key == "to" or (chunk[joint].key in _HYPHENS and chunk[joint].tight):
            return chunk[other]
    return None


def _before(chunk: Sequence[Item], at: int) -> int:
    """The place of the word before a name, apart from its article."""
    place = at - 1
    while place > 0 and chunk[place].key in ("the", "province", "city", "and"):
        if chunk[place].key == "and" and not chunk[place - 1].has("place"):
            break
        place -= 2 if chunk[place].key == "and" else 1
    return place


def _bears_name(chunk: Sequence[Item], at: int) -> bool:
    """Whether something else bears the name: "Kohat Road", "Khyber Mail", a province's law."""
    after = chunk[at + 1 : at + 3]
    if not after:
        return False
    law = len(after) > 1 and after[0].key == "control" and after[1].key == "of"
    # "کراچی سمیت ملک کے مختلف شہروں": one town of a whole country.
    wide = len(after) > 1 and after[0].key == _WIDER and after[1].has("national")
    return after[0].kinds.get("named_after") == "" or law or wide


def _is_landmark(chunk: Sequence[Item], at: int) -> bool:
    """Whether a place only says how far off, or names a stop elsewhere: "90 km from Quetta"."""
    if at + 1 < len(chunk) and chunk[at + 1].kinds.get("named_after") == "stop":
        return True
    near = chunk[max(0, at - _FURTHEST_AWAY) : at]
    if not near or near[-1].key not in ("from", "off"):
        return False
    return any(
        one.value is not None and following.key in _LENGTHS for one, following in pairwise(near)
    )


def _hails(chunk: Sequence[Item], at: int) -> bool:
    """Whether persons hail from a place: "resident of Hub", "Wali of Nowshera", "ساکن دیر"."""
    if any_has(chunk[max(0, at - _NEAR) : at], "resident"):
        return True
    if any_has(chunk[at + 1 : at + 1 + _NEAR], "resident"):
        return True
    place = at - 1
    if place < 1 or chunk[place].key != "of":
        return False
    place -= chunk[place - 1].key == ","
    named = place
    while place > 0 and not chunk[place - 1].kinds and chunk[place - 1].capital:
        place -= 1
    if place == 0:
        return False
    one = chunk[place - 1]
    # "Sher Wali of Hub" is a man, "at Sher Wali of Hub" a village.
    by_name = place < named and not one.is_mark and one.key not in _LOCATIVE
    return by_name or one.key in _NAMED_BY or one.has("person", "woman", "pronoun")


def _is_seat(chunk: Sequence[Item], at: int) -> bool:
    """Whether a place is only where an office sits: "Customs Quetta", "DPO Okara", "Hub Range"."""
    before = at - 1
    furthest = max(0, at - _LONGEST_TITLE)
    while before > furthest and (chunk[before].key in ",(&" or _is_title(chunk[before])):
        before -= 1
    if before >= 0 and chunk[before].has("agency", "force", "seat"):
        return True
    after = chunk[at + 1] if at + 1 < len(chunk) else None
    return after is not None and after.has("agency", "force", "seat")


def _is_title(one: Item) -> bool:
    """Whether a word belongs to an office's name: the second of "Customs Preventive Hub"."""
    plain = not one.kinds and one.key not in _LOCATIVE
    return one.has("department") or (plain and one.capital)


def _list_begins(chunk: Sequence[Item], at: int) -> int:
    """The first of names told in a row: "from Landi Kotal, Mardan and Charsadda"."""
    while at > 1 and (chunk[at - 1].key == "," or chunk[at - 1].has("and")):
        before = chunk[at - 2]
        if not (before.has("place") or (before.capital and not before.kinds)):
            break
        at -= 2
    return at


def _owns_person(chunk: Sequence[Item], at: int) -> bool:
    """Whether Urdu says whose town it is: "سرگودھا کے ایک شخص"."""
    after = chunk[at + 1 : at + _NEAR_URDU]
    if not after or after[0].key not in _POSSESSIVES:
        return False
    single = [one for one in after[1:] if not one.has("article") and one.value is None]
    return bool(single) and single[0] is after[-1] and single[0].has("person", "woman")


def _brought_from(chunk: Sequence[Item], at: int) -> bool:
    """Whether it may say where somebody came from: "a woman from Charsadda", "a jeep from Hub".

    What is sent abroad from a place was often found there: "booked from Sialkot to Dubai".
    """
    if _between(chunk, at, "country") is not None:
        return True
    if _owns_person(chunk, at):
        return True
    at = _list_begins(chunk, at)
    if at < 2 or chunk[at - 1].key != "from":  # noqa: PLR2004 (a noun and "from")
        return False
    one = chunk[at - 2]
    if one.key in _EACH:
        # "Two accused, both from Okara".
        return True
    # "4,155 kg of drugs were from Quetta": they were found there.
    drugs = at > 2 and chunk[at - 3].has("drugs", "substance")  # noqa: PLR2004 (what was from it)
    return (one.key in _BEING and not drugs) or one.has(
        "person", "woman", "vehicle", "demonym", "foreigner"
    )
