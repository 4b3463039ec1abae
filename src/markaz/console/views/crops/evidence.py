"""Photographs and visits of a field, and the page for visitors without signal."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from markaz.actions.crops import looking
from markaz.actions.crops.verifying import photos, visits
from markaz.actions.crops.verifying.visits import Visit
from markaz.console.crops import forms, words
from markaz.console.desk import reader, signed_in
from markaz.console.errors import plainly
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, MarkazError

_MOST_LISTED = 2_000


@require_POST
def add_photo(request: HttpRequest, name: str) -> HttpResponse:
    """Take a photograph of a field in."""
    by, file = signed_in(request), request.FILES.get("photo")
    if looking.field_seen(name, by=by) is None:
        raise Http404
    if file is None:
        raise InvalidValueError("Choose a photograph.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "photo"
        with path.open("wb") as kept:
            for block in file.chunks():
                kept.write(block)
        row = photos.keep_photo(name, path, file_name=file.name or "", by=by, now=timezone.now())
    if photos.against(row, by=by):
        messages.warning(request, _("The photograph is kept, with what speaks against it."))
    else:
        messages.success(request, _("The photograph is kept: it shows this field, in time."))
    return redirect("console:field", name=name)


def photo(request: HttpRequest, name: str) -> HttpResponse:
    """A photograph without its metadata."""
    shown = photos.without_metadata(name, by=reader(request))
    if shown is None:
        raise Http404
    return HttpResponse(shown, content_type="image/jpeg")


@require_POST
def add_visit(request: HttpRequest, name: str) -> HttpResponse:
    """Keep one visit typed at a desk."""
    by, said = signed_in(request), request.POST
    if looking.field_seen(name, by=by) is None:
        raise Http404
    told = Visit(
        entry=uuid4(),
        field=name,
        visited_on=forms.day(said.get("visited_on", "")),
        found=said.get("found", ""),
        area=said.get("area", ""),
        remark=said.get("remark", "").strip(),
    )
    done = visits.enter([told], by=by, now=timezone.now())
    for _entry, refusal in done.refused:
        raise refusal
    messages.success(request, _("The visit is kept."))
    return redirect("console:field", name=name)


def visit(request: HttpRequest) -> HttpResponse:
    """The page that works without signal; its worker keeps it on the device."""
    by = signed_in(request)
    require(by.permissions, Permission.RECEIVE_FILE)
    return render(request, "console/crops/visit.html", {"found": words.FOUND.items()})


def visit_worker(request: HttpRequest) -> HttpResponse:
    """The worker's script: only what stands under its own address may it answer for."""
    require(signed_in(request).permissions, Permission.RECEIVE_FILE)
    path = finders.find("console/crops/worker.js")
    return HttpResponse(Path(str(path)).read_bytes(), content_type="text/javascript")


def visit_fields(request: HttpRequest) -> HttpResponse:
    """The fields of the latest season that may be visited, for the device to keep."""
    by = reader(request)
    require(by.permissions, Permission.RECEIVE_FILE)
    known = looking.seasons(by=by)
    seen = looking.season_seen(known[0], by=by).seen[:_MOST_LISTED] if known else ()
    rows = [
        {
            "name": one.row.name,
            "label": one.row.label,
            "agency": one.row.agency,
            "latitude": round((one.row.south + one.row.north) / 2, 6),
            "longitude": round((one.row.west + one.row.east) / 2, 6),
        }
        for one in seen
    ]
    return JsonResponse({"fields": rows})


@require_POST
def visit_entries(request: HttpRequest) -> HttpResponse:
    """Visits that a device kept: each is acknowledged by its name, or refused in a sentence."""
    by = signed_in(request)
    require(by.permissions, Permission.RECEIVE_FILE)
    try:
        sent = json.loads(request.body)
        told = [_visit(one) for one in sent["entries"]]
        device = str(UUID(sent["device"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": _("The device sent what cannot be read.")}, status=400)
    try:
        done = visits.enter(told, by=by, now=timezone.now(), device=device)
    except MarkazError as refusal:
        return JsonResponse({"error": plainly(refusal)}, status=400)
    return JsonResponse(
        {
            "acknowledged": [str(one) for one in done.entries],
            "refused": {str(one): plainly(refusal) for one, refusal in done.refused},
            "held": done.of_device,
        }
    )


def _visit(sent: dict[str, str]) -> Visit:
    place = [sent.get("latitude"), sent.get("longitude")]
    latitude, longitude = (float(one) if one not in (None, "") else None for one in place)
    return Visit(
        entry=UUID(sent["entry"]),
        field=str(sent["field"]),
        visited_on=forms.day(str(sent["visited_on"])),
        found=str(sent["found"]),
        area=str(sent.get("area", "")),
        remark=str(sent.get("remark", ""))[:400],
        latitude=latitude,
        longitude=longitude,
    )
