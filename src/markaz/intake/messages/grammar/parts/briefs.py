"""The whole of a brief, and the regions, places and events that are its parts."""

from collections.abc import Sequence
from decimal import Decimal

from markaz.data.folding import fold
from markaz.intake.messages.grammar.chunks import speaks_of_all
from markaz.intake.messages.grammar.clauses.another import begins_event, ordinal
from markaz.intake.messages.grammar.clauses.hauls import is_haul
from markaz.intake.messages.grammar.clauses.places import keys, site
from markaz.intake.messages.grammar.counts import counts
from markaz.intake.messages.grammar.heads.figures import drugs, weight
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.intake.messages.grammar.parts.directorates import to_directorate
from markaz.intake.messages.grammar.parts.entries import (
    SUBSET,
    UNHEADED,
    Entry,
    of_all,
    speaks_of_sum,
)
from markaz.intake.messages.grammar.parts.section import Section, acts, is_elsewhere, is_new
from markaz.intake.messages.grammar.parts.summing import ABOVE, SUMMED, is_share
from markaz.intake.messages.grammar.people.meaning import of_those_held
from markaz.records.statement import CountField, Scope

_OPENING, _OPENS_SUM = 6, 14
_FAR_MORE = Decimal("1.5")
# A whole and a part have few sentences; of a flood some of them do.
_FEW = 12
_SEVERAL = 2
_KNOWN = frozenset(map(fold, ("his", "her", "whose", "اس", "ملزم", "ملزمہ")))
_NO_END = Decimal("Infinity")


