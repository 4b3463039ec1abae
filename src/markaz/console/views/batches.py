"""Files received: the list, one file, and the rows that were set aside."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from markaz.actions.checking import asking
from markaz.actions.filing.sources import owners
from markaz.actions.intake import extra_sources
from markaz.console import sources
from markaz.console.checking.shown import section
from markaz.console.desk import PAGE, Paging, offset, page_number, reader, signed_in
from markaz.intake import rejected
from markaz.intake import sources as layouts
from markaz.records.batch import SetAside
from markaz.store.models import Batch
from markaz.store.pages import lists

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_REJECTED = 100_000
# So many reports are asked about while a person waits for the page.
_MOST_ASKED = 10_000


def batches(request: HttpRequest) -> HttpResponse:
    """Every file received, the latest first."""
    number = page_number(request)
    found = lists.batches(reader(request), owners=owners(), limit=PAGE, offset=offset(number))
    paging = Paging(number, found.total)
    return render(request, "console/batches.html", {"batches": found, "paging": paging})


def batch(request: HttpRequest, number: int) -> HttpResponse:
    """One file: what became of its rows."""
    by, page = signed_in(request), page_number(request)
    kept = _batch(request, number)
    aside = lists.set_aside(by, owners=owners(), batch=kept.id, limit=PAGE, offset=offset(page))
    questions = lists.questions(by, owners=owners(), batch=kept.id, limit=PAGE, offset=offset(page))
    longest = max(aside.total, questions.total)
    too_many = kept.kept > _MOST_ASKED
    asked = None if too_many else section(asking.of_batch(kept.id, by=by), by=by)
    return render(
        request,
        "console/batch.html",
        {
            "batch": kept,
            "source_title": sources.title(kept.source),
            "set_aside": aside,
            "questions": questions,
            "asked": asked,
            "too_many": too_many,
            "paging": Paging(page, longest),
        },
    )


def rejected_rows(request: HttpRequest, number: int) -> HttpResponse:
    """The rows set aside, as a workbook that can be mended and sent again."""
    kept = _batch(request, number)
    found = lists.set_aside(
        signed_in(request), owners=owners(), batch=kept.id, limit=_MOST_REJECTED
    )
    rows = [SetAside(row.row, row.column, row.reason, row.as_written) for row in found.rows]
    return workbook(rows, source=kept.source, name=f"rejected-{kept.id}.xlsx")


def workbook(rows: list[SetAside], *, source: str, name: str) -> HttpResponse:
    """Rows set aside as a download."""
    layout = layouts.load(source, extra=extra_sources())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rejected.xlsx"
        rejected.write(path, set_aside=rows, source=layout)
        content = path.read_bytes()
    answer = HttpResponse(content, content_type=_SHEET)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def set_aside(request: HttpRequest) -> HttpResponse:
    """Every row set aside, of all files."""
    number = page_number(request)
    found = lists.set_aside(reader(request), owners=owners(), limit=PAGE, offset=offset(number))
    paging = Paging(number, found.total)
    return render(request, "console/set_aside.html", {"set_aside": found, "paging": paging})


def questions(request: HttpRequest) -> HttpResponse:
    """Every question, of all files."""
    number = page_number(request)
    found = lists.questions(reader(request), owners=owners(), limit=PAGE, offset=offset(number))
    paging = Paging(number, found.total)
    return render(request, "console/questions.html", {"questions": found, "paging": paging})


def _batch(request: HttpRequest, number: int) -> Batch:
    kept = lists.batch(number, by=signed_in(request), owners=owners())
    if kept is None:
        raise Http404
    return kept
