"""What a layout is: the columns of one agency and how a report fills them."""

from collections.abc import Callable
from dataclasses import dataclass

from markaz.simulation.agencies.report import Report
from markaz.simulation.events.calendar import Calendar

Cell = str | int
Row = tuple[Cell, ...]
# The line is the place of a drug line in its report; reports without drugs ask for -1.
Fill = Callable[[Report, int, Calendar], Row]
NO_LINE = -1


@dataclass(frozen=True, slots=True)
class Layout:
    """One agency's file: its writing, its header and the filling of a row."""

    source: str
    header: tuple[str, ...]
    fill: Fill
    format: str = "csv"
    delimiter: str = ","
    encoding: str = "utf-8"
    titles: tuple[str, ...] = ()
    # XLSX only: the row above the header, whose cells span columns, and the columns of days.
    groups: tuple[tuple[str, int], ...] = ()
    days: tuple[int, ...] = ()

    @property
    def folder(self) -> str:
        """The folder of this source's files, below the output folder."""
        return self.source.removeprefix("sim-")

    @property
    def suffix(self) -> str:
        """The ending of this source's files."""
        return "tsv" if self.delimiter == "\t" else self.format

    def rows(self, report: Report, calendar: Calendar) -> list[Row]:
        """The rows of one report: one for each drug line, or a single one."""
        count = len(report.amounts)
        if count <= 1:
            return [self.fill(report, count - 1, calendar)]
        return [self.fill(report, line, calendar) for line in range(count)]
