"""The briefing: every number, bar, province and row opens its figure."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from markaz.briefing.printing.sheets.tables import MOST_SUBSTANCES
from markaz.console import asked, drawings, memory, wording
from markaz.console.desk import signed_in
from markaz.console.memory import Laid
from markaz.console.words.lists import BASES
from markaz.data.places import COUNTRIES
from markaz.records.figure import Figure, Selection
from markaz.store.pages import lists


def briefing(request: HttpRequest) -> HttpResponse:
    """The figures of a period, as tables, a chart of months and a map."""
    by, now = signed_in(request), timezone.now()
    selection = asked.selection(request.GET, by=by, now=now)
    laid = memory.laid_out(selection, by=by, now=now)
    shown = {
        "sheet": laid.sheet,
        "selection": selection,
        "today": timezone.localdate(now),
        "address": asked.address(selection),
        "bases": BASES.items(),
        "countries": _countries(laid),
        "editions": lists.editions(by),
        **_linked(laid, selection),
    }
    return render(request, "console/briefing.html", shown)


def _countries(laid: Laid) -> list[tuple[str, str]]:
    """Countries that reports tell of; a list of all would be longer than the briefing."""
    told = {*laid.countries, settings.MARKAZ_COUNTRY, laid.briefing.selection.country}
    return wording.choices({code: COUNTRIES[code] for code in told if code in COUNTRIES})


def figure_address(selection: Selection, figure: str, row: str = "") -> str:
    """Where a figure opens, on one of its rows where one is named."""
    path = reverse("console:figure", kwargs={"figure": figure})
    more = {"row": row} if row else {}
    return f"{path}?{asked.address(selection, **more)}"


def _linked(laid: Laid, selection: Selection) -> dict[str, object]:
    def to(figure: str, row: str) -> str:
        return figure_address(selection, figure, row)

    sheet = laid.sheet
    figures = {figure.id: figure for figure in laid.briefing.figures}
    tables = {
        name: drawings.linked_table(table, _keys(figures.get(figure), which=name), to=to)
        for name, table, figure in (
            ("substances", sheet.substances, "seized_mass_by_substance"),
            ("agencies", sheet.agencies, "seized_mass_by_agency"),
            ("incidents", sheet.incidents, "top_incidents"),
        )
    }
    pictures = {
        name: drawings.linked_drawing(drawing, figures.get(drawing.id) if drawing else None, to=to)
        for name, drawing in (
            ("over_time", sheet.over_time),
            ("years", sheet.years),
            ("by_place", sheet.by_place),
            ("flows", sheet.flows),
        )
    }
    return {"tables": tables, "pictures": pictures}


def _keys(figure: Figure | None, *, which: str) -> list[str]:
    if figure is None:
        return []
    if which == "incidents":
        return [row.key for row in figure.rows]
    keys = [row.key for row in drawings.heaviest_first(figure)]
    # The table sums the lightest substances in one row, which opens the whole figure.
    if which == "substances" and len(keys) > MOST_SUBSTANCES + 1:
        return keys[:MOST_SUBSTANCES]
    return keys
