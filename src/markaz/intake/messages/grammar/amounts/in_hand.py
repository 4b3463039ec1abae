"""Amounts that were not seized: supposed to be somewhere, lost, or burnt long after the seizure."""

from collections.abc import Iterator, Sequence

from markaz.data.folding import fold
from markaz.intake.messages.grammar.headings import NOT, denied
from markaz.intake.messages.grammar.items import Item, any_has

_ENDS = frozenset(
    (";", ",", "،", "؛", ":", "(", ")", "\n", "but", "while", fold("لیکن"), fold("جبکہ"))
)
_BEFORE_NAME, _AFTER = 4, 5
# A clause of which every amount is false, or of before, whatever else it says of them.
_FALSE = "false"
# What a clause before it lost, this one may have: "threw 5 kg overboard, which was recovered".
_TAKEN_UP = frozenset(
    map(fold, ("which", "all", "these", "it", "they", "later", "جو", "جسے", "جنہیں"))
)


def absent(chunk: Sequence[Item]) -> Iterator[Item]:
    """Amounts and names of clauses that say so: "believed to hold 200 kg", "5 kg was flushed"."""
    for clause in (*_unseized(chunk, "absent"), *_corrected(chunk)):
        yield from (one for one in clause if one.amount is not None or one.has("substance"))


def _corrected(chunk: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """What a correction takes back: for "heroin 81 kg" read "heroin 18 kg"."""
    begun = None
    for at, one in enumerate(chunk):
        if one.key == "for":
            begun = at
        elif one.key == "read" and begun is not None and any(o.amount for o in chunk[at:]):
            yield chunk[begun:at]
            begun = None


def burnt(chunk: Sequence[Item]) -> Iterator[Item]:
    """Amounts of drugs that were destroyed; they are read, though they were seized before."""
    for clause in _unseized(chunk, "destroyed"):
        if not any_has(clause, "crop"):
            yield from (one for one in clause if _weighed(one))


def _unseized(chunk: Sequence[Item], role: str) -> Iterator[Sequence[Item]]:
    if not any_has(chunk, role):
        return
    begin = 0
    for end in (*(at for at, one in enumerate(chunk) if one.key in _ENDS), len(chunk)):
        clause = chunk[begin:end]
        said = [one.kinds[role] for one in clause if one.has(role)]
        if said and (_FALSE in said or not _seized(chunk, begin, end)):
            yield clause
        begin = end + 1


def _weighed(one: Item) -> bool:
    return one.amount is not None and one.amount.dimension in ("mass", "volume")


def _seized(chunk: Sequence[Item], begin: int, end: int) -> bool:
    """Whether a clause says all the same that it was seized, or the next one does."""
    following = chunk[end + 1 : end + 2]
    last = len(chunk) if following and following[0].key in _TAKEN_UP else end
    return any(
        chunk[at].has("seize") and not denied(chunk, at) and not _describes(chunk, at)
        for at in range(begin, last)
    )


def _describes(chunk: Sequence[Item], at: int) -> bool:
    """Whether a verb only says which drugs are meant: "torched 29 tonnes of seized narcotics"."""
    return any_has(chunk[at + 1 : at + 2], "drugs", "substance")


def only_named(chunk: Sequence[Item], name: Item) -> bool:
    """Whether a drug is named without being there: "no heroin was found", "used to make heroin"."""
    at = next(place for place, one in enumerate(chunk) if one.start == name.start)
    before = chunk[max(0, at - _BEFORE_NAME) : at]
    if any(one.key in NOT or one.has("making") for one in before):
        return True
    return not name.key.isascii() and any(one.key in NOT for one in chunk[at + 1 : at + _AFTER])
