"""The agency's own list: what stands on it, adding to it, a whole file at once, taking off."""

from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from markaz.accounts.models import User
from markaz.actions.entries.files import MOST_ROWS, ListedFile, list_file
from markaz.actions.entries.typed import FIELDS, entry
from markaz.actions.subjects.listing import end_entry as take_off
from markaz.actions.subjects.listing import list_entries
from markaz.console.desk import PAGE, Paging, offset, page_number, signed_in
from markaz.console.errors import plainly
from markaz.console.subjects import keeping
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, MarkazError, UnreadableFileError
from markaz.store.subjects import seeing

_SHOWN = 200
_MB = 1_000_000


@require_http_methods(["GET", "POST"])
def entries(request: HttpRequest) -> HttpResponse:
    """The entries that stand, the latest first, and the form of a new one."""
    by = _reader(request)
    if request.method == "GET":
        return _page(request, by=by)
    try:
        read = entry(request.POST, agency=request.POST.get("agency", ""), marking="")
        list_entries([(read.listed, read.numbers)], by=by, now=timezone.now())
    except InvalidValueError as error:
        return _page(request, by=by, sentence=plainly(error))
    messages.success(request, _("The entry is listed and answers checks from now on."))
    return redirect("console:entries")


@require_POST
def entry_file(request: HttpRequest) -> HttpResponse:
    """Put a whole file on the list, or only show what would become of it."""
    by = _reader(request)
    require(by.permissions, Permission.KEEP_SUBJECTS)
    dry_run = "look" in request.POST
    try:
        done = _listed(request, by=by, dry_run=dry_run)
    except MarkazError as error:
        return _page(request, by=by, sentence=plainly(error))
    aside = [
        replace(one, reason=plainly(done.refusals[one.row])) if one.row in done.refusals else one
        for one in done.set_aside[:_SHOWN]
    ]
    shown = {"done": done, "dry_run": dry_run, "set_aside": aside}
    return render(request, "console/subjects/entry_file.html", shown)


@require_POST
def end_entry(request: HttpRequest, number: int) -> HttpResponse:
    """Take an entry off the list."""
    take_off(number, by=signed_in(request), now=timezone.now())
    messages.success(request, _("The entry is taken off; it answers no check any more."))
    return redirect("console:entries")


def _reader(request: HttpRequest) -> User:
    by = signed_in(request)
    require(by.permissions, Permission.CHECK)
    return by


def _page(request: HttpRequest, *, by: User, sentence: str = "") -> HttpResponse:
    number, words = page_number(request), request.GET.get("words", "").strip()
    found = seeing.entries(by, words=words)
    shown = {
        "rows": found.prefetch_related("identifiers")[offset(number) : offset(number) + PAGE],
        "paging": Paging(number, found.count()),
        "words": words,
        "typed": request.POST,
        "sentence": sentence,
        "fields": FIELDS,
        "most_rows": MOST_ROWS,
        **keeping.choices(by),
    }
    status = HTTPStatus.BAD_REQUEST if sentence else HTTPStatus.OK
    return render(request, "console/subjects/entries.html", shown, status=status)


def _listed(request: HttpRequest, *, by: User, dry_run: bool) -> ListedFile:
    file = request.FILES.get("file")
    if file is None or not file.name:
        raise InvalidValueError("Choose a file to hand in.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        _write(file, path)
        return list_file(
            path,
            agency=request.POST.get("agency", ""),
            marking=request.POST.get("marking", ""),
            by=by,
            now=timezone.now(),
            dry_run=dry_run,
        )


def _write(file: "UploadedFile[bytes]", path: Path) -> None:
    if (file.size or 0) > settings.MARKAZ_UPLOAD_MB * _MB:
        raise UnreadableFileError(
            "The file is larger than {most} MB: split it and send the parts.",
            most=settings.MARKAZ_UPLOAD_MB,
        )
    with path.open("wb") as kept:
        for block in file.chunks():
            kept.write(block)
