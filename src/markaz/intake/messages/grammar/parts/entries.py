"""What clauses tell of one place each, beneath the line that tells of all."""

from collections.abc import Sequence
from typing import NamedTuple

from markaz.intake.messages.grammar.chunks import has_period, speaks_of_all
from markaz.intake.messages.grammar.counts import counts
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.parts.figures import drugs, figures
from markaz.intake.messages.grammar.parts.loci import Locus, heading
from markaz.intake.messages.grammar.parts.places import keys
from markaz.records.statement import CountField, Scope

_SUMMED = (CountField.OPERATIONS, CountField.CASES)
_FEWEST = 2
_DATELINES = ("label", "comma")
_WITHIN = "within"
# What is told of one event and of no list.
_STORY = ("conceal", "hiding", "airport", "airport_word", "event", "flight", "destination")


class Entry(NamedTuple):
    """Where it was, and whether the clause tells of one event or sums those of a region.

    `listed` says that the clause beside it is headed by another place.
    """

    locus: Locus
    scope: Scope
    listed: bool = False


def entries(chunks: Sequence[list[Item]]) -> list[Entry | None]:
    """For each chunk the place that its figures are of, if they are of one."""
    found = [_entry(chunk) for chunk in chunks]
    if found and _is_dateline(found):
        found[0] = None
    for at, one in enumerate(found):
        beside = [other for other in found[max(0, at - 1) : at + 2 : 2] if other is not None]
        if one is not None and one.locus.form != _WITHIN:
            apart = [other.locus for other in beside if other.locus.key != one.locus.key]
            listed = any(other.form == one.locus.form for other in apart)
            found[at] = one._replace(listed=listed)
        if one is not None and not one.locus.known and not found[at].listed:
            found[at] = None
    return found


def of_all(chunk: Sequence[Item], *, first: bool) -> set[str]:
    """The places that a chunk of the whole is of, without the dateline of the message."""
    headed = heading(chunk) if first else None
    dated = headed is not None and headed.form in _DATELINES
    return keys(chunk[headed.end :]) if headed is not None and dated else keys(chunk)


def is_listing(chunks: Sequence[list[Item]], found: Sequence[Entry | None]) -> bool:
    """Whether several places follow one line that sums them up, or stand above it."""
    headed = [at for at, one in enumerate(found) if one and one.locus.form != _WITHIN]
    if len({one.locus.key for one in found if one}) < _FEWEST or len(headed) < _FEWEST:
        return False
    summed = any(_sums_up(chunk) for chunk in chunks[: headed[0]])
    above = any(speaks_of_all(chunk) and figures(chunk) for chunk in chunks)
    rows = sum(
        one is not None and _sums_up(chunk) for one, chunk in zip(found, chunks, strict=True)
    )
    return summed or above or rows >= _FEWEST


def _sums_up(chunk: Sequence[Item]) -> bool:
    """Whether a chunk tells of several operations, of drugs in all or of several persons held."""
    told = [one for one in counts(chunk) if (one.number.value or 0) > 1]
    if any(one.of in _SUMMED for one in told):
        return True
    amount = any(one.amount is not None for one in chunk)
    return any(one.has("drugs") for one in chunk) and (amount or bool(told))


def _entry(chunk: Sequence[Item]) -> Entry | None:
    if not figures(chunk) or speaks_of_all(chunk) or has_period(chunk):
        return None
    headed = heading(chunk)
    if headed is not None and not headed.many:
        if drugs(chunk) or headed.form in ("label", "station"):
            return Entry(headed, _scope(chunk, headed))
    told = keys(chunk)
    if len(told) == 1 and drugs(chunk):
        return Entry(Locus(next(iter(told)), _WITHIN, 0, 0), Scope.EVENT)
    return None


def _is_dateline(found: Sequence[Entry | None]) -> bool:
    """Whether the first clause is headed by where the message was written, as no other is."""
    first = found[0]
    if first is None or first.locus.form not in _DATELINES:
        return False
    return not any(one is not None and one.locus.form == first.locus.form for one in found[1:3])


def _scope(chunk: Sequence[Item], headed: Locus) -> Scope:
    if headed.form == "station" or any(one.has(*_STORY) for one in chunk):
        return Scope.EVENT
    if any(one.of in _SUMMED and (one.number.value or 0) > 1 for one in counts(chunk)):
        return Scope.REGION
    lone = any(one.has("article", "vehicle") or one.kinds.get("person") for one in chunk)
    return Scope.EVENT if lone or headed.form != "label" else Scope.REGION
