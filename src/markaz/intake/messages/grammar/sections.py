"""Which chunks of a message belong together: the whole of a brief, a part of it, an event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from markaz.intake.messages.grammar.chunks import (
    begins_event,
    has_period,
    region,
    speaks_of_all,
    sums_so_far,
)
from markaz.intake.messages.grammar.counts import counts
from markaz.intake.messages.grammar.items import Item
from markaz.intake.messages.grammar.parts.another import days, later, on_another_day, ordinal
from markaz.intake.messages.grammar.parts.asides import leave_out
from markaz.intake.messages.grammar.parts.directorates import to_directorate
from markaz.intake.messages.grammar.parts.entries import SUBSET, Entry, entries, is_listing, of_all
from markaz.intake.messages.grammar.parts.figures import drugs, figures, weight
from markaz.intake.messages.grammar.parts.places import keys
from markaz.records.statement import Amount, CountField, Scope

_HEAD = 3
_OPENING = 6
_MANY = 3
_FAR_MORE = Decimal("1.5")
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
        self.days |= days(chunk)
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
    leave_out(chunks)
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
    told = entries(chunks)
    listing = is_listing(chunks, told)
    if listing or _is_brief(chunks, len(regions)) or _parts_a_whole(chunks, told):
        regioned = len(regions) if _regioned(chunks, found, len(regions)) else 0
        brief = _Brief(regions=regioned, listing=listing)
        for chunk, opens, one in zip(chunks, found, told, strict=True):
            brief.take(chunk, opens, one)
        return [brief.whole]
    return list(_events(chunks, told))


def _parts_a_whole(chunks: Sequence[list[Item]], told: Sequence[Entry | None]) -> bool:
    """Whether some of what several persons or places had is told of by itself."""
    subset = next((at for at, one in enumerate(told) if one and one.locus.form == SUBSET), 0)
    above = chunks[:subset]
    several = any((one.number.value or 0) > 1 for chunk in above for one in counts(chunk))
    return several or len(set().union(*map(keys, above))) > 1


def _last_before(found: Sequence[Section], chunk: Sequence[Item]) -> Section:
    begun = [one for one in found if one.chunks and one.chunks[0][0].start < chunk[0].start]
    return begun[-1] if begun else found[0]


def _name(one: Item) -> str:
    return one.kinds.get("agency") or one.kinds.get("place", "")


def _regioned(chunks: Sequence[list[Item]], found: Sequence[Item | None], regions: int) -> bool:
    # One region alone, from the first words on, is whom the message is about, and no part; nor
    # is it one beside events.
    alone = found[0] is None and not any(begins_event(one) and drugs(one) for one in chunks)
    return regions > 1 or (regions == 1 and alone)


def _is_brief(chunks: Sequence[list[Item]], regions: int) -> bool:
    head = chunks[:_HEAD]
    if regions > 1 or any(_of_country(chunk) for chunk in head):
        return True
    counted = [one for chunk in head for one in counts(chunk)]
    summed = [one.number.value or 1 for one in counted if one.of in _SUMMED]
    if any(has_period(chunk) for chunk in head) and (summed or counted):
        return True
    events = sum(begins_event(chunk) for chunk in chunks)
    return bool(summed) and max(summed) >= _MANY and events < _MANY


def _of_country(chunk: Sequence[Item]) -> bool:
    return any(one.kinds.get("national") == "country" for one in chunk)


class _Brief:
    """The whole of a brief, and its parts as they come."""

    def __init__(self, *, regions: int, listing: bool) -> None:
        self.whole = Section(Scope.WHOLE)
        self._regioned, self._several = regions > 0, regions > 1
        self._listing = listing
        self._regions: dict[str, Section] = {}
        self._current = self.whole
        self._of_all: set[str] = set()

    def take(self, chunk: list[Item], opens: Item | None, told: Entry | None) -> None:
        """Add a chunk to the whole or to a part; `opens` is the region it opens with."""
        if opens is not None or told is not None:
            to_directorate(chunk, self.whole.chunks)
        if self._regioned and opens is not None:
            self._current = self._region(opens)
        elif not self._regioned and begins_event(chunk) and drugs(chunk):
            self._current = self._part(Scope.EVENT)
        elif told is not None and self._is_part(told):
            self._current = self._part(told.scope)
        elif speaks_of_all(chunk) or self._lists_all(chunk):
            self._current = self.whole
        if self._current is self.whole:
            self._of_all |= of_all(chunk, first=not self.whole.chunks)
        self._current.take(chunk)

    def _lists_all(self, chunk: list[Item]) -> bool:
        """Whether a list of drugs behind a part is of the whole: it is more than the part has."""
        drugs_of = sum(one.amount is not None for one in chunk) > 1
        opens = any(one.has("drugs") for one in chunk[:_OPENING])
        # Lists of one region seldom come to just what it had: the whole has far more.
        had = weight(self._current.chunks)
        return opens and drugs_of and weight([chunk]) > had * _FAR_MORE > 0

    def _region(self, opens: Item) -> Section:
        name = _name(opens)
        if name not in self._regions:
            self._regions[name] = self._part(Scope.REGION)
            self._regions[name].region = opens
        return self._regions[name]

    def _part(self, scope: Scope) -> Section:
        part = Section(scope)
        self.whole.parts.append(part)
        return part

    def _is_part(self, told: Entry) -> bool:
        """Whether what is told of a place is a part by itself, and no more of a region's."""
        if not (self.whole.figures or self._listing):
            return False
        some = told.locus.form == SUBSET
        another = some or told.listed or told.locus.key not in self._of_all
        within = self._several and self._current is not self.whole
        return another and (not within or told.listed or told.locus.form == "label")


def _events(chunks: Sequence[list[Item]], told: Sequence[Entry | None]) -> Iterator[Section]:
    current = Section(Scope.EVENT)
    waiting: list[list[Item]] = []
    for chunk, one in zip(chunks, told, strict=True):
        if one is not None and one.locus.form == SUBSET:
            _leave_out(chunk)
        if current.told and later(chunk) and not drugs(chunk):
            # "The next morning a man ran away. 4 kg was in his bag": whether it tells of another
            # event is seen from what follows.
            waiting.append(chunk)
            continue
        another = bool(waiting) and drugs(chunk) and _new(chunk, current)
        if current.chunks and (another or _begins(chunk, one, current)):
            yield current
            current = Section(Scope.EVENT)
        for before in (*waiting, chunk):
            current.take(before)
        waiting = []
    for before in waiting:
        current.take(before)
    yield current


def _leave_out(chunk: Sequence[Item]) -> None:
    """Some of what one event had is in its lines already."""
    for one in chunk:
        one.used = one.used or one.amount is not None


def _new(chunk: Sequence[Item], current: Section) -> bool:
    return not {one.amount for one in chunk if one.amount is not None} <= current.amounts


def _begins(chunk: Sequence[Item], told: Entry | None, current: Section) -> bool:
    """Whether a chunk tells of another event than the one so far."""
    row = told is not None and told.listed and told.locus.form == "label"
    if not current.told or not (drugs(chunk) or begins_event(chunk) or row):
        return False
    if (begins_event(chunk) and not later(chunk)) or ordinal(chunk):
        return True
    acts = any(one.has("agency", "operation") for one in chunk[:_OPENING])
    places = keys(chunk)
    # Where the event so far has no place, a place is more of it and not another event.
    elsewhere = bool(current.places) and bool(places) and not places & current.places
    if not (row or _new(chunk, current)):
        return False
    if later(chunk) or on_another_day(chunk, current.days) or (told is not None and told.listed):
        return True
    return (acts or told is not None) and elsewhere
