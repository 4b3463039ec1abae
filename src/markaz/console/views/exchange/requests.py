"""Requests for information between the centre and partners: what is open, overdue, answered."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from markaz.actions.exchange.talking import corresponding, requesting
from markaz.console.desk import PAGE, Paging, offset, page_number
from markaz.console.errors import plainly
from markaz.console.exchange import forms, words
from markaz.console.views.exchange.agreements import exchanger
from markaz.governance.marking import Marking
from markaz.records.errors import InvalidValueError
from markaz.store.exchange.releasing import agreements
from markaz.store.exchange.releasing import requests as kept


@require_http_methods(["GET", "POST"])
def requests(request: HttpRequest) -> HttpResponse:
    """The requests, open ones by their due moment; a POST enters one."""
    by, now, number, refused = exchanger(request), timezone.now(), page_number(request), ""
    if request.method == "POST":
        try:
            row = requesting.enter(forms.asked(request.POST), by=by, now=now)
        except InvalidValueError as refusal:
            refused = plainly(refusal)
        else:
            messages.success(request, _("The request is entered; write down how it is served."))
            return redirect("console:request", name=row.name)
    ended = kept.ended()
    shown = {
        "open": kept.open_ones(),
        "ended": ended[offset(number) : offset(number) + PAGE],
        "paging": Paging(number, ended.count()),
        "now": now,
        "refused": refused,
        "typed": request.POST,
        "partners": agreements.partners(),
        "directions": list(words.DIRECTIONS.items()),
        "markings": [one.value for one in Marking],
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render(request, "console/exchange/requests.html", shown, status=status)


@require_http_methods(["GET", "POST"])
def request_(request: HttpRequest, name: str) -> HttpResponse:
    """One request step by step; a POST writes the next step down."""
    by, now, refused = exchanger(request), timezone.now(), ""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "send":
                corresponding.serve(name, by=by, now=now)
            else:
                requesting.move_on(name, forms.step(request.POST, now=now), by=by, now=now)
        except InvalidValueError as refusal:
            refused = plainly(refusal)
        else:
            messages.success(request, _("It is written down."))
            return redirect("console:request", name=name)
    row = kept.named(name)
    if row is None:
        raise Http404
    shown = {
        "row": row,
        "now": now,
        "refused": refused,
        "typed": request.POST,
        "steps": list(words.STEPS.items()),
        "reads": kept.reads(row),
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render(request, "console/exchange/request.html", shown, status=status)
