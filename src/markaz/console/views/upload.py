"""Handing in a file: choose, look at what will happen, confirm."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from markaz.actions import jobs, viewing
from markaz.actions.intake import preview_file
from markaz.console import sources, uploads
from markaz.console.desk import signed_in
from markaz.console.errors import plainly
from markaz.console.uploads import Upload
from markaz.console.views.batches import workbook
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, MarkazError

_SHOWN = 100
_FIRST = 8


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a source and a file."""
    require(signed_in(request).permissions, Permission.RECEIVE_FILE)
    if request.method == "GET":
        return _form(request)
    try:
        held = _hold(request)
    except MarkazError as error:
        return _form(request, sentence=plainly(error))
    return redirect("console:preview", token=held.token)


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, token: UUID) -> HttpResponse:
    """What will become of each row; confirm it or let it be."""
    held = _held(request, token)
    if request.method == "POST":
        return _answer(request, held)
    by, now = signed_in(request), timezone.now()
    try:
        receipt = preview_file(held.path, source=held.source, by=by, now=now)
        first = viewing.first_reports(held.path, source=held.source, by=by, now=now, limit=_FIRST)
    except MarkazError as error:
        uploads.let_go(held)
        return _form(request, sentence=plainly(error), chosen=held.source, file_name=held.file_name)
    shown = {
        "upload": held,
        "source_title": sources.title(held.source),
        "tally": receipt.tally,
        "set_aside": receipt.set_aside[:_SHOWN],
        "questions": receipt.questions[:_SHOWN],
        "first": first,
    }
    return render(request, "console/preview.html", shown)


def rejected_rows(request: HttpRequest, token: UUID) -> HttpResponse:
    """The rows that would be set aside, as a workbook that can be mended."""
    held = _held(request, token)
    receipt = preview_file(held.path, source=held.source, by=signed_in(request), now=timezone.now())
    return workbook(list(receipt.set_aside), source=held.source, name="rejected.xlsx")


def _answer(request: HttpRequest, held: Upload) -> HttpResponse:
    if "discard" in request.POST:
        uploads.let_go(held)
        return redirect("console:upload")
    job = jobs.ask_to_receive(
        held.path,
        source=held.source,
        file_name=held.file_name,
        by=signed_in(request),
        now=timezone.now(),
    )
    uploads.let_go(held)
    return redirect("console:job", number=job.id)


def _hold(request: HttpRequest) -> Upload:
    chosen = request.POST.get("source", "")
    if chosen not in {choice.name for choice in sources.choices(signed_in(request))}:
        raise InvalidValueError("Choose which source the file comes from.")
    file = request.FILES.get("file")
    if file is None or not file.name:
        raise InvalidValueError("Choose a file to hand in.")
    return uploads.hold(file, source=chosen, request=request, now=timezone.now())


def _held(request: HttpRequest, token: UUID) -> Upload:
    held = uploads.held(token, request=request)
    if held is None:
        raise Http404
    return held


def _form(
    request: HttpRequest, *, sentence: str = "", chosen: str = "", file_name: str = ""
) -> HttpResponse:
    shown = {
        "choices": sources.choices(signed_in(request)),
        "sentence": sentence,
        "chosen": chosen or request.POST.get("source", ""),
        "file_name": file_name,
    }
    return render(request, "console/upload.html", shown, status=400 if sentence else 200)
