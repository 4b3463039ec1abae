"""The first page after signing in: what waits for me."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from markaz.actions.filing import sources
from markaz.console.desk import signed_in
from markaz.store.operations import seeing
from markaz.store.pages import lists

_FEW = 6


def home(request: HttpRequest) -> HttpResponse:
    """The latest batches, what should be answered, what is being worked on."""
    by, owners = signed_in(request), sources.owners()
    return render(
        request,
        "console/home.html",
        {
            "waiting": lists.waiting(by, owners=owners),
            "batches": lists.batches(by, owners=owners, limit=_FEW),
            "set_aside": lists.set_aside(by, owners=owners, limit=_FEW),
            "questions": lists.questions(by, owners=owners, limit=_FEW),
            "jobs": lists.jobs(by, limit=_FEW),
            "conflicts": seeing.conflicts(by).filter(closed_at__isnull=True).count(),
            "conflicts_at": reverse(
                "console:watch" if seeing.keeps_watch(by) else "console:operations"
            ),
        },
    )
