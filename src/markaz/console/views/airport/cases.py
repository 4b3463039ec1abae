"""A case from a scan: the form that makes it in one action, its page, and its exhibits' chain."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from markaz.actions.airport.casework import cases, custody
from markaz.actions.airport.desk import looking
from markaz.console.airport import forms
from markaz.console.desk import signed_in
from markaz.console.errors import plainly
from markaz.records.errors import InvalidValueError


@require_http_methods(["GET", "POST"])
def open_case(request: HttpRequest, name: str) -> HttpResponse:
    """The case as the scan prefills it; what is confirmed is made whole, or nothing of it."""
    by, now = signed_in(request), timezone.now()
    facts, refused = cases.prefilled(name, by=by), ""
    if request.method == "POST":
        try:
            facts = forms.facts(request.POST)
            case = cases.open_case(name, facts, by=by, now=now)
        except InvalidValueError as refusal:
            refused = plainly(refusal)
        else:
            messages.success(request, _("The case is made: its report is filed and counted."))
            return redirect("console:airport_case", name=case.name)
    shown = {
        "name": name,
        "facts": facts,
        "rows": forms.exhibit_rows(facts),
        "documents": cases.documents(name, by=by),
        "refused": refused,
        **forms.choices(),
    }
    status = 400 if refused else 200
    return render(request, "console/airport/open_case.html", shown, status=status)


def airport_case(request: HttpRequest, name: str) -> HttpResponse:
    """A case with what followed from it, and who holds each exhibit."""
    file = looking.open_case_file(name, by=signed_in(request), now=timezone.now())
    return render(request, "console/airport/case.html", {"file": file, "case": file.case})


@require_POST
def hand_over(request: HttpRequest, name: str) -> HttpResponse:
    """Write a hand-over of an exhibit down."""
    given = forms.hand_over(request.POST)
    row = custody.hand_over(name, given, by=signed_in(request), now=timezone.now())
    if row.alarm:
        messages.warning(request, _("The weight is beyond the tolerance: the alarm is kept."))
    else:
        messages.success(request, _("The hand-over is kept."))
    return redirect("console:airport_case", name=name)
