"""The events that a message tells of one after the other."""

from collections.abc import Iterator, Sequence

from markaz.intake.messages.grammar.clauses.another import (
    begins_event,
    days,
    foremost,
    later,
    long_before,
    on_another_day,
    opens_on_day,
    ordinal,
)
from markaz.intake.messages.grammar.clauses.hauls import turned
from markaz.intake.messages.grammar.heads.figures import drugs
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.parts.entries import SUBSET, Entry
from markaz.intake.messages.grammar.parts.section import (
    Section,
    acts,
    is_elsewhere,
    is_new,
)
from markaz.records.statement import Scope


def events(chunks: Sequence[list[Item]], told: Sequence[Entry | None]) -> Iterator[Section]:
    """The chunks of a message without a line of all, each event of them by itself."""
    current = Section(Scope.EVENT)
    waiting: list[list[Item]] = []
    for chunk, one in zip(chunks, told, strict=True):
        if one is not None and one.locus.form == SUBSET and current.amounts:
            _leave_out(chunk)
        if current.told and _may_begin(chunk, current):
            # "The next morning a man ran away. 4 kg was in his bag": whether it tells of another
            # event is seen from what follows.
            waiting.append(chunk)
            continue
        another = bool(waiting) and drugs(chunk) and is_new(chunk, current)
        if current.chunks and (another or _begins(chunk, one, current)):
            yield current
            current = Section(Scope.EVENT)
        for before in (*waiting, chunk):
            current.take(before)
        waiting = []
    for before in waiting:
        current.take(before)
    yield current


def _may_begin(chunk: Sequence[Item], current: Section) -> bool:
    """Whether a chunk without drugs goes to another time, or on a day of its own elsewhere."""
    apart = later(chunk) or (opens_on_day(chunk) and is_elsewhere(chunk, current))
    return apart and not drugs(chunk)


def _leave_out(chunk: Sequence[Item]) -> None:
    """Some of what one event had is in its lines already."""
    for one in chunk:
        one.used = one.used or one.amount is not None


def _begins(chunk: Sequence[Item], told: Entry | None, current: Section) -> bool:
    """Whether a chunk tells of another event than the one so far."""
    row = told is not None and told.listed and told.locus.form == "label"
    if not current.told or not (drugs(chunk) or begins_event(chunk) or row):
        return False
    if (begins_event(chunk) and not (later(chunk) or foremost(chunk))) or ordinal(chunk):
        return True
    if told is not None and told.haul and turned(chunk):
        return True
    return (row or is_new(chunk, current)) and _is_apart(chunk, told, current)


def _is_apart(chunk: Sequence[Item], told: Entry | None, current: Section) -> bool:
    """Whether what is new of a chunk has a day, a heading or a place of its own."""
    another_day = on_another_day(chunk, current.days) or long_before(chunk)
    haul = told is not None and told.haul
    # A day beside a weekday is another one, where drugs were taken from somebody else.
    another_day = another_day or (haul and bool(days(chunk)) and current.on_weekday)
    if later(chunk) or another_day or (told is not None and told.listed):
        return True
    # Where the event so far has no place, a place is more of it and not another event.
    return (acts(chunk) or told is not None) and is_elsewhere(chunk, current)
