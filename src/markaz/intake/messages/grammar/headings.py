"""Which noun a number is of where they do not stand beside each other: tables, lines, "of whom"."""

from collections.abc import Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item, any_has

# The roles of nouns that are counted.
COUNTED = ("woman", "foreigner", "person", "vehicle", "operation", "case")
_AUXILIARY_WORDS = "were was are is been being have has had also کو بھی"
AUXILIARY = frozenset(map(fold, _AUXILIARY_WORDS.split()))
NOT = frozenset(
    map(fold, ("no", "not", "never", "nor", "nothing", "without", "کوئی", "نہ", "نہیں"))
)
# "The number of arrests", and what may stand between it and its number.
_TALLY = frozenset(map(fold, ("number", "tally", "count", "تعداد", "tadad", "tadaad")))
_OF_THEM = frozenset(map(fold, ("کی", "ki")))
_BEFORE_TALLY_WORDS = "as was is were stood stands at reached to rose up now ہی کل محض صرف تقریبا"
_BEFORE_TALLY = frozenset(map(fold, _BEFORE_TALLY_WORDS.split()))
_TALLIED = 14
_OF_THOSE = frozenset(("of", "the", "them", "those", "these"))
_CARRIED_OUT_WORDS = "conducted undertaken executed launched registered lodged made mounted done"
_CARRIED_OUT = frozenset(_CARRIED_OUT_WORDS.split())
# "Women arrested were 104".
_WERE = frozenset(("were", "was"))
_DURING = frozenset(("in", "during", "for"))
_HOME = "PK"
_TABLE_MARKS = frozenset((":", "=", "-", "–", "|"))


def denied(chunk: Sequence[Item], verb: int) -> bool:
    """Whether a verb is denied: "could not be arrested", "گرفتار نہ ہو سکا"."""
    if chunk[verb].key.isascii():
        # "No. of arrests: 7" denies none.
        return any(
            chunk[at].key in NOT and chunk[at + 1].key not in ("of", ".")
            for at in range(max(0, verb - 3), verb)
        )
    return any(one.key in NOT for one in chunk[verb + 1 : verb + 3])


def past_whole(chunk: Sequence[Item], at: int) -> int:
    """Where the noun of a number is looked for: in "three of the six are women" after the six."""
    place = at + 1
    while place < len(chunk) and chunk[place].key in _OF_THOSE:
        place += 1
    if chunk[at].value is None:
        return at + 1
    if place == at + 1:
        return _past_verb(chunk, place)
    while place < len(chunk) and (chunk[place].value is not None or chunk[place].has("person")):
        place += 1
    after = _past_verb(chunk, place)
    return after if after > place else at + 1


def _past_verb(chunk: Sequence[Item], at: int) -> int:
    """Past the verb of "seven are women"."""
    place = at
    while place < len(chunk) and chunk[place].key in AUXILIARY:
        place += 1
    return place if place < len(chunk) and chunk[place].has("woman", "foreigner") else at


def among(chunk: Sequence[Item], at: int) -> bool:
    """Whether a number is the whole that some are of: the six in "three of the six are women"."""
    before = at - 1
    while before >= 0 and chunk[before].key in ("of", "the"):
        before -= 1
    return before < at - 1 and before >= 0 and chunk[before].value is not None


def wraps(chunk: Sequence[Item], at: int, place: int) -> bool:
    """Whether a line ends within a phrase, and not between two rows of a table."""
    following, before = chunk[place + 1 : place + 3], chunk[max(0, at - 1) : at]
    row = len(following) > 1 and (following[1].is_mark or following[1].value is not None)
    dated = chunk[at].used or any_has(before, "month")
    return bool(following) and not row and not dated and heading(chunk, at) is None


def heading(chunk: Sequence[Item], at: int) -> int | None:
    """The noun that a number stands after, as in a table: "Arrested: 28", "VEH 2"."""
    noun = _tallied(chunk, at)
    return _headed(chunk, at) if noun is None else noun


