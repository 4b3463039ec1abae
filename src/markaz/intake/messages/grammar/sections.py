"""Which chunks of a message belong together: the whole of a brief, a part of it, an event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markaz.intake.messages.grammar.chunks import (
    begins_event,
    has_period,
    region,
    speaks_of_all,
    sums_so_far,
)
from markaz.intake.messages.grammar.counts import counts
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.parts.entries import Entry, entry, is_listing
from markaz.intake.messages.grammar.parts.figures import drugs, figures
from markaz.intake.messages.grammar.parts.loci import keys
from markaz.records.statement import Amount, CountField, Scope

_HEAD = 3
_OPENING = 6
_MANY = 3
_SUMMED = (CountField.OPERATIONS, CountField.CASES)


@dataclass(slots=True)
class Section:
    """Chunks that tell of one thing; `region` is the item that names the region they are of."""

    scope: Scope
    chunks: list[list[Item]] = field(default_factory=list)
    region: Item | None = None
    parts: list["Section"] = field(default_factory=list)
    told: bool = False
    figures: bool = False
    places: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    amounts: set[Amount] = field(default_factory=set)

    def take(self, chunk: list[Item]) -> None:
        """Add a chunk to what the section tells."""
        self.chunks.append(chunk)
        self.told = self.told or drugs(chunk)
        self.figures = self.figures or figures(chunk)
        self.places |= keys(chunk)
        self.amounts |= {one.amount for one in chunk if one.amount is not None}

    def sum_so_far(self, chunk: list[Item]) -> None:
        """Add a chunk to the sum so far that stands beside what the section tells."""
        sums = next((one for one in self.parts if one.scope == Scope.RUNNING), None)
        if sums is None:
            sums = Section(Scope.RUNNING)
            self.parts.append(sums)
        sums.take(chunk)


def sections(chunks: Sequence[list[Item]]) -> list[Section]:
    """The message as one brief with its parts, or as the events it tells of."""
    plain = [chunk for chunk in chunks if not sums_so_far(chunk)]
    if not any(drugs(chunk) or any(counts(chunk)) for chunk in plain):
        # A message that only sums so far is no sum beside another.
        return _parted(chunks)
    found = _parted(plain)
    for chunk in chunks:
        if sums_so_far(chunk):
            _last_before(found, chunk).sum_so_far(chunk)
    return found


def _parted(chunks: Sequence[list[Item]]) -> list[Section]:
    found = [region(chunk) for chunk in chunks]
    regions = {_name(one) for one in found if one is not None}
    if _is_brief(chunks, len(regions)):
        return [_brief(chunks, found, regioned=_regioned(found, len(regions)))]
    return list(_events(chunks))


def _last_before(found: Sequence[Section], chunk: Sequence[Item]) -> Section:
    begun = [one for one in found if one.chunks and one.chunks[0][0].start < chunk[0].start]
    return begun[-1] if begun else found[0]


def _name(one: Item) -> str:
    return one.kinds.get("agency") or one.kinds.get("place", "")


def _regioned(found: Sequence[Item | None], regions: int) -> bool:
    # One region alone, from the first words on, is whom the message is about, and no part.
    return regions > 1 or (regions == 1 and found[0] is None)


def _is_brief(chunks: Sequence[list[Item]], regions: int) -> bool:
    head = chunks[:_HEAD]
    if regions > 1 or any(_of_country(chunk) for chunk in head):
        return True
    counted = [one for chunk in head for one in counts(chunk)]
    summed = [one.number.value or 1 for one in counted if one.of in _SUMMED]
    if any(has_period(chunk) for chunk in head) and (summed or counted):
        return True
    if is_listing(chunks):
        return True
    events = sum(begins_event(chunk) for chunk in chunks)
    return bool(summed) and max(summed) >= _MANY and events < _MANY


def _of_country(chunk: Sequence[Item]) -> bool:
    return any(one.kinds.get("national") == "country" for one in chunk)


def _brief(
    chunks: Sequence[list[Item]], found: Sequence[Item | None], *, regioned: bool
) -> Section:
    whole = Section(Scope.WHOLE)
    named: dict[str, Section] = {}
    current = whole
    for chunk, opens in zip(chunks, found, strict=True):
        told = entry(chunk, whole.places) if whole.figures or is_listing(chunks) else None
        if regioned and opens is not None:
            current = named.setdefault(_name(opens), Section(Scope.REGION, region=opens))
        elif not regioned and begins_event(chunk) and drugs(chunk):
            current = named.setdefault(f"event {len(named)}", Section(Scope.EVENT))
        elif told is not None and _is_part(told, current, whole, regioned=regioned):
            current = named.setdefault(f"event {len(named)}", Section(told.scope))
        elif speaks_of_all(chunk):
            current = whole
        current.take(chunk)
    whole.parts = list(named.values())
    return whole


def _is_part(told: Entry, current: Section, whole: Section, *, regioned: bool) -> bool:
    """Whether what is told of a place is a part by itself, and no more of a region's."""
    return not regioned or current is whole or told.locus.form == "label"


def _events(chunks: Sequence[list[Item]]) -> Iterator[Section]:
    current = Section(Scope.EVENT)
    for chunk in chunks:
        if current.chunks and _begins(chunk, current):
            yield current
            current = Section(Scope.EVENT)
        current.take(chunk)
    yield current


def _begins(chunk: Sequence[Item], current: Section) -> bool:
    """Whether a chunk tells of another event than the one so far."""
    if not current.told or not (drugs(chunk) or begins_event(chunk)):
        return False
    if begins_event(chunk):
        return True
    acts = any(one.has("agency", "operation") for one in chunk[:_OPENING])
    places = keys(chunk)
    amounts = {one.amount for one in chunk if one.amount is not None}
    # Where the event so far has no place, a place is more of it and not another event.
    elsewhere = bool(current.places) and bool(places) and not places & current.places
    headed = entry(chunk, current.places) is not None
    return (acts or headed) and elsewhere and not amounts <= current.amounts
