"""The box where a document's lines are pasted or its code photographed, and what was read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from markaz.accounts.models import User
from markaz.actions.airport import checking
from markaz.actions.airport.checking import Read
from markaz.actions.airport.desk import queue
from markaz.console.desk import signed_in
from markaz.console.errors import plainly
from markaz.console.subjects.asking import last_purpose
from markaz.console.views.airport.queue import chosen
from markaz.governance.permissions import Permission
from markaz.records.errors import InvalidValueError

_MOST_BYTES = 20_000_000


@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest) -> HttpResponse:
    """Read a document: each field with its verdict, the names marked as not protected."""
    by, desk = signed_in(request), chosen(request, by=signed_in(request))
    said = request.POST if request.method == "POST" else request.GET
    read, refused = None, ""
    if request.method == "POST":
        try:
            read = _read(request, by=by)
        except InvalidValueError as refusal:
            refused = plainly(refusal)
    shown = {
        "desks": queue.my_desks(by=by),
        "desk": desk,
        "scan": said.get("scan", ""),
        # What was read off a photograph can be put right by hand and read again.
        "text": _shown(said.get("text", ""), read, refused=refused),
        "purpose": said.get("purpose", last_purpose(request)),
        "read": read,
        "refused": refused,
    }
    status = 400 if refused else 200
    return render(request, "console/airport/documents.html", shown, status=status)


@require_http_methods(["GET", "POST"])
def document(request: HttpRequest, name: str) -> HttpResponse:
    """A document that is kept, masked where it is old; two persons unmask it."""
    by, now = signed_in(request), timezone.now()
    if request.method == "POST":
        if request.POST.get("do") == "allow":
            checking.allow_unmasking(name, by=by, now=now)
        else:
            reason = request.POST.get("reason", "")
            checking.ask_to_unmask(name, reason=reason, by=by, now=now)
        return redirect("console:document", name=name)
    row = checking.document(name, by=by)
    shown = {
        "row": row,
        "open": checking.is_open(row, by=by, now=now),
        "asked": row.unmaskings.filter(allowed_at=None).last(),
        "may_allow": Permission.ALLOW_UNMASKING in by.permissions,
    }
    return render(request, "console/airport/document.html", shown)


def _shown(text: str, read: Read | None, *, refused: str) -> str:
    if refused:
        return text
    return "\n".join(read.mrz.lines) if read and read.photographed and read.mrz else ""


def _read(request: HttpRequest, *, by: User) -> Read:
    said, desk = request.POST, chosen(request, by=by)
    scan = checking.scan_named(said.get("scan", ""), by=by)
    desk = scan.desk if scan else desk
    if desk is None:
        raise InvalidValueError("There is no such desk of your agency: choose one of the list.")
    photograph = request.FILES.get("picture")
    if photograph is not None and (photograph.size or 0) > _MOST_BYTES:
        raise InvalidValueError("The picture is larger than 20 MB: send it smaller.")
    text = checking.text_of(photograph.read()) if photograph else said.get("text", "")
    return checking.read_document(
        text, desk=desk, scan=scan, purpose=said.get("purpose", ""),
        photographed=photograph is not None, by=by, now=timezone.now(),
    )  # fmt: skip
