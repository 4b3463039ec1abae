"""One figure opened: what it means, counts and leaves out, and the reports behind it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions import briefing, viewing
from markaz.actions.crops import looking
from markaz.actions.crops.looking import OF_LAND, Seen
from markaz.briefing.opening import Opened
from markaz.briefing.printing import naming, numbers
from markaz.briefing.printing.sheets.notes import risk_remarks
from markaz.console import asked, memory
from markaz.console.desk import PAGE, Paging, offset, page_number, signed_in
from markaz.console.views.briefing import figure_address
from markaz.console.wording import language
from markaz.records.figure import Figure, FigureRow, Number, Selection

_MOST_ROWS = 60
_KG_PER_T = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a broken-down figure, with the address that narrows the list to it."""

    label: str
    value: str
    counted: int
    href: str
    chosen: bool


def figure(request: HttpRequest, figure: str) -> HttpResponse:
    """A figure's definition, its parts, and one page of the incidents it counts."""
    by, now, page = signed_in(request), timezone.now(), page_number(request)
    selection, row = asked.selection(request.GET, by=by, now=now), request.GET.get("row") or None
    viewing.keep_warm(by=by)
    opened = briefing.open_figure(
        figure,
        selection,
        by=by,
        now=now,
        lang=language(),
        row=row,
        limit=PAGE,
        offset=offset(page),
        computed=memory.figure(figure, selection, by=by, now=now),
    )
    told = opened.figure
    shown = {
        "figure": replace(told, notes=(*told.notes, *risk_remarks(told, lang=language()))),
        "value": _headline(told),
        "exact": _exact(told) if _in_tonnes(told) else "",
        "broken_down": told.value is None and bool(told.rows),
        "incidents": [(one, _amount(one.amount, told)) for one in opened.incidents],
        "lines": _lines(told, selection, row=row),
        "row": row,
        "row_label": next((_label(told, r) for r in told.rows if r.key == row), row),
        "whole": figure_address(selection, figure),
        "selection": opened.figure.selection,
        "address": asked.address(selection),
        "rows": _fields(opened, by=by) if figure in OF_LAND else (),
        "paging": Paging(page, opened.total),
    }
    return render(request, "console/figure.html", shown)


def _fields(opened: Opened, *, by: User) -> list[Seen]:
    """The outlined fields behind the incidents of this page, the largest first."""
    numbers = [number for one in opened.incidents for number in one.reports]
    return looking.fields_of(numbers, by=by)[:_MOST_ROWS]


def _headline(figure: Figure) -> numbers.Written:
    """The value as the briefing's first page writes it."""
    if _in_tonnes(figure) and figure.value is not None:
        return numbers.written(Decimal(figure.value) / _KG_PER_T, "t", lang=language())
    return numbers.written(figure.value, figure.unit, lang=language())


def _in_tonnes(figure: Figure) -> bool:
    return figure.unit == "kg" and figure.value is not None and figure.value >= _KG_PER_T


def _lines(figure: Figure, selection: Selection, *, row: str | None) -> list[Line]:
    return [
        Line(
            label=_label(figure, each),
            value=_amount(each.value, figure),
            counted=each.counted,
            href=figure_address(selection, figure.id, each.key),
            chosen=each.key == row,
        )
        for each in figure.rows[:_MOST_ROWS]
    ]


def _label(figure: Figure, row: FigureRow) -> str:
    if figure.id.endswith("by_month"):
        return numbers.month(row.key, lang=language())
    if figure.id.endswith("by_agency"):
        return naming.agency_name(row, lang=language())
    return numbers.digits(row.label or row.key, lang=language())


def _exact(figure: Figure) -> str:
    return numbers.printed(figure.value, figure.unit, lang=language())


def _amount(value: Number | None, figure: Figure) -> str:
    return numbers.printed(value, figure.unit_of_rows, lang=language())
