"""Two reports side by side, one row for each comparison, with the reason it gives."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from markaz.actions.review.queue import Doubt
from markaz.console import wording
from markaz.console.comparison import Cell, coded, place, route, stated_value
from markaz.console.pairs.bars import Bar, bar
from markaz.console.wording import language, term
from markaz.consolidation.weights.comparisons import Comparison, comparisons
from markaz.store.models import LineRow, ReportRow
from markaz.store.pages.incident import Filed

_Cells = tuple[Cell, ...]
_Reader = Callable[[Filed], Iterable[Cell]]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that both reports may say, and what it speaks for."""

    label: str | Promise
    left: _Cells
    right: _Cells
    differs: bool
    bar: Bar | None


def rows(doubt: Doubt) -> list[Row]:
    """What is compared, in the order of the comparisons; nothing that neither report states."""
    reasons = doubt.why.reasons.compared if doubt.why else ()
    bars = {reason.name: bar(reason) for reason in reasons}
    found = [
        _row(_label(known), _COMPARED[known.name], doubt, drawn=bars.get(known.name))
        for known in comparisons()
    ]
    return [row for row in found if row.left or row.right]


def beside(doubt: Doubt) -> list[Row]:
    """What both say beyond what is compared."""
    found = [_row(label, _of(reader), doubt, drawn=None) for label, reader in _BESIDE]
    return [row for row in found if row.left or row.right]


def _label(known: Comparison) -> str:
    return known.label_ur if language() == "ur" else known.label_en


def _row(label: str | Promise, reader: _Reader, doubt: Doubt, *, drawn: Bar | None) -> Row:
    left, right = (
        tuple(cell for cell in reader(side.filed) if cell.read or cell.written)
        for side in (doubt.file.left, doubt.file.right)
    )
    ours, theirs = ({cell.read for cell in cells} for cells in (left, right))
    return Row(label, left, right, differs=bool(left and right and ours != theirs), bar=drawn)


def _of(read: Callable[[ReportRow], Cell]) -> _Reader:
    return lambda filed: [read(filed.report)]


def _count(name: str) -> _Reader:
    def read(report: ReportRow) -> Cell:
        value = getattr(report, name)
        return Cell("" if value is None else wording.count(value))

    return _of(read)


def _plain(name: str) -> _Reader:
    return _of(lambda report: Cell(getattr(report, name)))


def _substances(filed: Filed) -> Iterable[Cell]:
    found = [Cell(term(line.substance, "substance"), line.substance_text) for line in filed.lines]
    return [*found, Cell(filed.report.crop)]


def _amounts(filed: Filed) -> Iterable[Cell]:
    written = [
        Cell(_amount(line), f"{line.quantity_text} {line.unit_text}".strip())
        for line in filed.lines
    ]
    return [*written, Cell(wording.acres(filed.report.area_ha), filed.report.area_text)]


def _amount(line: LineRow) -> str:
    pieces = "" if line.pieces is None else wording.count(line.pieces)
    return wording.mass(line.mass_mg) or wording.volume(line.volume_ul) or pieces


def _names(filed: Filed) -> Iterable[Cell]:
    if not filed.named and filed.persons:
        return [Cell(str(_("name withheld")))]
    return [Cell(person.name_text) for person in filed.persons]


def _documents(filed: Filed) -> Iterable[Cell]:
    if not filed.named:
        return []
    return [
        Cell(text) for person in filed.persons for text in (person.document_text, person.phone_text)
    ]


def _carriers(filed: Filed) -> Iterable[Cell]:
    return [Cell(one.identifier_text, one.description_text) for one in filed.means]


_COMPARED: dict[str, _Reader] = {
    "when": _of(lambda report: Cell(wording.span(report.occurred_first, report.occurred_last))),
    "where": _of(place),
    "what": _substances,
    "how_much": _amounts,
    "who": _names,
    "documents": _documents,
    "arrested": _count("arrested"),
    "foreigners": _count("arrested_foreign"),
    "carrier": _carriers,
    "operation": _plain("operation_text"),
    "partners": _plain("partners_text"),
    "role": _of(coded("role", "role")),
    "transport": _of(coded("transport", "transport")),
    "concealment": _of(coded("concealment", "concealment")),
    "detection": _of(coded("detection", "detection")),
    "origin": _of(coded("origin", "country")),
    "destination": _of(coded("destination", "country")),
    "kind": _of(coded("kind", "kind")),
}
_BESIDE: tuple[tuple[Promise, Callable[[ReportRow], Cell]], ...] = (
    (_("Route"), route),
    (_("Status"), coded("status", "status")),
    (_("Stated value"), stated_value),
    (_("Remarks"), lambda report: Cell(report.remarks)),
    (_("Reported on"), lambda report: Cell(wording.day(report.reported_on))),
    (_("Received"), lambda report: Cell(wording.moment(report.received_at))),
)
