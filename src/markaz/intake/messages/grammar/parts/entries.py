"""What a clause tells of one place beneath the line that tells of all."""

from collections.abc import Sequence, Set
from typing import NamedTuple

from markaz.intake.messages.grammar.chunks import has_period, speaks_of_all
from markaz.intake.messages.grammar.counts import counts
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.parts.figures import drugs, figures
from markaz.intake.messages.grammar.parts.loci import Locus, heading, keys
from markaz.records.statement import CountField, Scope

_SUMMED = (CountField.OPERATIONS, CountField.CASES)
_FEWEST = 2
# What is told of one event and of no list.
_STORY = ("conceal", "hiding", "airport", "airport_word", "event", "flight", "destination")


class Entry(NamedTuple):
    """Where it was, and whether the clause tells of one event or sums those of a region."""

    locus: Locus
    scope: Scope


def entry(chunk: Sequence[Item], of_all: Set[str]) -> Entry | None:
    """The place that a clause's figures are of, where it is another than that of all."""
    if not figures(chunk) or speaks_of_all(chunk) or has_period(chunk):
        return None
    headed = heading(chunk)
    if headed is not None and not headed.many and headed.key not in of_all:
        listed = headed.form == "label"
        if (headed.known and (drugs(chunk) or listed)) or headed.form == "station":
            return Entry(headed, _scope(chunk, headed))
    told = keys(chunk)
    if len(told) == 1 and drugs(chunk) and not told & of_all:
        return Entry(Locus(next(iter(told)), "within", 0, 0), Scope.EVENT)
    return None


def _scope(chunk: Sequence[Item], headed: Locus) -> Scope:
    if headed.form == "station" or any(one.has(*_STORY) for one in chunk):
        return Scope.EVENT
    told = [one for one in counts(chunk) if one.of in _SUMMED]
    if told:
        return Scope.REGION
    lone = any(one.has("article", "vehicle") or one.kinds.get("person") for one in chunk)
    return Scope.EVENT if lone or headed.form != "label" else Scope.REGION


def is_listing(chunks: Sequence[list[Item]]) -> bool:
    """Whether several places follow one line that sums them up, or stand above it."""
    found = [entry(chunk, frozenset()) for chunk in chunks]
    headed = [at for at, one in enumerate(found) if one and one.locus.form != "within"]
    if len({one.locus.key for one in found if one}) < _FEWEST or len(headed) < _FEWEST:
        return False
    summed = any(figures(chunk) for chunk in chunks[: headed[0]])
    above = any(speaks_of_all(chunk) and figures(chunk) for chunk in chunks)
    rows = sum(one is not None and one.scope == Scope.REGION for one in found)
    return summed or above or rows >= _FEWEST
