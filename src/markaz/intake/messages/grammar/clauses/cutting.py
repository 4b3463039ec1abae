"""Sentences that tell of several places, cut into what each of them had."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markaz.intake.messages.grammar.clauses.another import second_of
from markaz.intake.messages.grammar.clauses.hauls import hauls, is_while
from markaz.intake.messages.grammar.clauses.places import keys
from markaz.intake.messages.grammar.clauses.shared import with_drug
from markaz.intake.messages.grammar.clauses.subsets import begins_subset
from markaz.intake.messages.grammar.clauses.trailing import turns
from markaz.intake.messages.grammar.heads.figures import drugs, figures
from markaz.intake.messages.grammar.heads.loci import Locus, heading
from markaz.intake.messages.grammar.items import Item, any_has

_MARKS = frozenset((",", "،", ";", "؛", ":", "\n", "|", "▪", "•", "●", "."))
_STRONG = frozenset((";", "؛", "▪", "•", "●", "\n"))
_FEWEST = 2
_BAR = "|"
Head = tuple[int, Locus]


def apart(sentence: list[Item]) -> Iterator[list[Item]]:
    """The pieces of a sentence, each with the figures of one place; itself where there is one."""
    numbered = any(one.value is not None or one.amount is not None for one in sentence)
    cuts = _cuts(sentence) if numbered else set()
    ends = [*sorted(cuts), len(sentence)]
    listed = [sentence[begin:end] for begin, end in pairwise((0, *ends)) if end > begin]
    for part in with_drug(listed):
        for piece in _turning(part):
            yield from hauls(piece)


def _cuts(sentence: Sequence[Item]) -> set[int]:
    """Where a sentence turns to the figures of another place, or to some of those told."""
    # The cells of a line are of one thing.
    heads = [] if any(one.key == _BAR for one in sentence) else _heads(sentence)
    cuts = {at for at, _ in heads}
    if len({one.key for _, one in heads}) < _FEWEST:
        cuts = {at for at in cuts if at and _stands_alone(sentence, at)}
    if not cuts - {0}:
        cuts |= {*turns(sentence), *second_of(sentence)}
    cuts |= {at for at in begins_subset(sentence) if drugs(sentence[:at])}
    # "While" belongs to what it opens.
    return {at - 1 if at > 1 and is_while(sentence[at - 1]) else at for at in cuts}


def _heads(sentence: Sequence[Item]) -> list[Head]:
    """Where the sentence turns to a place that has figures of its own."""
    found: list[Head] = []
    for at in _starts(sentence):
        one = heading(sentence, at)
        if one is not None and (not found or one.begin > found[-1][1].begin):
            found.append((at, one))
    told = [*_with_figures(sentence, found)]
    # A name that nobody knows stands in a list of those known, or is no place.
    listed = sum(one.known and one.form == "label" for _, one in told) > 1
    return [(at, one) for at, one in told if one.known or one.form != "label" or listed]


def _starts(sentence: Sequence[Item]) -> Iterator[int]:
    yield 0
    for at in range(1, len(sentence)):
        before = sentence[at - 1]
        if before.key in _MARKS or (before.has("and") and before.amount is None):
            yield at


def _with_figures(sentence: Sequence[Item], found: Sequence[Head]) -> Iterator[Head]:
    """The heads before whose next one figures stand; a list of places begins with its first."""
    first: int | None = None
    ends = [at for at, _ in found[1:]]
    for (at, one), end in zip(found, [*ends, len(sentence)], strict=False):
        within = sentence[one.end : end]
        begin = at if first is None else first
        bare = one.form == "bare" and bool(within) and within[0].value is not None
        if not (figures(within) or bare):
            # "Lahore, Multan and Okara: ..." is one head, but "in Lahore, police ..." is none.
            first = begin if _only_name(sentence, one, end) else None
            continue
        first = None
        yield begin, one


def _only_name(sentence: Sequence[Item], one: Locus, end: int) -> bool:
    return all(part.is_mark or part.has("and") for part in sentence[one.end : end])


def _stands_alone(sentence: Sequence[Item], at: int) -> bool:
    """Whether one place after a strong mark has what is told behind it, and not before."""
    return _strong(sentence, at) and drugs(sentence[:at]) and drugs(sentence[at:])


def _strong(sentence: Sequence[Item], at: int) -> bool:
    return any(one.key in _STRONG or is_while(one) for one in sentence[at - 1 : at + 1])


def _turning(piece: list[Item]) -> Iterator[list[Item]]:
    """A piece cut where "while" turns to another place that stands behind its figures."""
    places = [at for at in range(1, len(piece)) if piece[at].key in _STRONG or is_while(piece[at])]
    begin = 0
    for at, end in pairwise((*places, len(piece))):
        left, right = piece[begin:at], piece[at:end]
        if _told_of_place(left) and _told_of_place(right) and not keys(left) & keys(right):
            yield left
            begin = at
    yield piece[begin:]


def _told_of_place(piece: Sequence[Item]) -> bool:
    taken = any_has(piece, "seize", "arrest")
    named = any_has(piece, "substance")
    return taken and (named or drugs(piece)) and bool(keys(piece))
