"""What a message tells once and means of the events after it: who acted, where and on which day."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.writing import Writing
from markaz.records.statement import Scope, Span, Statement

_POINTERS = ("same_day", "same_place", "force")
# A region is of the agency that was told before.
_REGIONAL = "anf"


def carried(told: Sequence[Statement], found: Iterable[Item], writing: Writing) -> list[Statement]:
    """The statements, each with what those before it told for it too, beside the same words.

    Events that follow one another are of one agency until another is named; "the same day" and
    "the same spot" are those of the event before; a day in the lines above the first event is of
    all.  A sum so far is of whom its brief is of.
    """
    pointers = [
        (writing.span(one.start, one.end), one)
        for one in found
        if one.kinds and one.has(*_POINTERS) and one.kinds.get("force") != _REGIONAL
    ]
    # They stand in order: those of an event are a stretch of them.
    begins = [span.start for span, _ in pointers]
    heading = _heading(told, writing)
    done: list[Statement] = []
    for one in told:
        if done and one.scope == Scope.EVENT == done[-1].scope:
            first, last = bisect_left(begins, one.span.start), bisect_right(begins, one.span.end)
            here = [its for span, its in pointers[first:last] if _within(span, one.span)]
            roles = {role for its in here for role in its.kinds}
            one = _after(one, done[-1], roles=roles | {"same_day"} if heading else roles)
        done.append(replace(one, parts=tuple(_of_whole(part, one) for part in one.parts)))
    return done


def _after(one: Statement, before: Statement, *, roles: set[str]) -> Statement:
    """An event with what it has from the one before; `roles` are those of its pointing words."""
    if one.days is None and "same_day" in roles:
        one = replace(one, days=before.days)
    nowhere = not one.places and one.airport is None
    alike = not one.agencies or one.agencies == before.agencies
    if nowhere and ("same_place" in roles or (alike and _by_home(before))):
        one = replace(one, places=before.places, airport=before.airport)
    # A force that no province makes an agency of acted itself.
    return one if one.agencies or "force" in roles else replace(one, agencies=before.agencies)


def _by_home(one: Statement) -> bool:
    """Whether a place is only told as the home of who acted: "Karachi Police"."""
    acting = [span for agency in one.agencies for span in agency.spans]
    placed = [span for place in one.places for span in place.spans]
    return bool(placed) and all(any(_within(at, by) for by in acting) for at in placed)


def _within(part: Span, whole: Span) -> bool:
    return whole.start <= part.start and part.end <= whole.end


def _heading(told: Sequence[Statement], writing: Writing) -> bool:
    """Whether the first event's day stands in a line above what it tells."""
    first = told[0] if told else None
    if first is None or first.days is None or not first.days.spans:
        return False
    amounts = [span.start for line in first.lines for one in line.amounts for span in one.spans]
    end = first.days.spans[0].end
    return bool(amounts) and "\n" in writing.source[end : max(end, min(amounts))]


def _of_whole(part: Statement, whole: Statement) -> Statement:
    if part.scope == Scope.RUNNING and not part.agencies:
        return replace(part, agencies=whole.agencies)
    return part