class Brief:
    """The whole of a brief, and its parts as they come."""

    def __init__(
        self, *, regions: int, listing: bool, summing: bool, after: frozenset[int]
    ) -> None:
        self.whole = Section(Scope.WHOLE)
        self._regioned, self._several = regions > 0, regions > 1
        self._listing, self._summing, self._after = listing, summing, after
        self._regions: dict[str, Section] = {}
        self._current = self.whole
        self._of_all: set[str] = set()
        self._waiting: list[list[Item]] = []

    def take(self, chunk: list[Item], opens: Item | None, told: Entry | None) -> None:
        """Add a chunk to the whole or to a part; `opens` is the region it opens with."""
        if opens is not None or told is not None:
            to_directorate(chunk, self.whole.chunks[:_FEW], opens)
        waiting, self._waiting = self._waiting, []
        above = self.whole.told or (self._summing and self.whole.figures)
        opens_one = self._current is self.whole and above and _tells_of_one(chunk)
        opens_one = opens_one or self._moves_on(chunk)
        if opens_one or (ordinal(chunk) and not drugs(chunk) and not self._regioned):
            # "A man was stopped at the airport. 2 kg was in his bag": what follows says of what.
            self._waiting = [*waiting, chunk]
            return
        summed = self._is_summed(chunk) and (bool(waiting) or not self._is_of_whole(chunk, told))
        summed = summed or (bool(waiting) and self._goes_on(chunk, waiting))
        so_far, self._current = self._current, self._place(chunk, opens, told, summed=summed)
        for before in waiting:
            (self._current if summed else so_far).take(before)
        if self._current is self.whole:
            self._of_all |= of_all(chunk, first=not self.whole.chunks)
        self._current.take(chunk)

    def close(self) -> None:
        """Give the whole what waited for more of its story."""
        for chunk in self._waiting:
            self.whole.take(chunk)

    def _place(
        self, chunk: list[Item], opens: Item | None, told: Entry | None, *, summed: bool
    ) -> Section:
        """The whole, the part so far or a new one: what a chunk is of."""
        begins = (begins_event(chunk) or ordinal(chunk)) and drugs(chunk)
        if self._regioned and opens is not None:
            again = begins and region_name(opens) in self._regions
            return self._part(Scope.EVENT) if again else self._region(opens)
        if not (begins or summed or self._regioned) and self._is_of_whole(chunk, told):
            return self.whole
        begins = begins and (not self._regioned or self._is_of_one())
        goes_back = chunk[0].start in self._after and not self._has_place_of_its_own(told)
        row = told is not None and not begins and not goes_back and self._is_part(told)
        if told is not None and row:
            return self._part(told.scope)
        if begins or summed or (not goes_back and self._acts_elsewhere(chunk)):
            return self._part(Scope.EVENT)
        return self.whole if goes_back or self._speaks_of_all(chunk) else self._current

    def _has_place_of_its_own(self, told: Entry | None) -> bool:
        """Whether a chunk is headed, or of a place that no part was of."""
        if told is None or told.locus.form not in UNHEADED:
            return told is not None
        known: set[str] = set().union(*(part.places for part in self.whole.parts))
        return bool(told.locus.key) and told.locus.key not in known

    def _speaks_of_all(self, chunk: list[Item]) -> bool:
        return speaks_of_all(chunk) or self._lists_all(chunk) or self._counts_all(chunk)

    def _is_of_whole(self, chunk: list[Item], told: Entry | None) -> bool:
        """Whether drugs of no place and nobody are the whole's, which has none yet or has more.

        So they are in "during the operations 168 kg of drugs were seized", and in a list of kinds
        that goes on in another sentence.
        """
        form = None if told is None else told.locus.form
        headed = form is not None and (form == SUBSET or form not in UNHEADED)
        if self._current is not self.whole or headed or not drugs(chunk) or keys(chunk):
            return False
        several = any(one.of in SUMMED and (one.number.value or 1) > 1 for one in counts(chunk))
        if is_haul(chunk) and not several:
            return False
        if not self.whole.told:
            return True
        # Its total is the greatest of its weights; the others are the kinds that it lists.
        masses = [one.base for one in self.whole.amounts if one.dimension == "mass"]
        left = 2 * max(masses, default=Decimal(0)) - self.whole.grams
        kinds = sum(one.amount is not None for one in chunk)
        return max(len(masses), kinds) > 1 and 0 < weight([chunk]) <= left

    def _is_of_one(self) -> bool:
        """Whether the part so far counts no operations, so that another event is no more of it."""
        told = (one.of for chunk in self._current.chunks[-_FEW:] for one in counts(chunk))
        return self._current is not self.whole and CountField.OPERATIONS not in told

    def _goes_on(self, chunk: list[Item], waiting: Sequence[list[Item]]) -> bool:
        """Whether drugs that the whole has not told are those of one who was told of before."""
        if any(map(ordinal, waiting)):
            return drugs(chunk)
        known = any(one.key in _KNOWN or one.has("his") for one in chunk)
        there = not (keys(chunk) or speaks_of_sum(chunk) or any_has(chunk[:_OPENING], "drugs"))
        known = known or (there and any(site(one) is not None for one in waiting))
        return known and drugs(chunk) and is_new(chunk, self.whole)

    def _moves_on(self, chunk: list[Item]) -> bool:
        """Whether a chunk without drugs goes from the event so far to another place."""
        if self._current is self.whole or self._regioned or drugs(chunk):
            return False
        acting = any_has(chunk, "stopped", "operation", "raided")
        return acting and is_elsewhere(chunk, self._current)

    def _is_summed(self, chunk: list[Item]) -> bool:
        """Whether it has some of what the line of all, before which no part was told, sums up."""
        above = self._summing and self._current is self.whole and self.whole.figures
        if not above or speaks_of_sum(chunk) or not drugs(chunk):
            return False
        # Drugs that come to what was told before are what it was made up of.
        totals = {one.base for one in self.whole.amounts if one.dimension == "mass"}
        made_up = any(one <= weight([chunk]) <= one * ABOVE for one in totals if one)
        another = not made_up and is_new(chunk, self.whole)
        another = another or is_share(chunk, totals)
        return another and len(keys(chunk)) < _SEVERAL

    def _acts_elsewhere(self, chunk: list[Item]) -> bool:
        """Whether an agency takes drugs at another place than all that a part told."""
        if self._current is self.whole or not (acts(chunk) and drugs(chunk)):
            return False
        return is_elsewhere(chunk, self._current) and is_new(chunk, self._current)

    def _counts_all(self, chunk: list[Item]) -> bool:
        """Whether a chunk without a heading counts more than the part before it can have.

        So do "the force conducted 37 operations" behind one event of a brief that counted none,
        and "those held included three Nigerians" where one part named nobody.
        """
        if self._current is self.whole or any_has(chunk[:_OPENING], "event"):
            return False
        known = {one.of for some in self.whole.chunks[-_FEW:] for one in counts(some)}
        own = {one.of for some in self._current.chunks[-_FEW:] for one in counts(some)}
        told = {one.of for one in counts(chunk) if (one.number.value or 1) > 1}
        operations = CountField.OPERATIONS in told - known and self._current.scope == Scope.EVENT
        those_held = of_those_held(chunk) and not drugs(chunk)
        return operations or (those_held and CountField.ARRESTED in known - own)

    def _lists_all(self, chunk: list[Item]) -> bool:
        """Whether a list of drugs or a sum behind a part is of the whole, being far more."""
        if self._current is self.whole:
            return False
        opening = chunk[:_OPENING]
        listed = sum(one.amount is not None for one in chunk) > 1
        opens = listed and any_has(opening, "drugs")
        sums = len(self.whole.parts) > 1 and any_has(chunk[:_OPENS_SUM], "sum")
        return (opens or sums) and _is_more(chunk, self._current)

    def _region(self, opens: Item) -> Section:
        name = region_name(opens)
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
        another = some or told.listed or told.haul or told.locus.key not in self._of_all
        within = self._several and self._current is not self.whole
        return another and (not within or told.listed or told.locus.form == "label")


def region_name(one: Item) -> str:
    """The code of a region: its agency's, or the province's."""
    return one.kinds.get("agency") or one.kinds.get("place", "")


def _tells_of_one(chunk: Sequence[Item]) -> bool:
    """Whether a chunk without drugs tells of one person, or of a vehicle, that was stopped."""
    if drugs(chunk) or speaks_of_all(chunk) or any_has(chunk[:_OPENING], "drugs"):
        return False
    single = all((one.number.value or 1) == 1 for one in counts(chunk))
    held = any_has(chunk, "person", "woman", "foreigner", "vehicle")
    held = held and any_has(chunk, "arrest", "stopped")
    return single and (held or (site(chunk) is not None and any_has(chunk, "operation", "raided")))


def _is_more(chunk: Sequence[Item], part: Section) -> bool:
    """Whether a chunk weighs or counts more than all that a part was told to have."""
    # Lists of one region seldom come to just what it had: the whole has far more.
    if weight([chunk]) > part.grams * _FAR_MORE > 0:
        return True
    counted = counts(chunk)
    if not counted:
        return False
    most: dict[CountField, Decimal] = {}
    for one in (one for some in part.chunks[-_FEW:] for one in counts(some)):
        most[one.of] = max(most.get(one.of, Decimal(0)), one.number.value or Decimal(1))
    return any((one.number.value or 1) > most.get(one.of, _NO_END) for one in counted)
