"""One scan: its viewer, its marks and pictures, and the records on it."""

import gzip

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_POST

from markaz.accounts.models import User
from markaz.actions.airport.bags import pictures
from markaz.actions.airport.desk import deciding, desks, looking, outcome, queue
from markaz.console.airport import forms
from markaz.console.airport.words import sentence
from markaz.console.desk import signed_in
from markaz.store.models import OfficerDecision

_CLEAR = OfficerDecision.Decision.CLEAR


def scan(request: HttpRequest, name: str) -> HttpResponse:
    """The viewer, with the decision or what followed it beside the picture."""
    by, now = signed_in(request), timezone.now()
    file = looking.open_file(name, by=by, now=now)
    shown = {"file": file, "row": file.row, "substances": forms.substances(), "viewing": True}
    return render(request, "console/airport/scan.html", shown)


def marks(request: HttpRequest, name: str) -> JsonResponse:
    """The marks that the person may see by now, for the viewer."""
    found = looking.marks(name, by=signed_in(request))
    return JsonResponse({"marks": [{**one, "text": sentence(str(one["text"]))} for one in found]})


def _etag(request: HttpRequest, name: str, part: str) -> str:
    # Asked first: who may not see the scan is refused before anything is compared.
    row = desks.scan_of(name, by=signed_in(request))
    return f'"{row.name}-{part}-{row.received_at.timestamp():.0f}"'


@condition(etag_func=_etag)
def picture(request: HttpRequest, name: str, part: str) -> HttpResponse:
    """One picture of a scan as rows of numbers, packed once when the scan came."""
    packed = pictures.picture(name, part, by=signed_in(request))
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers = {"Content-Encoding": "gzip"}
    else:
        packed, headers = gzip.decompress(packed), {}
    # The browser keeps it and asks each time whether it may still show it.
    headers |= {"Cache-Control": "private, no-cache", "Vary": "Accept-Encoding"}
    return HttpResponse(packed, content_type="application/octet-stream", headers=headers)


def report(request: HttpRequest, name: str, sha256: str) -> HttpResponse:
    """What the reading aid, a detector or the machine itself said of a scan, as its DICOS file."""
    kept = looking.report(name, sha256, by=signed_in(request), now=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{kept.file_name}"'}
    return HttpResponse(kept.content, content_type="application/dicom", headers=headers)


@require_POST
def decide(request: HttpRequest, name: str) -> HttpResponse:
    """Keep the officer's decision; a cleared bag gives way to the next one."""
    by, said = signed_in(request), request.POST
    done = deciding.decide(
        name,
        decision=said.get("decision", ""),
        reason=said.get("reason", ""),
        correction=said.get("correction", ""),
        by=by,
        now=timezone.now(),
    )
    row = done.row.scan
    if done.projected:
        messages.info(request, _("This picture was a test. See below what was projected."))
        return redirect("console:scan", name=row.name)
    messages.success(request, _("The decision is kept."))
    following = queue.following(row) if done.row.decision == _CLEAR else None
    return redirect("console:scan", name=following.name if following else row.name)


@require_POST
def record(request: HttpRequest, name: str) -> HttpResponse:
    """Keep what the search, the kit or the laboratory said."""
    by, said = signed_in(request), request.POST
    _RECORDS.get(said.get("do", ""), _search)(name, said, by)
    messages.success(request, _("It is recorded."))
    return redirect("console:scan", name=name)


def _search(name: str, said: QueryDict, by: User) -> None:
    outcome.record_search(
        name,
        found=said.get("found") == "yes",
        what=said.get("what", ""),
        where=said.get("where", ""),
        correction=said.get("correction", ""),
        by=by,
        now=timezone.now(),
    )


def _test(name: str, said: QueryDict, by: User) -> None:
    outcome.record_test(
        name,
        kit=said.get("kit", ""),
        lot=said.get("lot", ""),
        colour=said.get("colour", ""),
        result=said.get("result", ""),
        substance=said.get("substance", ""),
        correction=said.get("correction", ""),
        by=by,
        now=timezone.now(),
    )


def _laboratory(name: str, said: QueryDict, by: User) -> None:
    outcome.record_laboratory(
        name,
        laboratory=said.get("laboratory", ""),
        reference=said.get("reference", ""),
        result=said.get("result", ""),
        substance=said.get("substance", ""),
        correction=said.get("correction", ""),
        by=by,
        now=timezone.now(),
    )


_RECORDS = {"search": _search, "test": _test, "laboratory": _laboratory}
