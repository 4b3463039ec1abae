"""Operations: the list, one operation, the form that enters and amends, and what follows."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from markaz.accounts.models import User
from markaz.actions.operations import course, looking, planning
from markaz.actions.operations.planning import Answer
from markaz.console import wording
from markaz.console.desk import PAGE, Paging, offset, page_number, signed_in
from markaz.console.errors import plainly
from markaz.console.operations import forms, words
from markaz.console.operations.sketch import sketch
from markaz.console.views.operations.desk import planner
from markaz.data.agencies import AGENCIES
from markaz.governance.permissions import Permission
from markaz.records.errors import FiledLateError, InvalidValueError
from markaz.records.operations.notation import read
from markaz.store.models import PartRow
from markaz.store.operations import seeing


def operations(request: HttpRequest) -> HttpResponse:
    """The operations that the person may see, the latest start first."""
    by, number = planner(request), page_number(request)
    state = request.GET.get("state", "")
    rows = seeing.operations(by)
    rows = rows.filter(state=state) if state in words.STATES else rows
    ordered = rows.order_by("-starts_at", "agency", "reference")
    shown = {
        "rows": ordered[offset(number) : offset(number) + PAGE],
        "paging": Paging(number, rows.count()),
        "states": list(words.STATES.items()),
        "state": state,
        "conflicts": looking.my_conflicts(by=by),
        "may_enter": seeing.speaks_for(by, by.agency),
    }
    return render(request, "console/operations/operations.html", shown)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The form of a new operation; the answer is the operation's own page."""
    by = signed_in(request)
    planning.permit(by, agency=by.agency)
    typed, refused = dict(_DEFAULTS), ""
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            answer = planning.enter(forms.plan(typed, by=by), by=by, now=timezone.now())
        except InvalidValueError as refusal:
            refused = plainly(refusal)
        else:
            return _answered(request, answer)
    return _form(request, typed, refused=refused, by=by)


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, agency: str, reference: str) -> HttpResponse:
    """The form of an operation that is there; what moves is compared anew."""
    by = signed_in(request)
    planning.permit(by, agency=agency)
    row = planning.own(agency, reference)
    typed, refused = forms.filled(row), ""
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            plan = forms.plan(typed, by=by, kept=row)
            answer = planning.amend(plan, by=by, now=timezone.now())
        except InvalidValueError as refusal:
            refused = plainly(refusal)
        else:
            return _answered(request, answer)
    return _form(request, typed, refused=refused, by=by, amended=row)


def operation(request: HttpRequest, agency: str, reference: str) -> HttpResponse:
    """One operation with its parts, its conflicts, what was reported of it and what comes next."""
    by, now = planner(request), timezone.now()
    file = looking.open_operation(agency, reference, by=by, now=now)
    if file is None:
        raise Http404
    row = file.row
    arrested = (
        sum(one.arrested or 0 for one in file.incidents.incidents) if file.incidents else None
    )
    shown = {
        "file": file,
        "shape": read(row.shape),
        "sketch": sketch([(row.reference, read(row.shape), file.kind.radius_m)]),
        "arrested": arrested,
        "agencies": wording.choices(AGENCIES),
        "roles": [one for one in PartRow.Role.values if one != PartRow.Role.LEAD],
        "waits": [
            part
            for part in file.parts
            if part.acknowledged_at is None and part.agency in by.viewer.agencies
        ],
        "may_allow": file.own
        and Permission.WAIVE_LEAD_TIME in by.permissions
        and row.filed_by != by.username,
        "over": row.state in {"closed", "cancelled"},
        "tasks": seeing.tasks(by).filter(operation=row.number).order_by("due_at"),
    }
    return render(request, "console/operations/operation.html", shown)


@require_POST
def move_on(request: HttpRequest, agency: str, reference: str) -> HttpResponse:
    """What a button of the operation's page asks: start, close, call off, allow, or a part."""
    by, said = planner(request), request.POST
    done = _DEEDS.get(said.get("do", ""))
    if done is None:
        raise InvalidValueError("Press one of the buttons.")
    try:
        done(agency, reference, said, by)
    except FiledLateError as refusal:
        messages.warning(request, plainly(refusal))
    return redirect("console:operation", agency=agency, reference=reference)


_DEFAULTS = {"shape": "point", "marking": "AMBER", "kind": "raid"}


def _form(
    request: HttpRequest,
    typed: dict[str, str],
    *,
    refused: str,
    by: User,
    amended: object = None,
) -> HttpResponse:
    shown = {"typed": typed, "refused": refused, "amended": amended, **forms.choices(by=by)}
    status = 400 if refused else 200
    return render(request, "console/operations/form.html", shown, status=status)


def _answered(request: HttpRequest, answer: Answer) -> HttpResponse:
    if answer.clear:
        messages.success(
            request, _("Clear: no other operation comes too near or is after the same subject.")
        )
    else:
        count = len(answer.clashes)
        said = ngettext(
            "Conflict with %(n)s other operation: ring whom the page names.",
            "Conflict with %(n)s other operations: ring whom the page names.",
            count,
        )
        messages.warning(request, said % {"n": wording.count(count)})
    row = answer.operation
    return redirect("console:operation", agency=row.agency, reference=row.reference)


def _start(agency: str, reference: str, _said: QueryDict, by: User) -> None:
    course.start(agency, reference, by=by, now=timezone.now())


def _close(agency: str, reference: str, said: QueryDict, by: User) -> None:
    result = said.get("result", "")
    course.close(agency, reference, result=result, by=by, now=timezone.now())


def _cancel(agency: str, reference: str, said: QueryDict, by: User) -> None:
    reason = said.get("reason", "")
    course.cancel(agency, reference, reason=reason, by=by, now=timezone.now())


def _allow(agency: str, reference: str, said: QueryDict, by: User) -> None:
    reason = said.get("reason", "")
    planning.allow_late(agency, reference, reason=reason, by=by, now=timezone.now())


def _part(agency: str, reference: str, said: QueryDict, by: User) -> None:
    partner, role = said.get("partner", ""), said.get("role", "")
    course.give_part(agency, reference, partner=partner, role=role, by=by, now=timezone.now())


def _end_part(agency: str, reference: str, said: QueryDict, by: User) -> None:
    partner = said.get("partner", "")
    course.end_part(agency, reference, partner=partner, by=by, now=timezone.now())


def _acknowledge(agency: str, reference: str, _said: QueryDict, by: User) -> None:
    course.acknowledge_part(agency, reference, by=by, now=timezone.now())


_DEEDS: dict[str, Callable[[str, str, QueryDict, User], None]] = {
    "start": _start,
    "close": _close,
    "cancel": _cancel,
    "allow": _allow,
    "part": _part,
    "end_part": _end_part,
    "acknowledge": _acknowledge,
}