def _tallied(chunk: Sequence[Item], at: int) -> int | None:
    """The noun of "the number of arrests stands at 33", "گاڑیوں کی تعداد 687 رہی"."""
    before = at - 1
    while before >= 0 and chunk[before].key in _BEFORE_TALLY:
        before -= 1
    if before > 1 and chunk[before].key in _TALLY:
        before -= 1
    of_them = before != 0 and chunk[before].key in _OF_THEM
    if before == at - 1 and not of_them:
        return None
    tally = next((place for place in range(at) if chunk[place].key in _TALLY), None)
    if tally is None or (not of_them and _sums_beside(chunk, tally, at)):
        return None
    if of_them:
        return before - 1 if chunk[before - 1].has(*COUNTED, "arrest") else None
    return _of_tally(chunk, at)


def _of_tally(chunk: Sequence[Item], at: int) -> int | None:
    for place in range(max(0, at - _TALLIED), at - 1):
        if chunk[place].key in _TALLY and chunk[place + 1].key == "of":
            near = chunk[place + 2 : place + 6]
            found = (place + 2 + n for n, one in enumerate(near) if one.has(*COUNTED, "arrest"))
            return next(found, None)
    return None


def _sums_beside(chunk: Sequence[Item], tally: int, at: int) -> bool:
    """Whether a sum since some day only stands beside a count: "12 held, taking the number ..."."""
    since = any(one.has("running") or one.key == "since" for one in chunk[tally:at])
    return since and any(one.value is not None for one in chunk[:tally])


def _headed(chunk: Sequence[Item], at: int) -> int | None:
    place = at - 1
    while place >= 0 and (chunk[place].key in _TABLE_MARKS or chunk[place].key in _WERE):
        place -= 1
    if place > 1 and chunk[place].has("month", "period") and chunk[place - 1].key in _DURING:
        # "Accused arrested in October: 58".
        place -= 2
    if place > 0 and chunk[place].has("seize", "destroyed") and chunk[place - 1].has(*COUNTED):
        # The verb stands between the noun and the mark, as in "Vehicles impounded: 2".
        place -= 1
    if place > 0 and chunk[place].key in _CARRIED_OUT and chunk[place - 1].has(*COUNTED):
        place -= 1
    if place > 0 and chunk[place].has("arrest") and chunk[place - 1].has("woman", "foreigner"):
        place -= 1
    abroad = place >= 0 and chunk[place].kinds.get("demonym", _HOME) != _HOME
    if place < 0 or not (abroad or chunk[place].has(*COUNTED, "arrest")):
        return None
    ends = at + 1 >= len(chunk) or chunk[at + 1].is_mark or chunk[at + 1].has("and", *COUNTED)
    ends = ends or _names_next(chunk, at + 1)
    # "operation 5" names an operation; "operations 5" and "operations: 5" count them.
    marked = chunk[at - 1].key in _TABLE_MARKS
    return place if ends and (marked or not _single(chunk[place])) else None


def _names_next(chunk: Sequence[Item], at: int) -> bool:
    """Whether the next row of a telegram begins: the drug of "OPS 2 CHARAS 120 KG"."""
    following = chunk[at + 1 : at + 2]
    stated = bool(following) and following[0].amount is not None
    return stated and (chunk[at].has("substance", "drugs", "arrest") and chunk[at].upper)


def precedes(chunk: Sequence[Item], at: int) -> bool:
    """Whether nouns stand before their numbers, as in "ARRESTED 2 VEH 1"."""
    beside = chunk[max(0, at - 1) : at + 3 : 2]
    if len(beside) < 2 or at + 2 >= len(chunk):  # noqa: PLR2004 (the nouns before and after)
        return False
    before, after, then = chunk[at - 1], chunk[at + 1], chunk[at + 2]
    nouns = before.has(*COUNTED, "arrest") and after.has(*COUNTED)
    return nouns and before.value is None and then.value is not None and then.amount is None


def is_heading(chunk: Sequence[Item], noun: int, at: int) -> bool:
    """Whether the noun heads a row, which needs no verb beside it: "Vehicles: 9"."""
    return noun < at and not chunk[noun].has("arrest", "company")


def _single(noun: Item) -> bool:
    return noun.key in ("operation", "case", "raid") or noun.has("identifier")
