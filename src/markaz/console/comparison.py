"""The reports of one incident side by side: what each says, and where they differ."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from markaz.briefing.printing import numbers
from markaz.console import wording
from markaz.console.exchange import grades
from markaz.console.wording import language, term
from markaz.records.grading import read_grading
from markaz.store.models import LineRow, ReportRow
from markaz.store.pages.incident import Filed


@dataclass(frozen=True, slots=True)
class Cell:
    """What one report says of one thing: as read, and as written where that is another text."""

    read: str
    written: str = ""
    # What is compared, part by part; a part that is not stated contradicts nobody.
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that every report may say, one cell for each report."""

    label: str | Promise
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What a revision said otherwise than the one after it."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One earlier revision of a report and what was changed after it."""

    report: ReportRow
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class SubstanceFact:
    """One substance, with the lines of each report that name it."""

    code: str
    lines: tuple[tuple[LineRow, ...], ...]
    differs: bool


Reader = Callable[[ReportRow], Cell]


def place(report: ReportRow) -> Cell:
    """Where, from the closest to the widest."""
    parts = (
        term(report.airport, "airport"),
        term(report.district, "district"),
        term(report.province, "province"),
        term(report.country, "country"),
    )
    return Cell(_joined(parts), report.place_text, parts)


def route(report: ReportRow) -> Cell:
    """From where to where."""
    codes = (report.origin, report.departure, report.transit, report.destination)
    names = [term(code, "country") for code in codes if code]
    # An arrow would point the wrong way in a right-to-left line.
    return Cell(" – ".join(names), report.route_text, codes)


def area(report: ReportRow) -> Cell:
    """The land cleared."""
    return Cell(wording.acres(report.area_ha), report.area_text)


def stated_value(report: ReportRow) -> Cell:
    """The value the agency wrote."""
    cents = report.stated_value_usd_cents
    value = None if cents is None else Decimal(cents) / 100
    return Cell("" if value is None else numbers.printed(value, "USD", lang=language()))


def _number(name: str) -> Reader:
    def read(report: ReportRow) -> Cell:
        value = getattr(report, name)
        return Cell("" if value is None else wording.count(value))

    return read


def coded(name: str, which: str) -> Reader:
    """A reader of a column that holds a code of a vocabulary."""
    return lambda report: Cell(term(getattr(report, name), which))


def graded(report: ReportRow) -> Cell:
    """The grading as the agency gave it, under the words of its scheme."""
    if not report.grading:
        return Cell("")
    return Cell(grades.words(read_grading(report.grading)), report.grading)


def _plain(name: str) -> Reader:
    return lambda report: Cell(getattr(report, name))


# What each agency says of its own filing; that two differ here is no contradiction.
_OWN: tuple[tuple[Promise, Reader], ...] = (
    (_("Part in it"), coded("role", "role")),
    (_("Partners"), _plain("partners_text")),
    (_("Remarks"), _plain("remarks")),
    (_("Reported on"), lambda r: Cell(wording.day(r.reported_on))),
    (_("Received"), lambda r: Cell(wording.moment(r.received_at))),
    (_("Marking"), lambda r: Cell(f"TLP:{r.marking}")),
    (_("Grading"), graded),
)
_OF_THE_EVENT: tuple[tuple[Promise, Reader], ...] = (
    (_("Kind"), coded("kind", "kind")),
    (_("Occurred"), lambda r: Cell(wording.span(r.occurred_first, r.occurred_last))),
    (_("Place"), place),
    (_("Operation"), _plain("operation_text")),
    (_("Arrested"), _number("arrested")),
    (_("of whom foreign nationals"), _number("arrested_foreign")),
    (_("Route"), route),
    (_("Transport"), coded("transport", "transport")),
    (_("Concealment"), coded("concealment", "concealment")),
    (_("Detection"), coded("detection", "detection")),
    (_("Status"), coded("status", "status")),
    (_("Stated value"), stated_value),
    (_("Land cleared"), area),
)
_FACTS = (*_OF_THE_EVENT, *_OWN)


def facts(filed: Sequence[Filed]) -> list[Fact]:
    """Every thing that at least one report says, with a mark where they disagree."""
    event = [_fact(label, reader, filed, may_differ=True) for label, reader in _OF_THE_EVENT]
    own = [_fact(label, reader, filed, may_differ=False) for label, reader in _OWN]
    return [fact for fact in event + own if any(c.read or c.written for c in fact.cells)]


def _fact(label: Promise, reader: Reader, filed: Sequence[Filed], *, may_differ: bool) -> Fact:
    cells = tuple(reader(each.report) for each in filed)
    stated = zip(*(cell.parts or (cell.read,) for cell in cells), strict=True)
    contrary = any(len(set(filter(None, part))) > 1 for part in stated)
    return Fact(label, cells, differs=may_differ and contrary)


def substances(filed: Sequence[Filed]) -> list[SubstanceFact]:
    """Every substance of the incident, with a mark where the reports' amounts disagree."""
    codes = dict.fromkeys(line.substance for each in filed for line in each.lines)
    return [_substance(code, filed) for code in codes]


def _substance(code: str, filed: Sequence[Filed]) -> SubstanceFact:
    lines = tuple(tuple(line for line in each.lines if line.substance == code) for each in filed)
    amounts = {tuple(sorted(_amount(line) for line in each)) for each in lines}
    return SubstanceFact(code, lines, differs=len(amounts) > 1)


def _amount(line: LineRow) -> tuple[int, int, int]:
    return line.mass_mg or -1, line.volume_ul or -1, line.pieces or -1


def revisions(filed: Filed) -> list[Revision]:
    """The earlier revisions, the latest first, each with what was changed after it."""
    later = (filed.report, *filed.earlier)
    return [
        Revision(earlier, tuple(_changes(earlier, after)))
        for after, earlier in zip(later, filed.earlier, strict=False)
    ]


def _changes(before: ReportRow, after: ReportRow) -> Iterable[Change]:
    for label, reader in _FACTS:
        old, new = reader(before), reader(after)
        if old != new:
            yield Change(label, old.read or old.written, new.read or new.written)


def written_rows(report: ReportRow) -> list[dict[str, str]]:
    """The rows of the file that the report was read from, column by column."""
    try:
        content = json.loads(report.as_written)
    except json.JSONDecodeError:
        return [{"": report.as_written}]
    return content if isinstance(content, list) else [content]


def _joined(parts: Iterable[str]) -> str:
    comma = "، " if language() == "ur" else ", "
    return comma.join(dict.fromkeys(part for part in parts if part))
