"""A statement of a message as the draft of a report that nobody has filed yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markaz.data.places import DISTRICTS
from markaz.records.kinds import DatePrecision, ReportKind
from markaz.records.statement import (
    Amount,
    Bound,
    CountField,
    Reading,
    Scope,
    Stated,
    StatedLine,
    Statement,
)

EVENT_SOURCE, BRIEF_SOURCE = "markaz-form", "markaz-brief"
_LONGEST_REMARKS = 3000
_UNNAMED = "UNK-UNSPECIFIED"
# How the reader of quantities is told that a weight is not exact: it asks, and keeps the words.
_IN_WORDS = {Bound.AT_LEAST: "over ", Bound.ABOUT: "about ", Bound.AT_MOST: "est. "}


@dataclass(frozen=True, slots=True)
class MessageDraft:
    """One statement of a message under the reference that its report will have.

    `begins` is the place in the text where it begins, which tells it from the others.
    """

    statement: Statement
    reference: str
    text: str
    dated: date | None

    @property
    def begins(self) -> int:
        """Where in the message the statement begins; the whole of a brief before its parts."""
        return -1 if self.statement.scope == Scope.WHOLE else self.statement.span.start

    @property
    def source(self) -> str:
        """The source by which its fields are read: a brief sums events and is none itself."""
        return EVENT_SOURCE if self.statement.scope == Scope.EVENT else BRIEF_SOURCE

    @property
    def occurred_first(self) -> date | None:
        """The first day it may have happened on."""
        return self.statement.days.value.first if self.statement.days else None

    @property
    def agency(self) -> str:
        """The agency that the message names first; empty where it names none."""
        return self.statement.agencies[0].value if self.statement.agencies else ""

    def typed(self) -> dict[str, str | list[dict[str, str]]]:
        """The draft as the fields of the form; what the message does not state is left out."""
        one = self.statement
        told: dict[str, str | list[dict[str, str]]] = {
            "kind": kind(one).value,
            "reference": self.reference,
            "remarks": self._remarks(),
        }
        told.update((name, value) for name, value in self._plain() if value)
        if lines := [*_lines(one)]:
            told["lines"] = lines
        if one.flights:
            told["means"] = [
                {"means_kind": "flight", "means_identifier": flight.value} for flight in one.flights
            ]
        return told

    def _plain(self) -> Iterator[tuple[str, str]]:
        one = self.statement
        if one.days:
            when = one.days.value
            yield "occurred", when.first.isoformat()
            single = when.precision == DatePrecision.DAY
            yield "occurred_to", "" if single else when.last.isoformat()
        yield "reported_on", self.dated.isoformat() if self.dated else ""
        yield from _where(one)
        yield "partners", ", ".join(agency.value for agency in one.agencies[1:])
        yield "arrested", _number(one, CountField.ARRESTED)
        yield "arrested_foreign", _number(one, CountField.FOREIGNERS)
        if self.source == BRIEF_SOURCE:
            operations = _number(one, CountField.OPERATIONS)
            yield "event_count", operations or _number(one, CountField.CASES)
        if one.values and one.values[0].upper is None:
            yield "value", f"{one.values[0].value.number:f}"
            yield "currency", one.values[0].value.currency
        land = next((land for land in one.areas if not land.running), None)
        if land:
            yield "area", f"{land.area.value.number:f}"
            yield "area_unit", land.area.value.unit
            yield "crop", land.crop.value if land.crop else ""

    def _remarks(self) -> str:
        span = self.statement.span
        words = " ".join(self.text[span.start : span.end].split())
        return words[:_LONGEST_REMARKS]


def drafts(
    reading: Reading, *, text: str, reference: str, dated: date | None
) -> tuple[MessageDraft, ...]:
    """A draft for each event of a message, or for a brief and each event told within it.

    An event that names nobody is of the one agency of its brief.
    """
    found = [
        one
        for statement in reading.statements
        for one in (statement, *(_of_brief(part, statement) for part in statement.parts))
        if one is statement or one.scope == Scope.EVENT
    ]
    return tuple(
        MessageDraft(one, f"{reference}-{nth}", text, dated) for nth, one in enumerate(found, 1)
    )


def _of_brief(part: Statement, whole: Statement) -> Statement:
    if part.agencies or len(whole.agencies) != 1:
        return part
    return replace(part, agencies=whole.agencies)


def kind(one: Statement) -> ReportKind:
    """The kind of report that a statement makes."""
    drugs = bool(one.lines or one.totals or one.mixes)
    if one.areas and not drugs:
        return ReportKind.CLEARANCE
    if one.airport and (drugs or one.count(CountField.ARRESTED)):
        return ReportKind.AIRPORT_CASE
    if drugs:
        return ReportKind.SEIZURE
    return ReportKind.ARREST if one.count(CountField.ARRESTED) else ReportKind.INFORMATION


def _where(one: Statement) -> Iterator[tuple[str, str]]:
    """The place where all its names agree; names that differ stay in the text alone."""
    codes = {place.value for place in one.places}
    provinces = {DISTRICTS[code].province if code in DISTRICTS else code for code in codes}
    districts = {code for code in codes if code in DISTRICTS}
    if len(provinces) == 1:
        yield "province", provinces.pop()
    if len(districts) == 1:
        yield "district", districts.pop()
    yield "place", ", ".join(place.text for place in one.places)
    for name in ("airport", "origin", "destination", "concealment"):
        stated: Stated[str] | None = getattr(one, name)
        yield name, stated.value if stated else ""


def _number(one: Statement, of: CountField) -> str:
    stated = one.count(of)
    return str(stated.value) if stated and stated.upper is None else ""


def _lines(one: Statement) -> Iterator[dict[str, str]]:
    for line in one.lines:
        yield _line(line)
    yield from ({"substance": _UNNAMED, **_quantity(mix.total)} for mix in one.mixes)
    if not one.mixes and not any(line.amounts for line in one.lines):
        yield from ({"substance": _UNNAMED, **_quantity(total)} for total in one.totals)


def _line(line: StatedLine) -> dict[str, str]:
    name = line.substance.value or line.substance.text
    return {"substance": name, **(_quantity(line.amounts[0]) if line.amounts else {})}


def _quantity(stated: Stated[Amount]) -> dict[str, str]:
    number, upper = f"{stated.value.number:f}", stated.upper
    if upper is not None and upper.unit == stated.value.unit:
        number = f"{number}-{upper.number:f}"
    elif upper is not None:
        return {"quantity": stated.text, "unit": ""}
    return {"quantity": f"{_IN_WORDS.get(stated.bound, '')}{number}", "unit": stated.value.unit}


def of_reference(found: Sequence[MessageDraft], reference: str) -> MessageDraft | None:
    """The draft of a reference, None where the message has none."""
    return next((one for one in found if one.reference == reference), None)
