"""Which chunks of a message belong together: the whole of a brief, a part of it, an event."""

from collections.abc import Sequence

from markaz.intake.messages.grammar.chunks import (
    has_period,
    region,
)
from markaz.intake.messages.grammar.clauses.another import begins_event
from markaz.intake.messages.grammar.clauses.hauls import is_haul
from markaz.intake.messages.grammar.clauses.places import keys
from markaz.intake.messages.grammar.counts import counts
from markaz.intake.messages.grammar.heads.figures import drugs, figures
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.parts.asides import leave_out
from markaz.intake.messages.grammar.parts.briefs import Brief, region_name
from markaz.intake.messages.grammar.parts.entries import SUBSET, Entry, entries, is_listing
from markaz.intake.messages.grammar.parts.events import events
from markaz.intake.messages.grammar.parts.order import after_lists, so_far
from markaz.intake.messages.grammar.parts.section import Section
from markaz.intake.messages.grammar.parts.summing import SUMMED, sums_up_events

_HEAD = 3
_MANY = 3


def sections(told: Sequence[Sequence[list[Item]]]) -> list[Section]:
    """The message, sentence by sentence in chunks, as one brief or as the events it tells of."""
    chunks = [chunk for sentence in told for chunk in sentence]
    after, sums = after_lists(told), so_far(told)
    leave_out(chunks)
    plain = [chunk for chunk in chunks if chunk[0].start not in sums]
    if not any(drugs(chunk) or any(counts(chunk)) for chunk in plain):
        # A message that only sums so far is no sum beside another.
        return _parted(chunks, after)
    found = _parted(plain, after)
    for chunk in chunks:
        if chunk[0].start in sums:
            _last_before(found, chunk).sum_so_far(chunk)
    return found


def _parted(chunks: Sequence[list[Item]], after: frozenset[int]) -> list[Section]:
    found = [region(chunk) for chunk in chunks]
    regions = {region_name(one) for one in found if one is not None}
    told = entries(chunks)
    listing = is_listing(chunks, told)
    summed = _is_brief(chunks, several=len(regions) > 1 and _sum_up(chunks, found))
    # "In various parts of the country" may stand above single events.
    summed = summed and (len(regions) > 1 or not _only_events(chunks, told))
    summing = sums_up_events(chunks)
    if listing or summed or summing or _parts_a_whole(chunks, told):
        regioned = len(regions) if _regioned(chunks, found, len(regions)) else 0
        brief = Brief(regions=regioned, listing=listing, summing=summing, after=after)
        for chunk, opens, one in zip(chunks, found, told, strict=True):
            brief.take(chunk, opens, one)
        brief.close()
        return [brief.whole]
    return list(events(chunks, told))


def _only_events(chunks: Sequence[list[Item]], told: Sequence[Entry | None]) -> bool:
    """Whether no figure of a message is of more than one of several places."""
    rows = [one for one, chunk in zip(told, chunks, strict=True) if figures(chunk)]
    return len(rows) > 1 and all(rows)


def _sum_up(chunks: Sequence[list[Item]], found: Sequence[Item | None]) -> bool:
    """Whether regions are those of a brief: provinces may also be where single events were."""
    if any(one is not None and one.has("agency") for one in found):
        return True
    first = next((at for at, one in enumerate(found) if one is not None), 0)
    if any(figures(chunk) for chunk in chunks[:first]):
        return True
    some = [one for chunk in chunks for one in counts(chunk)]
    return any(one.of in SUMMED or (one.number.value or 0) >= _MANY for one in some)


def _parts_a_whole(chunks: Sequence[list[Item]], told: Sequence[Entry | None]) -> bool:
    """Whether some of what several persons or places had is told of by itself."""
    subset = next((at for at, one in enumerate(told) if one and one.locus.form == SUBSET), 0)
    above = chunks[:subset]
    several = any((one.number.value or 0) > 1 for chunk in above for one in counts(chunk))
    return several or len(set().union(*map(keys, above))) > 1


def _last_before(found: Sequence[Section], chunk: Sequence[Item]) -> Section:
    begun = [one for one in found if one.chunks and one.chunks[0][0].start < chunk[0].start]
    return begun[-1] if begun else found[0]


def _regioned(chunks: Sequence[list[Item]], found: Sequence[Item | None], regions: int) -> bool:
    # One region alone, from the first words on, is whom the message is about, and no part; nor
    # is it one beside events.
    alone = found[0] is None and not any(begins_event(one) and drugs(one) for one in chunks)
    return regions > 1 or (regions == 1 and alone)


def _is_brief(chunks: Sequence[list[Item]], *, several: bool) -> bool:
    head = chunks[:_HEAD]
    if several or any(_of_country(chunk) for chunk in head):
        return True
    counted = [one for chunk in head for one in counts(chunk)]
    summed = [one.number.value or 1 for one in counted if one.of in SUMMED]
    # What a haul is told before is no brief of "last month", which is background.
    news = bool(head) and is_haul(head[0]) and not (summed or has_period(head[0]))
    if any(has_period(chunk) for chunk in head) and (summed or counted) and not news:
        return True
    events = sum(begins_event(chunk) for chunk in chunks)
    return bool(summed) and max(summed) >= _MANY and events < _MANY


def _of_country(chunk: Sequence[Item]) -> bool:
    return any(one.kinds.get("national") == "country" for one in chunk)
