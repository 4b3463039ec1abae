"""What the events of a message have from the line above them, or from the first of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markaz.records.statement import Scope, Statement

# Who may have acted though no register has them by that name.
_ACTORS = re.compile("police|levies|rangers|khasadar|پولیس|لیویز|رینجرز", re.IGNORECASE)


def with_crop(whole: Statement) -> Statement:
    """The statement, where land of a part that names no crop is of the one crop of the whole."""
    crops = {land.crop.value: land.crop for land in whole.areas if land.crop is not None}
    if len(crops) != 1:
        return whole
    crop = next(iter(crops.values()))
    parts = (
        replace(part, areas=tuple(replace(land, crop=land.crop or crop) for land in part.areas))
        for part in whole.parts
    )
    return replace(whole, parts=tuple(parts))


def inherited(told: Sequence[Statement], *, title: int, text: str) -> Iterator[Statement]:
    """The statements, where an event that names nobody has the one agency of all others.

    `title` is where the line above the first event ends: a day told there is of all of them.
    """
    named = {agency.value for one in told for agency in one.agencies}
    first = told[0].agencies if told and len(named) == 1 else ()
    days = told[0].days if told else None
    of_all = days if days is not None and days.spans[0].start < title else None
    for one in told:
        if one.scope != Scope.EVENT:
            yield one
            continue
        other = _ACTORS.search(text, one.span.start, one.span.end) is not None
        agencies = one.agencies or (() if other else first)
        yield replace(one, agencies=agencies, days=one.days or of_all)
