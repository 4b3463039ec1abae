"""What is said of counted persons beside their number: all of them foreigners, one of them."""

from collections.abc import Iterator, Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.people.clauses import AUXILIARY, is_compound
from markaz.intake.messages.grammar.people.implied import is_abroad, is_foreign
from markaz.intake.messages.grammar.people.nouns import is_bound
from markaz.intake.messages.grammar.people.sums import COMPANIONS
from markaz.records.statement import CountField

_AFTER, _SAID = 5, 5
_ALL = frozenset(map(fold, ("all", "every", "each", "both", "تمام", "سب", "sab")))
_OF_THEM = frozenset(map(fold, ("one", "of", "them", "the", "being", "کے", "ke", "only")))
_WITH = frozenset(("along", "together", "with"))
_ONE_OF_THEM = frozenset(map(fold, ("باشندے", "شہری", "باشندہ")))
_APOSTROPHES = frozenset("'’")
_LISTED = 6
_VOID, _BEFORE_VOID, _UNKNOWN = 8, 4, 6
Described = tuple[CountField, Item]


def described(chunk: Sequence[Item], number: Item, noun: Item) -> Iterator[Described]:
    """Who all of some persons are: "seven crew, all Iranians", "one driver, an Afghan"."""
    place = _index(chunk, noun)
    single = number.has("article") or number.value == 1
    if single and noun.kinds.get("person") == "1" and is_foreign(chunk, place):
        yield CountField.FOREIGNERS, noun
    between = range(_index(chunk, number) + 1, place)
    if noun.has("woman") and noun.has("foreigner"):
        yield CountField.FOREIGNERS, noun
    people = any(is_abroad(chunk[at]) and not is_bound(chunk, at) for at in between)
    if people or any(chunk[at].has("foreigner") for at in between):
        # "Two Afghan women": the noun is what they are counted by.
        yield CountField.FOREIGNERS, noun
    after = chunk[place + 1 : place + 3]
    if noun.has("woman") and any_has(after, "foreigner") and not any_has(after, "and"):
        # "Two female foreign smugglers".
        yield CountField.FOREIGNERS, noun
    yield from _all_are(chunk, max(place, _index(chunk, number)) + 1)


def _all_are(chunk: Sequence[Item], at: int) -> Iterator[Described]:
    last = min(at + _AFTER, len(chunk))
    while at < last and chunk[at].key not in _ALL:
        one = chunk[at]
        if not (one.is_mark or one.key in AUXILIARY or one.has("arrest", "and")):
            return
        at += 1
    for one in chunk[at + 1 : at + 1 + _SAID] if at < last else ():
        if one.has("foreigner") or is_abroad(one):
            yield CountField.FOREIGNERS, one
        if one.has("woman"):
            yield CountField.WOMEN, one
        if one.key not in _OF_THEM and not one.has("article", "filler", "including", "number_all"):
            return


def describes_all(chunk: Sequence[Item], at: int) -> bool:
    """Whether an article only leads to what each of those told before is: "every one a woman"."""
    words = [one.key for one in chunk[max(0, at - 4) : at]]
    return chunk[at].has("article") and any(word in ("every", "each") for word in words)


def with_unnamed(chunk: Sequence[Item], number: Item, noun: Item) -> bool:
    """Whether some were caught with one whom nobody counts: "arrested, along with two others"."""
    at = _index(chunk, number) - 1
    while at >= 0 and chunk[at].has("his", "filler"):
        at -= 1
    if at < 1 or not (chunk[at].has("and") or chunk[at].key in _WITH):
        return False
    company = chunk[at].key in _WITH
    before = at - 1
    while before >= 0 and chunk[before].key in (",", "،"):
        before -= 1
    one = chunk[before]
    named = one.capital and not one.kinds
    return (company and (named or one.has("arrest"))) or (named and noun.key in COMPANIONS)


def beside_unknown(chunk: Sequence[Item], noun: Item) -> bool:
    """Whether others are counted beside them by a noun of no table: "12 men and 3 orphans held"."""
    at = _index(chunk, noun) + 1
    following = chunk[at : at + _UNKNOWN]
    if len(following) < 4 or not (following[0].has("and") or following[0].key in (",", "،")):  # noqa: PLR2004
        return False
    number, other = following[1], following[2]
    known = other.kinds or other.is_mark or other.key in AUXILIARY
    if number.value is None or number.amount or number.money or known:
        return False
    verb = next((one for one in following[3:] if one.has("arrest", "seize", "impound")), None)
    return verb is not None and verb.has("arrest") and not verb.has("seize", "impound")


def is_file(chunk: Sequence[Item], at: int) -> bool:
    """Whether a number is of a file of its year: "FIR 31/25"."""
    after = chunk[at + 1 : at + 3]
    return len(after) > 1 and after[0].key == "/" and after[1].value is not None


def is_some(chunk: Sequence[Item], at: int) -> bool:
    """Whether a count is of some of those before it: "three suspects, including a dealer"."""
    if not at or not chunk[at - 1].has("including") or not chunk[at - 1].key.isascii():
        return False
    return any(
        one.value is not None
        and one.value > 1
        and any_has(chunk[place + 1 : place + _AFTER], "person")
        for place, one in enumerate(chunk[: at - 1])
    )


def is_void(chunk: Sequence[Item], at: int) -> bool:
    """Whether a correction takes a number back: "for “4 arrested” read “3 arrested”"."""
    before = [one.key for one in chunk[max(0, at - _BEFORE_VOID) : at]]
    return "for" in before and any(one.key == "read" for one in chunk[at : at + _VOID])


def owns(chunk: Sequence[Item], noun: int) -> bool:
    """Whether a noun only says whose something is: "a girl's bag" is nobody's arrest."""
    after = [one.key for one in chunk[noun + 1 : noun + 3]]
    owns = after[1:] == ["s"] and after[0] in _APOSTROPHES
    if owns and any_has(chunk[noun + 4 : noun + 6], "arrest"):
        # "Recovered from a woman's bag, arrested near Multan": no bag is arrested.
        return chunk[noun + 3].is_mark
    return owns or (chunk[noun].has("person", "woman") and is_compound(chunk, noun))


def _index(chunk: Sequence[Item], one: Item) -> int:
    return next((at for at, part in enumerate(chunk) if part is one), len(chunk))


def is_foreigner_alone(chunk: Sequence[Item], at: int) -> bool:
    """Whether one foreigner is told of without a number beside all who were arrested.

    So he is in "including a woman and foreigner" and in "نائجیرین باشندے سمیت تین ملزمان".
    """
    one, before, after = chunk[at], chunk[at - 1 : at], chunk[at + 1 : at + 3]
    if before and (before[0].value is not None or before[0].has("article")):
        return False
    single = one.kinds.get("foreigner") == "1"
    if not one.key.isascii():
        joined = chunk[at + 1 : at + 4]
        if single and any_has(joined[:1], "and") and any_has(joined[1:2], "woman"):
            # "غیر ملکی اور خاتون سمیت 23 ملزمان".
            return any_has(joined[2:], "including")
        person = after[:1] if single else after[1:]
        people = is_abroad(one) and bool(after) and after[0].key in _ONE_OF_THEM
        return (single or people) and bool(person) and person[0].has("including")
    listed = chunk[max(0, at - _LISTED) : at - 1] if before and before[0].has("and") else ()
    beside = bool(listed) and listed[-1].has("woman", "person")
    return single and beside and any_has(listed, "including")
