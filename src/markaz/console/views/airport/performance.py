"""What test pictures say of each officer, where there are enough of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markaz.actions.airport.desk import performing, queue
from markaz.console.desk import signed_in
from markaz.console.views.airport.queue import chosen


def performance(request: HttpRequest) -> HttpResponse:
    """Hits, false alarms and d' with their intervals; the officer's own, or all to a supervisor."""
    by = signed_in(request)
    desks, desk = queue.my_desks(by=by), chosen(request, by=by)
    rows = performing.of_desk(desk, by=by) if desk else ()
    shown = {"desks": desks, "desk": desk, "rows": rows}
    return render(request, "console/airport/performance.html", shown)
