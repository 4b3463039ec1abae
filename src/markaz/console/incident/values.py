"""What is counted of an incident: what each report says of each field, and who speaks for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from markaz.actions.values import Chosen
from markaz.console import wording
from markaz.console.comparison import (
    Cell,
    Reader,
    area,
    coded,
    place,
    route,
    stated_value,
)
from markaz.console.wording import language, term
from markaz.records.kinds import ValueField
from markaz.store.models import DecisionRow, LineRow, ReportRow
from markaz.store.pages.incident import Filed


@dataclass(frozen=True, slots=True)
class ValueCell:
    """What one report says of one field of the incident."""

    report: ReportRow
    text: str
    speaks: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class Value:
    """One field of the incident: what each report says, who speaks for it, and by which rule."""

    field: ValueField
    label: str
    cells: tuple[ValueCell, ...]
    rule: str
    decision: DecisionRow | None
    open: bool


def _drugs(filed: Filed) -> str:
    between = "؛ " if language() == "ur" else "; "
    return between.join(_line(line) for line in filed.lines)


def _line(line: LineRow) -> str:
    pieces = "" if line.pieces is None else wording.count(line.pieces)
    amount = wording.mass(line.mass_mg) or wording.volume(line.volume_ul) or pieces or "–"
    return f"{term(line.substance, 'substance')} {amount}"


def _people(report: ReportRow) -> Cell:
    if report.arrested is None:
        return Cell("")
    foreign = report.arrested_foreign
    more = "" if not foreign else f" ({_('of whom foreign nationals')}: {wording.count(foreign)})"
    return Cell(wording.count(report.arrested) + more)


_FIELDS: dict[ValueField, tuple[Promise, Reader]] = {
    ValueField.PEOPLE: (_("Arrested"), _people),
    ValueField.WHEN: (
        _("Occurred"),
        lambda r: Cell(wording.span(r.occurred_first, r.occurred_last)),
    ),
    ValueField.WHERE: (_("Place"), place),
    ValueField.ROUTE: (_("Route"), route),
    ValueField.STATUS: (_("Status"), coded("status", "status")),
    ValueField.WORTH: (_("Stated value"), stated_value),
    ValueField.LAND: (_("Land cleared"), area),
}


def label(field: ValueField) -> str:
    """What a field of an incident is called on a page."""
    named, _read = _FIELDS.get(field, (_("Seized"), None))
    return str(named)


def values(filed: Sequence[Filed], chosen: Iterable[Chosen]) -> list[Value]:
    """Each field that a report says something of, with who speaks for it and who differs."""
    found = [_value(filed, one) for one in chosen]
    return [value for value in found if any(cell.text for cell in value.cells)]


def _value(filed: Sequence[Filed], chosen: Chosen) -> Value:
    choice = chosen.choice
    read = _FIELDS[choice.field][1] if choice.field in _FIELDS else None
    cells = tuple(
        ValueCell(
            report=each.report,
            text=read(each.report).read if read else _drugs(each),
            speaks=each.report.number == choice.number,
            differs=each.report.number in choice.differing,
        )
        for each in filed
    )
    rule = choice.rule.words(language())
    return Value(choice.field, label(choice.field), cells, rule, chosen.decision, choice.open)
