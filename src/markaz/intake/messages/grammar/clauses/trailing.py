"""Amounts each with its place or agency behind it: "12 kg at Torkham and 3 kg in Swat"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markaz.data.folding import fold
from markaz.intake.messages.grammar.clauses.places import site
from markaz.intake.messages.grammar.items import Item

_MARKS = frozenset((",", "،", ";", "؛", ":", "\n"))
_BEFORE = frozenset(("in", "at", "near", "from", "off", "outside"))
_AFTER = frozenset(map(fold, ("سے", "میں", "پر")))
_BY = frozenset(("by", "from"))
_NEAR, _OPENING, _FEWEST = 4, 3, 2


def turns(sentence: Sequence[Item]) -> Iterator[int]:
    """Where such clauses begin, the first one after a line that sums them up included."""
    if sum(one.amount is not None for one in sentence) < _FEWEST:
        return
    starts = [0, *(at + 1 for at, one in enumerate(sentence) if _parts(one))]
    # Between ", and" nothing is told.
    starts = [at for at, end in pairwise((*starts, len(sentence))) if end > at + 1 or not at]
    clauses = [*_grouped(sentence, [*pairwise((*starts, len(sentence)))])]
    told = [_place(sentence[begin:end]) for begin, end in clauses]
    for n in range(1, len(clauses)):
        begin, end = clauses[n]
        if told[n] is None or not _opens(sentence[begin:end]):
            continue
        before, after = told[n - 1], told[n + 1] if n + 1 < len(told) else None
        opened = sentence[begin - 1].key == ":" or sentence[begin].has("including")
        first = opened and after is not None and after != told[n]
        if first or (before is not None and before != told[n]):
            yield begin


def _grouped(
    sentence: Sequence[Item], clauses: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The clauses, those as one that have one place: "60 kg hashish and 7 kg opium from Hub"."""
    begin: int | None = None
    for n, (first, end) in enumerate(clauses):
        begin = first if begin is None else begin
        following = clauses[n + 1] if n + 1 < len(clauses) else None
        piece = sentence[begin:end]
        open_ended = any(one.amount is not None for one in piece) and _place(piece) is None
        if following is not None and sentence[end - 1].key != ":":
            adds = sentence[slice(*following)]
            # "Pindi Bhattian, Hafizabad" is one place.
            bare = not any(one.amount is not None or one.has("seize") for one in adds)
            joined = sentence[following[0] - 1].has("and")
            if bare or (open_ended and joined and _opens(adds)):
                continue
        yield begin, end
        begin = None


def _parts(one: Item) -> bool:
    return one.key in _MARKS or (one.has("and") and one.amount is None)


def _opens(clause: Sequence[Item]) -> bool:
    return any(one.amount is not None for one in clause[:_OPENING])


def _place(clause: Sequence[Item]) -> str | None:
    """The one place that stands behind the amounts of a clause, with its preposition."""
    amounts = [at for at, one in enumerate(clause) if one.amount is not None]
    if not amounts:
        return None
    for at in range(amounts[-1] + 1, len(clause)):
        if clause[at].has("agency") and clause[at - 1].key in _BY:
            return clause[at].kinds["agency"]
        if clause[at].has("place", "airport") and not clause[at].has("agency"):
            one = site(clause) if _said(clause, at) else None
            return None if one is None else f"{one} {clause[at].key}"
    return None


def _said(clause: Sequence[Item], at: int) -> bool:
    if clause[at - 1].key == "(":
        return True
    if not clause[at].key.isascii():
        return any(one.key in _AFTER for one in clause[at + 1 : at + _NEAR])
    before = clause[max(0, at - _NEAR) : at]
    return any(one.key in _BEFORE for one in before) and not any(one.key == "to" for one in clause)
