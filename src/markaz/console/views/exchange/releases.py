"""One release: who would see what, its signature, and afterwards what was read of it."""

import json
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from markaz.accounts.models import User
from markaz.actions.exchange.sharing import releasing
from markaz.console.errors import plainly
from markaz.console.views.exchange.agreements import exchanger
from markaz.records.errors import InvalidValueError
from markaz.store.exchange.releasing import releases
from markaz.store.models import ReleaseRow


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, name: str) -> HttpResponse:
    """A release as it would go, or as it went; a POST signs or drops it."""
    by, refused = exchanger(request), ""
    row = releases.named(name)
    if row is None:
        raise Http404
    if request.method == "POST":
        try:
            return _done(request, row, by=by)
        except InvalidValueError as refusal:
            refused = plainly(refusal)
    shown = {
        "row": row,
        "told": row.told,
        "objects": sum(row.told["objects"].values()),
        "refused": refused,
        "may_sign": releasing.signs(row, by=by),
        "prepared_it": row.prepared_by == by.username,
        **(_went(row) if row.signed_at else _would_go(row, by=by)),
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render(request, "console/exchange/release.html", shown, status=status)


def _went(row: ReleaseRow) -> dict[str, object]:
    given = releases.given(row)
    return {"given": given, "to_recall": any(one.notice is None for one in given)}


def _would_go(row: ReleaseRow, *, by: User) -> dict[str, object]:
    """What the preparer is told besides: what stays, and whether anything has changed since."""
    if row.dropped_at:
        return {}
    try:
        seen = releasing.preview(row.name, by=by, now=timezone.now())
    except InvalidValueError as refusal:
        return {"changed": True, "why": plainly(refusal)}
    telling = [one for one in seen.stix if not one["type"].endswith("-definition")]
    return {
        "left": seen.left,
        "withheld": seen.withheld,
        "changed": seen.told != row.told,
        "words": json.dumps(telling, ensure_ascii=False, indent=1),
    }


def _done(request: HttpRequest, row: ReleaseRow, *, by: User) -> HttpResponse:
    if request.POST.get("do") == "sign":
        releasing.sign(row.name, by=by, now=timezone.now())
        messages.success(request, _("It is released: the partner can read it from now on."))
        return redirect("console:release", name=row.name)
    releasing.drop(row.name, by=by, now=timezone.now())
    messages.success(request, _("It is put away; nothing of it went."))
    return redirect("console:agreement", name=row.agreement.name)
