"""A desk's queue, and the files that could not be read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.airport.desk import queue
from markaz.console.desk import PAGE, Paging, offset, page_number, signed_in
from markaz.store.models import DeskRow


def airport(request: HttpRequest) -> HttpResponse:
    """The bags that wait at the chosen desk, the next flight first; it looks again by itself."""
    by, now, number = signed_in(request), timezone.now(), page_number(request)
    desks = queue.my_desks(by=by)
    desk = chosen(request, by=by)
    shown: dict[str, object] = {"desks": desks, "desk": desk}
    if desk is not None:
        waiting = queue.waiting(desk, now=now, limit=PAGE, offset=offset(number))
        shown |= {
            "waiting": waiting,
            "paging": Paging(number, waiting.total),
            "lately": queue.lately(desk, by=by),
            "aside": len(queue.set_aside(desk.airport, desk.agency, by=by)),
        }
    part = request.headers.get("HX-Request") == "true"
    page = "console/airport/_queue.html" if part else "console/airport/queue.html"
    return render(request, page, shown)


def set_aside(request: HttpRequest) -> HttpResponse:
    """The files of a desk that could not be read, each with its sentence."""
    by = signed_in(request)
    desks, desk = queue.my_desks(by=by), chosen(request, by=by)
    rows = queue.set_aside(desk.airport, desk.agency, by=by) if desk else ()
    shown = {"desks": desks, "desk": desk, "rows": rows}
    return render(request, "console/airport/set_aside.html", shown)


def chosen(request: HttpRequest, *, by: User) -> DeskRow | None:
    """The desk that the address names, as KHI-ASF, else the person's first one."""
    desks = queue.my_desks(by=by)
    named = request.GET.get("desk", "")
    fitting = (one for one in desks if f"{one.airport}-{one.agency}" == named)
    return next(fitting, desks[0] if desks else None)
