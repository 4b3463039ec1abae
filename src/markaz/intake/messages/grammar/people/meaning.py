"""Whether a sentence says of those counted what a field says: arrested, seized, registered."""

from collections.abc import Sequence
from itertools import pairwise

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.people.clauses import befell
from markaz.intake.messages.grammar.people.implied import is_scene
from markaz.intake.messages.grammar.people.refusing import refused
from markaz.records.statement import CountField

_FURTHEST_VERB = 40
_SOME = (CountField.WOMEN, CountField.FOREIGNERS)
_CLAUSES = frozenset((",", ";", ".", "،", "؛", "\n"))
_STOLEN = frozenset(map(fold, ("stolen", "snatched", "مسروقہ", "چوری", "چھینی", "چھینے")))
_OWNERS, _RETURNED = frozenset(map(fold, ("owners", "مالکان", "maalikan", "malikan"))), 14
_WHICH_ONE = frozenset(("used", "bearing", "belonging"))
_OF, _THOSE = frozenset(("of", "among")), frozenset(("these", "those", "them"))
_HELD, _OPENING = "held", 4
_TAKING, _ITEMS_WITHIN = ("impound", "seize", "arrest"), 8
_TOOK = frozenset(("took", "taking"))
_ARE = frozenset(("are", "were", "is", "was"))
_YEARS = frozenset(range(1950, 2100))
_BESIDE_YEAR = frozenset(map(fold, ("کے", "کی", "ke", "ki", "act", "ایکٹ", "سال", "saal", "of")))


def is_year(chunk: Sequence[Item], at: int) -> bool:
    """Whether a number is the year of an act or a case: "ایکٹ 1997 کے تحت مقدمات"."""
    number = chunk[at]
    if number.value not in _YEARS or number.key != str(number.value):
        return False
    beside = {one.key for one in (*chunk[max(0, at - 1) : at], *chunk[at + 1 : at + 2])}
    return bool(beside & _BESIDE_YEAR)


def is_meant(chunk: Sequence[Item], at: int, noun: int, of: CountField) -> bool:
    """Whether the sentence says of those counted what the field says."""
    if of in (CountField.OPERATIONS, CountField.CASES):
        lasting = any_has(chunk[at + 1 : noun], "time_word")
        return not lasting and not (of == CountField.CASES and _tried(chunk, at, noun))
    if of == CountField.VEHICLES:
        given_back = is_returned(chunk, at, noun)
        away = given_back or is_scene(chunk, at, noun)
        stopped = any_has(chunk, "stopped", "conceal")
        return not away and (_taken(chunk, at, noun) or (not stopped and _in_row(chunk, at, noun)))
    return _arrested(chunk, at, noun, of)


def _arrested(chunk: Sequence[Item], at: int, noun: int, of: CountField) -> bool:
    if chunk[noun].has("arrest") and not chunk[noun].has("person"):
        return not refused(chunk, noun)
    if "company" in chunk[noun].kinds:
        return befell(chunk, at, "arrest")
    before = at - 1
    while before > 0 and chunk[before].key in _ARE:
        before -= 1
    if of in _SOME and (chunk[max(0, before)].has("including") or of_those_held(chunk)):
        # "Among them eleven are women", of those told in the sentence before.
        return not any_has(chunk, "harm")
    # "Of 23, one smuggler is a foreigner": who is meant was arrested a sentence before.
    among = ("person",) if of in _SOME else ()
    said = _said(chunk, at, ("arrest", *among), ("harm", "examined"))
    return said or befell(chunk, noun, "arrest") or _is_listed(chunk, at, noun)


def _is_listed(chunk: Sequence[Item], at: int, noun: int) -> bool:
    """Whether persons stand in a row of results, where no verb says what became of them."""
    if not _in_row(chunk, at, noun):
        return False
    return not any_has(chunk, "arrest", "harm", "examined", "court")


def _in_row(chunk: Sequence[Item], at: int, noun: int) -> bool:
    """Whether a noun stands in a row of results: "8 operations, 92 kg, ten suspects"."""
    before, after = chunk[at - 1 : at], chunk[noun + 1 : noun + 2]
    ends = not after or after[0].is_mark or after[0].has("and", "including")
    ends = ends or _in_operations(chunk, noun + 1)
    opens = bool(before) and (before[0].is_mark or before[0].has("and") or before[0].key == "with")
    if not (ends and opens) or all(one.amount is None for one in chunk):
        return False
    told = [one for one in chunk if one.key != "x"]
    return any(one.has("operation") and number.value is not None for number, one in pairwise(told))


