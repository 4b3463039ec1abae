"""A printed number with everything needed to open it again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal

from markaz.records.errors import InvalidValueError
from markaz.records.kinds import DateBasis

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Selection:
    """Which reports a briefing speaks of: whose events, when, by which date, as known when.

    `as_known_on` means the end of that day (UTC); `known_at`, where a frozen edition gives one,
    the very moment it was frozen.
    """

    first: date
    last: date
    basis: DateBasis = DateBasis.OCCURRED
    as_known_on: date | None = None
    country: str = "PK"
    known_at: datetime | None = None

    @property
    def moment(self) -> datetime | None:
        """The last moment whose knowledge counts; None for everything known."""
        if self.known_at or not self.as_known_on:
            return self.known_at
        return datetime.combine(self.as_known_on, time.max, UTC)

    def __post_init__(self) -> None:
        if self.country != "all" and not re.fullmatch("[A-Z]{2}", self.country):
            raise InvalidValueError(
                "{country!r} is no country code: write two capital letters (PK), or all",
                country=self.country,
            )
        if self.last < self.first:
            raise InvalidValueError(
                "the period ends on {last}, before it begins on {first}: swap them",
                last=self.last,
                first=self.first,
            )


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Reports of a figure's population that it leaves out, and why."""

    reason: str
    reports: int


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of a figure that is broken down, e.g. by substance."""

    key: str
    label: str
    value: Number
    counted: int
    attributes: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Risk:
    """What of a total may still be counted twice, until a person has judged.

    `pairs` of its incidents wait, `share` (in percent) of it stands in them, and `expected` of it,
    in the figure's unit, is likely to be double.
    """

    pairs: int = 0
    share: Decimal = Decimal(0)
    expected: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, its unit and definition, the incidents counted and those left out.

    `value` is None where nothing in the ledger answers the question: unknown, never 0.
    `row_unit` is the unit of the lines and of single incidents, empty where it is the figure's.
    `risk` is None where double counting is told elsewhere: of the total that it breaks down.
    """

    id: str
    label: str
    unit: str
    value: Number | None
    definition: str
    population: str
    counted: int
    excluded: tuple[Exclusion, ...]
    selection: Selection
    rows: tuple[FigureRow, ...] = ()
    notes: tuple[str, ...] = ()
    row_unit: str = ""
    risk: Risk | None = None

    @property
    def unit_of_rows(self) -> str:
        """The unit of a line and of a single incident: kilograms where the figure is a share."""
        return self.row_unit or self.unit
