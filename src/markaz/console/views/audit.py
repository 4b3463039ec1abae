"""The audit log, for the auditor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markaz.console.desk import PAGE, Paging, offset, page_number, signed_in
from markaz.governance.audit import Event
from markaz.store import audit as log
from markaz.store.pages import lists


def audit(request: HttpRequest) -> HttpResponse:
    """Who did what and when; on request, whether the chain of rows holds."""
    number = page_number(request)
    event, name = request.GET.get("event", ""), request.GET.get("by", "").strip()
    found = lists.audit_rows(
        signed_in(request), limit=PAGE, offset=offset(number), event=event, name=name
    )
    checked = "check" in request.GET
    shown = {
        "rows": found,
        "paging": Paging(number, found.total),
        "events": [known.value for known in Event],
        "event": event,
        "by": name,
        "checked": checked,
        "broken": next(log.broken_rows(), None) if checked else None,
    }
    return render(request, "console/audit.html", shown)
