"""What a message tells once and means of the events after it: who acted, and on which day."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.writing import Writing
from markaz.records.statement import Scope, Statement


def carried(told: Sequence[Statement], found: Iterable[Item], writing: Writing) -> list[Statement]:
    """The statements, each with what those before it told for it too, beside the same words.

    Events that follow one another are of one agency until another is named; "the same day" is the
    day of the event before; a day in the lines above the first event is of all.  A sum so far is
    of whom its brief is of.
    """
    same = [writing.span(one.start, one.end).start for one in found if "same_day" in one.kinds]
    done: list[Statement] = []
    heading = _heading(told, writing)
    for one in told:
        before = done[-1] if done and one.scope == Scope.EVENT == done[-1].scope else None
        if before is not None and not one.agencies:
            one = replace(one, agencies=before.agencies)
        if before is not None and one.days is None:
            of_before = any(one.span.start <= at < one.span.end for at in same)
            one = replace(one, days=before.days if of_before or heading else None)
        done.append(replace(one, parts=tuple(_of_whole(part, one) for part in one.parts)))
    return done


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
