"""A subject's own page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from markaz.console.desk import signed_in
from markaz.governance.permissions import Permission, require
from markaz.store.subjects import seeing


def subject(request: HttpRequest, number: int) -> HttpResponse:
    """Lead to what is kept of the subject."""
    by = signed_in(request)
    require(by.permissions, Permission.CHECK)
    if not seeing.subjects(by).filter(id=number).exists():
        raise Http404
    return redirect("console:keep", number=number)
