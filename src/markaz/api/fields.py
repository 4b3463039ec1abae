"""Filing outlined fields and photographs of them, and asking which places are free of poppy."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.crops import looking
from markaz.actions.crops.claims.filing import file_fields
from markaz.actions.crops.claims.reading import Handed
from markaz.actions.crops.status import RULE, as_dict, in_force
from markaz.actions.crops.status import answers as answers_of
from markaz.actions.crops.verifying import photos
from markaz.api import answers
from markaz.api.reports import file_name, remarks, write_body
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError


def file(request: HttpRequest, *, by: User) -> JsonResponse:
    """Take in the body as a file of outlines; the address says what holds for all of them."""
    require(by.permissions, Permission.RECEIVE_FILE)
    asked = request.GET
    handed = Handed(
        agency=asked.get("agency", "") or by.agency,
        cleared_on=_day(asked.get("cleared_on", "")),
        crop=asked.get("crop", "") or "poppy",
        team=asked.get("team", ""),
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "body"
        write_body(request, path)
        name = file_name(request, source="fields")
        filed = file_fields(path, handed, file_name=name, by=by, now=timezone.now())
    told = {
        "file": filed.file.name,
        "batch": filed.file.batch_id,
        "already_received": filed.repeated,
        "new": filed.new,
        "changed": filed.changed,
        "unchanged": filed.unchanged,
        "set_aside": filed.set_aside,
        "overlaps": filed.overlaps,
        **remarks(filed.file.batch_id, by=by, page=1),
    }
    return answers.said(told, status=200 if filed.repeated else 201)


def photograph(request: HttpRequest, name: str, *, by: User) -> JsonResponse:
    """Take the body in as a photograph of a field; what speaks against it is said and kept."""
    if looking.field_seen(name, by=by) is None:
        return answers.absent(request)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "body"
        write_body(request, path)
        called = file_name(request, source="photograph")
        row = photos.keep_photo(name, path, file_name=called, by=by, now=timezone.now())
    told = {
        "photograph": row.name,
        "taken_at": row.taken_at,
        "against": [str(one) for one in photos.against(row, by=by)],
    }
    return answers.said(told, status=201)


def status(request: HttpRequest, *, by: User) -> JsonResponse:
    """Which places are free of poppy in a season by a named rule, as the surveys stand now."""
    require(by.permissions, Permission.SEE_REPORTS)
    written = request.GET.get("season", "")
    if not (written.isascii() and written.isdigit() and len(written) == len("2025")):
        raise InvalidValueError("Write a season as a year, such as 2025.")
    rule = in_force(int(written), name=request.GET.get("rule", "") or RULE)
    return answers.said(as_dict(answers_of(int(written), rule=rule)))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise InvalidValueError("Write days as 2025-12-31.") from None
