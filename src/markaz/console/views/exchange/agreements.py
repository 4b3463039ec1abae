"""The exchange at a glance, the form of an agreement, and one agreement with its releases."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from markaz.accounts.models import User
from markaz.actions.exchange.sharing import agreeing, releasing
from markaz.console.desk import signed_in
from markaz.console.errors import plainly
from markaz.console.exchange import forms, words
from markaz.console.words import lists
from markaz.governance.marking import Marking
from markaz.governance.permissions import Permission
from markaz.governance.release import HIGHEST_CEILING
from markaz.records.errors import InvalidValueError
from markaz.store.exchange.releasing import agreements, recalls, releases, requests
from markaz.store.models import AgreementRow

_FEW = 8


def exchanger(request: HttpRequest) -> User:
    """The person who is signed in, if they exchange with partners for the centre."""
    by = signed_in(request)
    agreeing.permit(by, Permission.EXCHANGE)
    return by


def exchange(request: HttpRequest) -> HttpResponse:
    """Agreements, the latest releases, recalls that wait for an answer, requests by their day."""
    by, now = exchanger(request), timezone.now()
    shown = {
        "agreements": [(row, agreements.state(row, day=timezone.localdate(now)))
                       for row in agreements.every()],
        "releases": releases.latest()[:_FEW],
        "recalls": recalls.latest()[:_FEW],
        "requests": requests.open_ones()[:_FEW],
        "overdue": requests.overdue(now).count(),
        "now": now,
        "may_agree": Permission.KEEP_AGREEMENT in by.permissions,
        "may_file": Permission.RECEIVE_FILE in by.permissions,
    }  # fmt: skip
    return render(request, "console/exchange/exchange.html", shown)


@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest) -> HttpResponse:
    """The form of an agreement; the answer is the agreement's own page."""
    by = signed_in(request)
    agreeing.permit(by, Permission.KEEP_AGREEMENT)
    refused = ""
    if request.method == "POST":
        try:
            row = agreeing.agree(forms.terms(request.POST), by=by, now=timezone.now())
        except InvalidValueError as refusal:
            refused = plainly(refusal)
        else:
            messages.success(request, _("The agreement stands; its collection is empty."))
            return redirect("console:agreement", name=row.name)
    shown = {
        "refused": refused,
        "typed": request.POST,
        "partners": agreements.partners(),
        "kinds": _ticked(lists.KINDS, request.POST, "kinds"),
        "parts": _ticked(words.PARTS, request.POST, "parts"),
        "ceilings": _up_to(HIGHEST_CEILING),
        "first": request.POST.get("begins_on") or str(timezone.localdate()),
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render(request, "console/exchange/agree.html", shown, status=status)


@require_http_methods(["GET", "POST"])
def agreement(request: HttpRequest, name: str) -> HttpResponse:
    """One agreement; a POST prepares a release under it, or ends it."""
    by, now = exchanger(request), timezone.now()
    row = agreements.named(name)
    if row is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            return _done(request, row, by=by)
        except InvalidValueError as refusal:
            refused = plainly(refusal)
    shown = {
        "row": row,
        "state": agreements.state(row, day=timezone.localdate(now)),
        "keys": agreements.keys(row.partner, now=now),
        "releases": row.releases.filter(dropped_at=None),
        "refused": refused,
        "typed": request.POST,
        "incidents": request.POST.get("incidents") or request.GET.get("incidents", ""),
        "may_end": Permission.KEEP_AGREEMENT in by.permissions,
        "names_persons": "persons" in row.parts,
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render(request, "console/exchange/agreement.html", shown, status=status)


def _done(request: HttpRequest, row: AgreementRow, *, by: User) -> HttpResponse:
    said, now = request.POST, timezone.now()
    if said.get("do") == "end":
        agreeing.end(row.name, reason=said.get("reason", ""), by=by, now=now)
        messages.success(request, _("The agreement is ended; nothing of it can be read any more."))
        return redirect("console:agreement", name=row.name)
    readers = said.getlist("readers")
    if not readers:
        raise InvalidValueError("Tick who shall read it.")
    made = releasing.prepare(
        row.name,
        forms.incidents(said.get("incidents", ""), by=by),
        asked_for=readers,
        nominal="nominal" in said,
        by=by,
        now=now,
    )
    return redirect("console:release", name=made.release.name)


def _ticked(
    known: dict[str, Promise], typed: QueryDict, field: str
) -> list[tuple[str, Promise, bool]]:
    """Each choice with its label, and whether it was ticked before the form came back."""
    return [(code, label, code in typed.getlist(field)) for code, label in known.items()]


def _up_to(highest: Marking) -> list[str]:
    every = [one.value for one in Marking]
    return every[: every.index(highest.value) + 1]
