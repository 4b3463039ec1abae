"""What a message states: each value beside the very words it was read from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from markaz.data.units import UNITS
from markaz.records.errors import Bilingual
from markaz.records.occurrence import Occurrence

Value = TypeVar("Value", covariant=True)
# "About" allows a twentieth; "over 2,854" is said of 2,880 too.
_ABOUT, _OVER = Decimal("0.05"), Decimal("0.02")


class Bound(StrEnum):
    """How closely a message states a value: "over 556 kg" is at least so much.

    A value that lies between two is stated with its other end: "40 to 45 kg".
    """

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"


class Interval(NamedTuple):
    """The least and the most that a stated number may mean, both included."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Interval") -> bool:
        """Whether both may mean one number."""
        return self.low <= other.high and other.low <= self.high

    def plus(self, other: "Interval") -> "Interval":
        """What the sum of both may be."""
        return Interval(self.low + other.low, self.high + other.high)

    def times(self, factor: Decimal) -> "Interval":
        """The same in a finer or coarser unit; the factor is not negative."""
        return Interval(self.low * factor, self.high * factor)


def interval(number: Decimal | int, bound: Bound) -> Interval:
    """What a number may mean: "over 90" lies below the next number as round, 100."""
    value = Decimal(number)
    step = Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
    if bound == Bound.AT_LEAST:
        return Interval(value, value + max(step, value * _OVER))
    if bound == Bound.AT_MOST:
        return Interval(Decimal(0), value)
    if bound == Bound.ABOUT:
        around = max(step / 2, value * _ABOUT)
        return Interval(max(Decimal(0), value - around), value + around)
    return Interval(value, value)


class Scope(StrEnum):
    """What a statement speaks of: one event, one region of a brief, all of it, or a sum so far."""

    EVENT = "event"
    REGION = "region"
    WHOLE = "whole"
    RUNNING = "running"


class CountField(StrEnum):
    """What a message counts."""

    OPERATIONS = "operations"
    CASES = "cases"
    ARRESTED = "arrested"
    WOMEN = "women"
    FOREIGNERS = "foreigners"
    VEHICLES = "vehicles"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the message as it came: first character, and the one after the last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stated(Generic[Value]):
    """A value as read, with the words it was read from as written.

    `upper` is the other end of a value that lies between two; `value` is then the lower.
    """

    value: Value
    text: str
    spans: tuple[Span, ...]
    bound: Bound = Bound.EXACT
    upper: Value | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """So many of a unit of the vocabulary, as stated."""

    number: Decimal
    unit: str

    @property
    def dimension(self) -> str:
        """What the unit measures."""
        return UNITS[self.unit].dimension

    @property
    def base(self) -> Decimal:
        """The amount in grams, millilitres, pieces or hectares."""
        return self.number * UNITS[self.unit].factor


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in a currency, ISO 4217."""

    number: Decimal
    currency: str


def may_be(stated: Stated[Amount] | Stated[Money] | Stated[int]) -> Interval:
    """What a stated value may mean; an amount in grams, millilitres, pieces or hectares."""
    value, upper = stated.value, stated.upper
    if upper is not None:
        return Interval(_base(value), _base(upper))
    if isinstance(value, Amount):
        return interval(value.number, stated.bound).times(UNITS[value.unit].factor)
    return interval(_base(value), stated.bound)


def _base(value: Amount | Money | int) -> Decimal:
    if isinstance(value, Amount):
        return value.base
    return value.number if isinstance(value, Money) else Decimal(value)


@dataclass(frozen=True, slots=True)
class StatedLine:
    """One substance of a statement; `code` is empty where no vocabulary knows its name."""

    substance: Stated[str]
    weight: Stated[Amount] | None = None
    volume: Stated[Amount] | None = None
    count: Stated[Amount] | None = None

    @property
    def amounts(self) -> tuple[Stated[Amount], ...]:
        """Every amount stated of it, the weight first."""
        return tuple(one for one in (self.weight, self.volume, self.count) if one)


@dataclass(frozen=True, slots=True)
class StatedMix:
    """One weight of several substances together, which none of them gets by itself."""

    total: Stated[Amount]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatedArea:
    """Land of a crop; `running` where the message sums since the start of a campaign."""

    crop: Stated[str] | None
    area: Stated[Amount]
    running: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing told by a message, with its parts; several values of a field stand side by side.

    `places` are codes of districts and provinces, `flights` are as written.
    """

    scope: Scope
    span: Span
    agencies: tuple[Stated[str], ...] = ()
    days: Stated[Occurrence] | None = None
    places: tuple[Stated[str], ...] = ()
    airport: Stated[str] | None = None
    counts: Mapping[CountField, tuple[Stated[int], ...]] = field(default_factory=dict)
    totals: tuple[Stated[Amount], ...] = ()
    mixes: tuple[StatedMix, ...] = ()
    lines: tuple[StatedLine, ...] = ()
    values: tuple[Stated[Money], ...] = ()
    assets: tuple[Stated[Money], ...] = ()
    areas: tuple[StatedArea, ...] = ()
    origin: Stated[str] | None = None
    destination: Stated[str] | None = None
    concealment: Stated[str] | None = None
    flights: tuple[Stated[str], ...] = ()
    questions: tuple[Bilingual, ...] = ()
    parts: tuple["Statement", ...] = ()

    @property
    def tells(self) -> bool:
        """Whether it states anything that a report could hold."""
        found = (self.counts, self.totals, self.mixes, self.lines, self.areas, self.values)
        return any(found) or bool(self.assets)

    @property
    def sums(self) -> tuple[Stated[Amount], ...]:
        """Every weight of several: of all drugs, and of some of them together."""
        return (*self.totals, *(mix.total for mix in self.mixes))

    def count(self, of: CountField) -> Stated[int] | None:
        """The first number stated of a field."""
        return next(iter(self.counts.get(of, ())), None)

    def stated(self) -> Iterator[tuple[str, Stated[object]]]:
        """Every value by the name of its field, without the parts."""
        yield from (("agency", one) for one in self.agencies)
        yield from (("place", one) for one in self.places)
        for name in ("days", "airport", "origin", "destination", "concealment"):
            if (one := getattr(self, name)) is not None:
                yield name, one
        for of, found in self.counts.items():
            yield from ((of.value, one) for one in found)
        yield from (("total", one) for one in self.sums)
        for line in self.lines:
            yield "substance", line.substance
            yield from (("quantity", one) for one in line.amounts)
        yield from (("value", one) for one in self.values)
        yield from (("assets", one) for one in self.assets)
        for land in self.areas:
            yield "area", land.area
            if land.crop:
                yield "crop", land.crop
        yield from (("flight", one) for one in self.flights)


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as read: what it states, in the order of its telling."""

    statements: tuple[Statement, ...]
    questions: tuple[Bilingual, ...] = ()
