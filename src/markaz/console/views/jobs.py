"""Work in the background, as the person who asked for it sees it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from markaz.actions.crops.imagery.waiting import MEASURE
from markaz.console.desk import signed_in
from markaz.console.errors import plainly
from markaz.records.errors import MarkazError
from markaz.store.models import Job
from markaz.store.pages import lists


def job(request: HttpRequest, number: int) -> HttpResponse:
    """Where one piece of work stands; the page asks again until it has ended."""
    found = lists.job(number, by=signed_in(request))
    if found is None:
        raise Http404
    part = request.headers.get("HX-Request") == "true"
    template = "console/_job.html" if part else "console/job.html"
    refused = ""
    if found.state == Job.State.FAILED:
        kept = found.result
        refused = plainly(MarkazError(kept["sentence"], **kept["values"]))
    shown = {"job": found, "refused": refused, "measuring": found.action == MEASURE}
    return render(request, template, shown)
