"""How agencies keep to the lead-time rule; each number opens to its operations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markaz.actions.operations.desk import compliance
from markaz.console.desk import PAGE, Paging, offset, page_number
from markaz.console.operations import words
from markaz.console.views.operations.desk import planner
from markaz.records.operations.operation import Filing


def lead_time(request: HttpRequest) -> HttpResponse:
    """Each agency's months, and the operations behind the number that was opened."""
    by, number = planner(request), page_number(request)
    rows = compliance.compliance(by=by)
    agency, month, filing = (request.GET.get(name, "") for name in ("agency", "month", "filing"))
    shown = {
        "rows": rows[offset(number) : offset(number) + PAGE],
        "paging": Paging(number, len(rows)),
        "sums": [sum(getattr(row, name) for row in rows) for name in ("filed", *Filing)],
        "kinds": words.kinds(),
        "agency": agency,
        "month": month,
        "filing": filing if filing in set(Filing) else "",
    }
    if agency and month:
        shown["behind"] = compliance.behind(
            agency=agency, month=month, filing=str(shown["filing"]), by=by
        )
    return render(request, "console/operations/lead_time.html", shown)
