"""Incidents: the search, and one incident with its reports side by side."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from markaz.actions import values, viewing
from markaz.actions.voices.beside import of_report
from markaz.console import asked, comparison, wording
from markaz.console.desk import PAGE, Paging, offset, page_number, signed_in
from markaz.console.exchange import grades
from markaz.console.incident import given, history
from markaz.console.incident.values import values as values_shown
from markaz.console.messages import told
from markaz.console.words import lists
from markaz.data.agencies import AGENCIES
from markaz.data.places import PROVINCES
from markaz.data.substances import FAMILIES, SUBSTANCES
from markaz.governance.permissions import Permission
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import ValueField


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
    by = signed_in(request)
    file = viewing.view_incident(number, by=by, now=timezone.now())
    if file is None:
        raise Http404
    shown = {
        "file": file,
        "values": values_shown(file.filed, values.choices(number, by=by)),
        "may_decide": Permission.CONSOLIDATE in by.permissions,
        "facts": comparison.facts(file.filed),
        "substances": comparison.substances(file.filed),
        "revisions": [(each, comparison.revisions(each)) for each in file.filed if each.earlier],
        "written": [(each, comparison.written_rows(each.report)) for each in file.filed],
        "told_twice": told.of_report(of_report(number, by=by)),
        "graded": grades.elsewhere(file.filed),
        **history.shown(file.filed, by=by),
        **given.shown(file.filed, by=by),
    }
    return render(request, "console/incident.html", shown)


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Let a report speak for one field of the incident, or take that back."""
    by, now = signed_in(request), timezone.now()
    field = _field(request.POST.get("field", ""))
    if "withdraw" in request.POST:
        values.withdraw_decision(field, number, by=by, now=now)
        messages.success(request, _("The decision is taken back; the rules stand."))
    else:
        written = request.POST.get("report", "")
        if not (written.isascii() and written.isdigit()):
            raise InvalidValueError("Choose one of the reports.")
        reason = request.POST.get("reason", "")
        values.decide_value(field, int(written), reason=reason, by=by, now=now)
        messages.success(request, _("The decision stands."))
    return redirect("console:incident", number=number)


def _field(written: str) -> ValueField:
    try:
        return ValueField(written)
    except ValueError:
        raise InvalidValueError("Choose one of the fields.") from None


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
