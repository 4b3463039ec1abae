"""One source: how an agency's files are laid out, as its YAML describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markaz.records.kinds import Grain, ReportKind

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Expect:
    """How many rows a file of this source holds, and what one line of it cannot weigh."""

    min_rows: int = 1
    max_rows: int = 20_000_000
    max_mass_kg: int = 50_000


@dataclass(frozen=True, slots=True)
class Period:
    """Two columns that together name the month of occurrence, in a year that may start late."""

    year: str
    month: str
    year_starts: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """How one agency's files are laid out and how their spellings lead to our codes."""

    name: str
    title: Texts
    columns: Texts
    agency: str = ""
    contact: str = ""
    simulated: bool = False
    format: str = "csv"
    delimiter: str = ","
    encodings: tuple[str, ...] = ("utf-8-sig",)
    sheet: int | str = 1
    header_row: int = 1
    date_order: str = "dmy"
    decimal_mark: str = "."
    thousands_mark: str = ","
    country: str = "PK"
    kind: str = ReportKind.SEIZURE
    grain: str = Grain.EVENT
    marking: str = "AMBER"
    lines: str = "by_reference"
    combine: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    period: Period | None = None
    ignore: tuple[str, ...] = ()
    lookups: Mapping[str, Texts] = field(default_factory=dict)
    defaults: Texts = field(default_factory=dict)
    kind_by_dimension: Texts = field(default_factory=dict)
    required: tuple[str, ...] = ()
    expect: Expect = field(default_factory=Expect)

    @property
    def reads(self) -> tuple[str, ...]:
        """Every column of theirs that is read, in the order of the description."""
        period = (self.period.year, self.period.month) if self.period else ()
        joined = [column for columns in self.combine.values() for column in columns]
        return tuple(dict.fromkeys([*self.columns, *joined, *period]))

    @property
    def senders(self) -> frozenset[str]:
        """The agencies it names as its senders; none where a column may name any."""
        named = {self.agency} if self.agency else self.lookups.get("agency", {}).values()
        return frozenset(named)
