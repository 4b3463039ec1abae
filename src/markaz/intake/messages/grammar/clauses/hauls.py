"""Clauses that each tell of what was taken from a holder of its own: "2 kg from a car near X"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markaz.data.folding import fold
from markaz.intake.messages.grammar.clauses.holders import SOMEBODY, holder, is_where
from markaz.intake.messages.grammar.clauses.places import site
from markaz.intake.messages.grammar.heads.figures import drugs, is_of_drug
from markaz.intake.messages.grammar.heads.loci import heading
from markaz.intake.messages.grammar.items import Item, any_has

_WHILE = frozenset(map(fold, ("while", "whereas", "جبکہ", "ادھر")))
_WHEN = fold("جب")
_COMMAS = frozenset((",", "،"))
_FINITE_WORDS = "گیا گئی گئے ہوئی ہوئے ہوا لی لیا لیے دی دیا ہے ہیں کی کیا کیے کر کرلی کرلیا"
_FINITE = frozenset(map(fold, _FINITE_WORDS.split()))
_FEWEST, _NEAR = 2, 3


def is_haul(chunk: Sequence[Item]) -> bool:
    """Whether it states drugs and whom or what they were taken from, not told of before."""
    taken = any_has(chunk, "seize", "arrest", "holds") or _opens_with_drugs(chunk)
    held = holder(chunk)
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
    held = holder(left)
    if elsewhere or (held and is_while(first) and _sure(holder(right))):
        return first.key not in _COMMAS or _opens_anew(left, right)
    persons = held == holder(right) == "person"
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
    placed = any(map(is_where, right[1 : 1 + _NEAR]))
    return placed and (left[-1].key in _FINITE or left[-1].has("seize", "arrest", "person"))


def is_haul_part(piece: Sequence[Item]) -> bool:
    """Whether a piece has drugs of its own and a holder of its own; its verb may be left out."""
    return drugs(piece) and bool(holder(piece))


def _sure(held: str) -> bool:
    """Whether it is surely another holder: "the accused" in Urdu may be the one told of before."""
    return held not in ("", SOMEBODY)


def _opens_with_drugs(chunk: Sequence[Item]) -> bool:
    return any(one.amount is not None for one in chunk[:3])
