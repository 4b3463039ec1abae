"""Persons and vehicles told of without a number: "driver held", "the truck was impounded"."""

from collections.abc import Iterator, Sequence, Set

from markaz.data.folding import fold
from markaz.data.places import COUNTRIES
from markaz.intake.messages.grammar.headings import NOT, denied
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.people.clauses import AUXILIARY, befell
from markaz.records.statement import CountField

_BEFORE, _ASIDE = 4, 14
_HOME = "PK"
_PEOPLE = frozenset((CountField.ARRESTED, CountField.WOMEN, CountField.FOREIGNERS))
_OBLIQUE = "کو"
_OUT_OF = frozenset(map(fold, ("from", "in", "inside", "by", "through", "aboard", "with", "on")))
ONE_OR_MORE, _OF_ONE = frozenset(("accused", "pax")), frozenset(("was", "is", "has"))
_WHICH = frozenset(("which", "that"))
_FROM_IT = frozenset(
    map(fold, ["سے", "میں", "کے", "کی", "کا", "پر", "نے", "se", "mein", "ke", "ki"])
)
Told = tuple[CountField, int, Item]


def implied(chunk: Sequence[Item]) -> Iterator[Told]:
    """How many a noun or a pronoun is of by itself, where the clause says what became of it."""
    for at, one in enumerate(chunk):
        number = _number(chunk, at) if one.kinds else 0
        if number and not _refused(chunk, at) and befell(chunk, at, "arrest", "taken"):
            yield CountField.ARRESTED, number, one
            if women := one.kinds.get("woman"):
                yield CountField.WOMEN, int(women), one
            if number == 1 and is_foreign(chunk, at):
                yield CountField.FOREIGNERS, number, one
    for at, one in enumerate(chunk):
        # "مقدمہ درج" is of one case, as "a case was registered" is.
        if one.kinds.get("case") == "1" and not is_numbered(chunk, at) and not denied(chunk, at):
            yield CountField.CASES, 1, one
    vehicles = [at for at, one in enumerate(chunk) if one.kinds and _is_taken(chunk, at)]
    if vehicles and not any(_beside_another(chunk, at) for at in vehicles):
        yield CountField.VEHICLES, 1, chunk[vehicles[0]]


def is_new(of: CountField, known: Set[CountField]) -> bool:
    """Whether what is told of by itself adds to what is counted: no person where any is."""
    return of not in known and not (of in _PEOPLE and _PEOPLE & known)


def is_foreign(chunk: Sequence[Item], at: int) -> bool:
    """Whether one person is of another country: "an Afghan driver", "driver Ali, an Afghan"."""
    before = at - 1
    while before >= 0 and chunk[before].key in ("national", "citizen", "origin"):
        before -= 1
    told = before >= 0 and (is_abroad(chunk[before]) or chunk[before].has("foreigner"))
    if told or is_abroad(chunk[at]):
        return True
    for place in range(at + 1, min(at + _ASIDE, len(chunk))):
        one, after = chunk[place], chunk[place + 1 : place + 2]
        if is_abroad(one):
            # "A driver, Ali, an Afghan, ..." and "driver (Afghan)", but not "and Afghan opium".
            leads = chunk[place - 1].has("article") or chunk[place - 1].key in ("(", ",", "،")
            return leads and (not after or after[0].is_mark or after[0].key in AUXILIARY)
        if one.has("person", "woman", "and") or one.amount is not None:
            return False
    return False


def is_abroad(one: Item) -> bool:
    """Whether an item names a people of another country."""
    people = one.kinds.get("demonym", _HOME)
    return people in COUNTRIES and people != _HOME


def is_numbered(chunk: Sequence[Item], at: int) -> bool:
    """Whether a number or an article before the noun counts it already."""
    for one in reversed(chunk[max(0, at - _BEFORE) : at]):
        if one.value is not None or one.has("article", "number_all"):
            return True
        if not one.has("filler", "demonym", "person", "foreigner") and one.key != "x":
            return False
    return False


def _number(chunk: Sequence[Item], at: int) -> int:
    one = chunk[at]
    if one.key in ONE_OR_MORE and not _is_one(chunk, at):
        return 0
    said = one.kinds.get("person") or one.kinds.get("woman") or one.kinds.get("pronoun")
    if said is None and one.value is None:
        said = one.kinds.get("number_all") or ("1" if _is_stranger(chunk, at) else None)
    return int(said) if said else 0


def _is_one(chunk: Sequence[Item], at: int) -> bool:
    """Whether "accused" is one of them: "the accused was arrested", "accused Waqas Ahmed"."""
    after = chunk[at + 1 : at + 3]
    if not after or after[0].key in _OF_ONE:
        return bool(after)
    return after[0].capital and not after[0].upper and not after[0].kinds


def _refused(chunk: Sequence[Item], at: int) -> bool:
    return (at > 0 and chunk[at - 1].key in NOT) or is_numbered(chunk, at)


def _is_stranger(chunk: Sequence[Item], at: int) -> bool:
    """Whether a name of a people is of one man: "نائجیرین باشندے کو"."""
    after = [one.key for one in chunk[at + 1 : at + 3]]
    return is_abroad(chunk[at]) and _OBLIQUE in after and not chunk[at].key.isascii()


def _is_taken(chunk: Sequence[Item], at: int) -> bool:
    """Whether one vehicle was seized, and is not only where drugs were found."""
    if chunk[at].kinds.get("vehicle") != "1" or is_numbered(chunk, at):
        return False
    return not is_scene(chunk, at, at) and befell(chunk, at, "impound", "taken")


def is_scene(chunk: Sequence[Item], first: int, noun: int) -> bool:
    """Whether drugs or persons were found in a vehicle: "from the car", "گاڑی سے"."""
    after = next((one for one in chunk[noun + 1 : noun + 3] if one.key != ","), None)
    if after is not None and after.key in _WHICH and befell(chunk, noun, "impound"):
        return False
    after = chunk[noun + 1] if noun + 1 < len(chunk) else None
    if after is not None and after.key in _FROM_IT:
        return True
    place = first - 1
    while place >= 0 and chunk[place].has("article", "filler", "his", "demonym"):
        if chunk[place].key == "of":
            break
        place -= 1
    before = chunk[place] if place >= 0 else None
    if before is None or before.key != "of":
        return before is not None and before.key in _OUT_OF
    return not (place and chunk[place - 1].has("impound"))


def _beside_another(chunk: Sequence[Item], at: int) -> bool:
    """Whether another kind of vehicle stands beside it, and nobody counts them together."""
    joint = chunk[at + 1 : at + 2]
    if not joint or not (joint[0].has("and") or joint[0].key in (",", "+")):
        return False
    near = [one for one in chunk[at + 2 : at + 5] if not one.has("article", "filler")][:1]
    return bool(near) and near[0].has("vehicle") and not near[0].has("person")
