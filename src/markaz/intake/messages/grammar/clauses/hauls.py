"""Clauses that each tell of what was taken from a holder of its own: "2 kg from a car near X"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markaz.data.folding import fold
from markaz.intake.messages.grammar.clauses.places import site
from markaz.intake.messages.grammar.heads.figures import drugs, is_of_drug
from markaz.intake.messages.grammar.heads.loci import heading
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.places.holding import holds

_WHILE = frozenset(map(fold, ("while", "whereas", "جبکہ", "ادھر")))
_WHEN = fold("جب")
_COMMAS = frozenset((",", "،"))
_FROM, _FROM_URDU = "from", fold("سے")
_WITH = frozenset(("with", "having", "possessing", "carrying"))
_KNOWN = frozenset(("his", "her", "their", "him", "them", "it", "its", "this", "these", "that"))
_KNOWN_URDU = frozenset(map(fold, ("اس", "ان", "جس", "جن", "مذکورہ", "گرفتار", "موصوف")))
_JOURNEY_WORDS = """coming came arriving arrived travelling traveling travelled brought smuggled
going transported imported shipped sent sourced"""
_JOURNEYS = frozenset(_JOURNEY_WORDS.split())
_FINITE_WORDS = "گیا گئی گئے ہوئی ہوئے ہوا لی لیا لیے دی دیا ہے ہیں کی کیا کیے کر کرلی کرلیا"
_FINITE = frozenset(map(fold, _FINITE_WORDS.split()))
_HYPHENS = frozenset("-–")
_POSSESSION = frozenset(map(fold, ("قبضے", "قبضہ")))
_TOLD_OF = ("destination", "origin", "resident", "country", "named_after")
_SOMEBODY, _MAY_BE_KNOWN = "somebody", frozenset(map(fold, ("ملزم", "ملزمہ", "مسافر", "ڈرائیور")))
_ENDS = ("operation", "said", "seize")
_HOLDERS = ("person", "woman", "foreigner", "vehicle", "hiding", "courier", "vessel")
_WHERE = ("place", "airport", "airport_word")
_FEWEST, _NEAR, _HELD_WITHIN, _HELD_URDU = 2, 3, 9, 9


def is_haul(chunk: Sequence[Item]) -> bool:
    """Whether it states drugs and whom or what they were taken from, not told of before."""
    taken = any_has(chunk, "seize", "arrest", "holds") or _opens_with_drugs(chunk)
    held = _holder(chunk)
    # In Urdu the verb may stand behind the last of several hauls.
    taken = taken or turned(chunk) or not chunk[-1].key.isascii()
    return taken and drugs(chunk) and (_sure(held) or site(chunk) is not None)


def turned(chunk: Sequence[Item]) -> bool:
    """Whether it opens as what was cut from the sentence before: "while ...", "and ..."."""
    return is_while(chunk[0]) or chunk[0].has("and") or _is_another(chunk)


def hauls(sentence: list[Item]) -> Iterator[list[Item]]:
    """A sentence cut where it turns from one haul to the next."""
    if sum(is_of_drug(sentence, at) for at in range(len(sentence))) < _FEWEST:
        yield sentence
        return
    places = [at for at in range(1, len(sentence)) if _may_turn(sentence, at)]
    begin = 0
    for at in places:
        if at > begin and _turns(sentence[begin:at], sentence[at : _end(sentence, places, at)]):
            yield sentence[begin:at]
            begin = at
    yield sentence[begin:]


def is_while(one: Item) -> bool:
    """Whether it is a word for "while", in Urdu also written as two."""
    return one.key in _WHILE or (one.key == _WHEN and one.has("and"))


def _end(sentence: Sequence[Item], places: Sequence[int], at: int) -> int:
    """Where what is told from a turn on ends: before the drugs after its own."""
    ends = [*(place for place in places if place > at), len(sentence)]
    own = next((end for end in ends if drugs(sentence[at:end])), len(sentence))
    last = own
    for begin, end in pairwise((own, *(one for one in ends if one > own))):
        if drugs(sentence[begin:end]):
            break
        last = end
    return last


def _may_turn(sentence: Sequence[Item], at: int) -> bool:
    one = sentence[at]
    if is_while(one) or one.key in _COMMAS or one.has("and"):
        return one.amount is None
    return _ended(sentence, at) or one.has("spokesman")


def _ended(sentence: Sequence[Item], at: int) -> bool:
    """Whether a verb of taking ends before: in Urdu no mark need stand between two sentences."""
    if sentence[at].key in _FINITE or sentence[at].is_mark:
        return False
    back = at - 1
    while back > 0 and sentence[back].key in _FINITE:
        back -= 1
    return 0 <= back < at - 1 and sentence[back].has("seize")


def _turns(left: Sequence[Item], right: Sequence[Item]) -> bool:
    first = right[0]
    if not (drugs(left) and is_haul_part(right)):
        return False
    if first.has("spokesman"):
        # "The spokesman says" opens a sentence in Urdu, where no mark need stand before it.
        return not first.key.isascii() and left[-1].key in _FINITE
    return _apart(left, right)


def _apart(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Whether two hauls are no two holds of one event."""
    here, there, first = site(left), site(right), right[0]
    elsewhere = here is not None and there is not None and here != there
    held = _holder(left)
    if elsewhere or (held and is_while(first) and _sure(_holder(right))):
        return first.key not in _COMMAS or _opens_anew(left, right)
    persons = held == _holder(right) == "person"
    joined = first.has("and") or _is_another(right)
    return joined and persons and there in (None, here)


def _is_another(right: Sequence[Item]) -> bool:
    """Whether one more of the persons told of before has what follows: ", one with 300 grams"."""
    one, noun = right[1:2], right[2:3]
    return bool(noun) and one[0].key in ("one", "another") and one[0].start == noun[0].start


def _opens_anew(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Whether a comma stands between two hauls and not within an address."""
    if heading(right, 1) is not None or right[1].amount is not None:
        return True
    placed = any(map(_where, right[1 : 1 + _NEAR]))
    return placed and (left[-1].key in _FINITE or left[-1].has("seize", "arrest", "person"))


def is_haul_part(piece: Sequence[Item]) -> bool:
    """Whether a piece has drugs of its own and a holder of its own; its verb may be left out."""
    return drugs(piece) and bool(_holder(piece))


def _sure(held: str) -> bool:
    """Whether it is surely another holder: "the accused" in Urdu may be the one told of before."""
    return held not in ("", _SOMEBODY)


def _opens_with_drugs(chunk: Sequence[Item]) -> bool:
    return any(one.amount is not None for one in chunk[:3])


def _holder(piece: Sequence[Item]) -> str:
    """What the drugs of a piece were taken from: "person", "thing" or "place"; "" if known."""
    return next(filter(None, (_held_at(piece, at) for at in range(len(piece)))), "")


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
    own = single or bare or stopped or kind == "place" or any(map(_where, within))
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
        return (_SOMEBODY if known else "person") if single else ""
    if any_has(within, *_HOLDERS):
        return "thing"
    return "place" if any(map(_where, within)) else ""


def _where(one: Item) -> bool:
    return one.has(*_WHERE) and not one.has("agency", "home")
