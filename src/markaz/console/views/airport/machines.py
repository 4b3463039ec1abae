"""A desk's instruments: its machines with their daily checks, and the detectors that it asks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from markaz.accounts.models import User
from markaz.actions.airport.desk import queue
from markaz.actions.airport.machines import checks
from markaz.actions.airport.machines import detectors as instruments
from markaz.console.airport import drifting, forms
from markaz.console.desk import signed_in
from markaz.console.views.airport.queue import chosen
from markaz.governance.permissions import Permission
from markaz.records.errors import InvalidValueError
from markaz.store.airport import detectors as switches
from markaz.store.models import DeskRow

_LATELY = 20


@require_http_methods(["GET", "POST"])
def machines(request: HttpRequest) -> HttpResponse:
    """Each machine's calibration and daily checks; what passed the reference today is entered."""
    by, now = signed_in(request), timezone.now()
    desks, desk = queue.my_desks(by=by), chosen(request, by=by)
    if request.method == "POST":
        at = _demanded(desk)
        said, machine = request.POST, request.POST.get("machine", "")
        passed = forms.share(said.get("low", "")), forms.share(said.get("high", ""))
        row = checks.check(machine, desk=at, passed=passed, by=by, now=now)
        if row.alarm:
            messages.warning(
                request, _("The machine has drifted: calibrate it before its numbers count.")
            )
        else:
            messages.success(request, _("The check is kept: the machine reads as calibrated."))
        return _back("airport_machines", at)
    found = checks.of_desk(desk, by=by, now=now) if desk else ()
    shown = {
        "desks": desks,
        "desk": desk,
        "machines": [(one, drifting.drawn(one)) for one in found],
    }
    return render(request, "console/airport/machines.html", shown)


@require_http_methods(["GET", "POST"])
def detectors(request: HttpRequest) -> HttpResponse:
    """The detectors that are installed, each with its state; one who keeps the desk switches."""
    by = signed_in(request)
    desks, desk = queue.my_desks(by=by), chosen(request, by=by)
    if request.method == "POST":
        at = _demanded(desk)
        _switch(request, at, by=by)
        messages.success(request, _("The detector is switched, and the log says why."))
        return _back("airport_detectors", at)
    shown = {
        "desks": desks,
        "desk": desk,
        "detectors": instruments.installed(desk, by=by) if desk else (),
        "lately": switches.switches(desk)[:_LATELY] if desk else (),
        "may_switch": Permission.KEEP_AIRPORT_DESK in by.permissions,
    }
    return render(request, "console/airport/detectors.html", shown)


def _switch(request: HttpRequest, desk: DeskRow, *, by: User) -> None:
    said = request.POST
    instruments.switch(
        said.get("detector", ""), desk=desk, on=said.get("do") == "on", why=said.get("why", ""),
        by=by, now=timezone.now(),
    )  # fmt: skip


def _demanded(desk: DeskRow | None) -> DeskRow:
    if desk is None:
        raise InvalidValueError("There is no such desk of your agency: choose one of the list.")
    return desk


def _back(page: str, desk: DeskRow) -> HttpResponse:
    return redirect(f"{reverse(f'console:{page}')}?desk={desk.airport}-{desk.agency}")
