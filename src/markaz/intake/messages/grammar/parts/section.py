"""A part of a message that tells of one thing, with what it has told so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from markaz.intake.messages.grammar.clauses.another import days
from markaz.intake.messages.grammar.clauses.places import keys
from markaz.intake.messages.grammar.heads.figures import drugs, figures, weight
from markaz.intake.messages.grammar.items import Item, any_has
from markaz.records.statement import Amount, Scope

_OPENING, _FIRST = 6, 2


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
    grams: Decimal = Decimal(0)

    def take(self, chunk: list[Item]) -> None:
        """Add a chunk to what the section tells."""
        self.chunks.append(chunk)
        self.told = self.told or drugs(chunk)
        self.figures = self.figures or figures(chunk)
        self.places |= keys(chunk)
        self.days |= days(chunk)
        self.grams += weight([chunk])
        self.amounts |= {one.amount for one in chunk if one.amount is not None}

    @property
    def on_weekday(self) -> bool:
        """Whether a weekday is all that says when it was."""
        return not self.days and any(one.has("weekday") for some in self.chunks for one in some)

    def sum_so_far(self, chunk: list[Item]) -> None:
        """Add a chunk to the sum so far that stands beside what the section tells."""
        sums = next((one for one in self.parts if one.scope == Scope.RUNNING), None)
        if sums is None:
            sums = Section(Scope.RUNNING)
            self.parts.append(sums)
        sums.take(chunk)


def acts(chunk: Sequence[Item]) -> bool:
    """Whether an agency or an operation of it opens a chunk, or the drugs that were found."""
    if any_has(chunk[:_OPENING], "agency", "operation"):
        return True
    found = any(one.amount is not None for one in chunk[:_FIRST])
    return found and any_has(chunk, "seize")


def is_elsewhere(chunk: Sequence[Item], current: Section) -> bool:
    """Whether a chunk names places, and none of those told so far."""
    places = keys(chunk)
    return bool(current.places) and bool(places) and not places & current.places


def is_new(chunk: Sequence[Item], current: Section) -> bool:
    """Whether a chunk has amounts that were not told so far, or a count of units alone."""
    amounts = {one.amount for one in chunk if one.amount is not None}
    return not amounts or not amounts <= current.amounts
