"""Tasks and requests for information: what is open, what is overdue, giving and answering."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from markaz.actions.operations import writing
from markaz.actions.operations.desk import tasking
from markaz.actions.operations.desk.tasking import Order
from markaz.console import wording
from markaz.console.desk import PAGE, Paging, offset, page_number
from markaz.console.views.operations.desk import planner
from markaz.data.agencies import AGENCIES
from markaz.governance.permissions import Permission
from markaz.store.operations import seeing


@require_http_methods(["GET", "POST"])
def tasks(request: HttpRequest) -> HttpResponse:
    """Tasks and requests, open ones first by their due moment; a POST gives a new one."""
    by, now, number = planner(request), timezone.now(), page_number(request)
    if request.method == "POST":
        said = request.POST
        order = Order(
            kind=said.get("kind", ""),
            what=said.get("what", ""),
            to_agency=said.get("to_agency", ""),
            due_at=writing.moment(said.get("due", "")),
            owner=said.get("owner", ""),
            operation=tasking.about(said.get("operation", ""), by=by),
        )
        tasking.give(order, by=by, now=now)
        messages.success(request, _("It is given; you see here when it is acknowledged."))
        return redirect("console:tasks")
    rows = seeing.tasks(by).order_by("done_at", "due_at", "id")
    open_rows = rows.filter(done_at__isnull=True)
    done = rows.filter(done_at__isnull=False).order_by("-done_at")
    shown = {
        "open": open_rows,
        "done": done[offset(number) : offset(number) + PAGE],
        "paging": Paging(number, done.count()),
        "now": now,
        "mine": by.viewer.agencies,
        "may_give": Permission.PLAN_OPERATION in by.permissions,
        "agencies": wording.choices(AGENCIES),
        "operation": request.GET.get("operation", ""),
    }
    return render(request, "console/operations/tasks.html", shown)


@require_POST
def task(request: HttpRequest, name: str) -> HttpResponse:
    """Acknowledge a task, or say that it is done."""
    by, now = planner(request), timezone.now()
    if request.POST.get("do") == "acknowledge":
        tasking.acknowledge(name, by=by, now=now)
    else:
        tasking.finish(name, answer=request.POST.get("answer", ""), by=by, now=now)
    return redirect("console:tasks")
