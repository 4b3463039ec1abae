"""Incidents: the search, and one incident with its reports side by side."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from markaz.actions import viewing
from markaz.console import asked, comparison, wording
from markaz.console.desk import PAGE, Paging, offset, page_number, signed_in
from markaz.console.words import lists
from markaz.data.agencies import AGENCIES
from markaz.data.places import PROVINCES
from markaz.data.substances import FAMILIES, SUBSTANCES


def incidents(request: HttpRequest) -> HttpResponse:
    """The incidents that answer the search; only the list where the page itself asks."""
    number = page_number(request)
    search = asked.search(request.GET)
    found = viewing.search_incidents(
        search, by=signed_in(request), limit=PAGE, offset=offset(number)
    )
    shown = {"found": found, "search": search, "paging": Paging(number, found.total)}
    if request.headers.get("HX-Request") == "true":
        return render(request, "console/_found.html", shown)
    return render(request, "console/incidents.html", {**shown, **_choices()})


def incident(request: HttpRequest, number: int) -> HttpResponse:
    """One incident; looking at it is written into the audit log."""
    file = viewing.view_incident(number, by=signed_in(request), now=timezone.now())
    if file is None:
        raise Http404
    shown = {
        "file": file,
        "facts": comparison.facts(file.filed),
        "substances": comparison.substances(file.filed),
        "revisions": [(each, comparison.revisions(each)) for each in file.filed if each.earlier],
        "written": [(each, comparison.written_rows(each.report)) for each in file.filed],
    }
    return render(request, "console/incident.html", shown)


def _choices() -> dict[str, object]:
    here = {code: one for code, one in PROVINCES.items() if one.country == settings.MARKAZ_COUNTRY}
    by_family = [
        (code, label, [pair for pair in wording.choices(SUBSTANCES) if pair[0].startswith(code)])
        for code, label in wording.choices(FAMILIES)
    ]
    return {
        "kinds": [(code, wording.term(code, "kind")) for code in lists.KINDS],
        "provinces": wording.choices(here),
        "agencies": wording.choices(AGENCIES),
        "families": by_family,
        "orders": lists.ORDERS,
    }
