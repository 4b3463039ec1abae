"""The values on which reports of one incident contradict each other, as a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markaz.actions import viewing
from markaz.console.desk import PAGE, Paging, offset, page_number, signed_in
from markaz.console.incident.values import label
from markaz.records.kinds import ValueField


def conflicts(request: HttpRequest) -> HttpResponse:
    """Every value in conflict that the person may see, the heaviest incident first."""
    number = page_number(request)
    found = viewing.values_in_conflict(by=signed_in(request), limit=PAGE, offset=offset(number))
    shown = {
        "rows": [(row, label(ValueField(row.conflict.field))) for row in found.rows],
        "total": found.total,
        "paging": Paging(number, found.total),
    }
    return render(request, "console/conflicts.html", shown)
