"""What the events of a message have from the line above them, or from the event before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markaz.records.statement import Scope, Stated, Statement


def inherited(events: Sequence[Statement], *, title: int) -> Iterator[Statement]:
    """The statements, where an event that names nobody has the one agency told before it.

    `title` is where the line above the first event ends: a day told there is of all of them.
    """
    agencies: tuple[Stated[str], ...] = ()
    first = events[0].days if events else None
    of_all = first if first is not None and first.spans[0].start < title else None
    for one in events:
        if one.scope != Scope.EVENT:
            yield one
            continue
        agencies = one.agencies or agencies
        named = agencies if len(agencies) == 1 else one.agencies
        yield replace(one, agencies=named, days=one.days or of_all)