def _in_operations(chunk: Sequence[Item], at: int) -> bool:
    """Whether a row of results ends in how many operations they are of: "in 7 raids"."""
    pairs = pairwise(chunk[at + 1 : at + 3])
    led = any(one.key == "in" for one in chunk[at : at + 1])
    return led and any(one.value is not None and other.has("operation") for one, other in pairs)


def of_those_held(chunk: Sequence[Item]) -> bool:
    """Whether a chunk is about those whose arrest was told: "of these", "among those held"."""
    opening = [one.key for one in chunk[:_OPENING]]
    of_these = any(one in _OF and other in _THOSE for one, other in pairwise(opening))
    # "Two are women."
    bare = len(chunk) > 1 and chunk[0].value is not None and chunk[1].key in _ARE
    opens = len(chunk) > 1 and chunk[0].has("including") and chunk[1].key in _ARE
    return of_these or bare or opens or any(one.kinds.get("including") == _HELD for one in chunk)


def _tried(chunk: Sequence[Item], at: int, noun: int) -> bool:
    """Whether courts are told of in the clause of some cases: "the courts decided 811 cases"."""
    ends = [place for place, one in enumerate(chunk) if one.key in _CLAUSES]
    begin = max((end for end in ends if end < at), default=-1)
    # "844 cases and nabbed 1012 accused ...": the clause ends before those who were held.
    held = (place for place in range(noun + 1, len(chunk)) if chunk[place].has("arrest"))
    end = min((*(end for end in ends if end > noun), *held), default=len(chunk))
    return any_has(chunk[begin + 1 : end], "court")


def _taken(chunk: Sequence[Item], at: int, noun: int) -> bool:
    """Whether vehicles were seized, or stand in a list of what was."""
    if befell(chunk, noun, "impound", "taken"):
        return True
    if (at and chunk[at - 1].key in _TOOK) or _among_seized(chunk, noun):
        return True
    one = chunk[at].has("article") or chunk[at].value == 1
    said = _said(chunk, at, ("seize",), ("stopped",))
    if not one and said:
        return True
    while chunk[noun + 1 : noun + 2] and chunk[noun + 1].has("vehicle"):
        noun += 1
    before, after = chunk[at - 1 : at], chunk[noun + 1 : noun + 2]
    ends = not after or after[0].is_mark or after[0].has("and") or after[0].key in _WHICH_ONE
    listed = ends and bool(before) and (before[0].is_mark or before[0].has("and", "including"))
    if not listed or not (said or not chunk[at].has("article")) or any_has(chunk, "stopped"):
        return False
    return any_has(chunk, "arrest") or any(part.amount is not None for part in chunk)


def _among_seized(chunk: Sequence[Item], noun: int) -> bool:
    """Whether vehicles are told of as some of what was seized: "were among the items seized"."""
    after = chunk[noun + 1 : noun + _ITEMS_WITHIN]
    among = [one.key for one in after[:2]]
    return among[:1] == ["were"] and among[1:] == ["among"] and any_has(after, *_TAKING)


def is_returned(chunk: Sequence[Item], at: int, noun: int) -> bool:
    """Whether vehicles were stolen ones, or went back to their owners."""
    several = (chunk[at].value or 1) > 1
    stolen = any(one.key in _STOLEN for one in chunk[max(0, at - 2) : noun + 2])
    return (several and stolen) or any(one.key in _OWNERS for one in chunk[noun : noun + _RETURNED])


def _said(chunk: Sequence[Item], at: int, roles: tuple[str, ...], against: tuple[str, ...]) -> bool:
    """Whether the nearest verb of the clause, or else of the sentence, is one of the roles."""
    nearest, meant = 2 * _FURTHEST_VERB, False
    for place in range(max(0, at + 1 - _FURTHEST_VERB), min(at + _FURTHEST_VERB, len(chunk))):
        one = chunk[place]
        if not one.kinds or not one.has(*roles, *against):
            continue
        low, high = min(place, at), max(place, at)
        apart = any(part.key in _CLAUSES for part in chunk[low + 1 : high])
        far = high - low + apart * _FURTHEST_VERB
        if far < nearest:
            meant = one.has(*roles) and not one.has(*against) and not refused(chunk, place)
            nearest = far
    return meant
