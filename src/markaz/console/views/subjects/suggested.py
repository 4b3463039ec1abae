"""Mentions that may be one subject, each pair with its reasons, for a person to judge."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from markaz.accounts.models import User
from markaz.actions.entries import suggesting
from markaz.console.desk import Paging, offset, page_number, signed_in
from markaz.console.errors import plainly
from markaz.console.subjects import keeping as forms
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store.models import SuggestionRow
from markaz.store.subjects import suggestions

# Each takes a third of a screen.
_SIZE = 15


@require_http_methods(["GET", "POST"])
def suggested(request: HttpRequest) -> HttpResponse:
    """The pairs that wait, the surest first; by POST a person's word on one."""
    by, number, sentence = signed_in(request), page_number(request), ""
    if request.method == "POST":
        require(by.permissions, Permission.KEEP_SUBJECTS)
        try:
            return _judged(request, by=by)
        except InvalidValueError as error:
            sentence = plainly(error)
    found, total = suggesting.waiting(by=by, limit=_SIZE, offset=offset(number, size=_SIZE))
    shown = {
        "found": found,
        "paging": Paging(number, total, _SIZE),
        "sentence": sentence,
        **forms.choices(by),
    }
    status = HTTPStatus.BAD_REQUEST if sentence else HTTPStatus.OK
    return render(request, "console/subjects/suggested.html", shown, status=status)


def _judged(request: HttpRequest, *, by: User) -> HttpResponse:
    one, now = forms.number(request.POST.get("suggestion", "")), timezone.now()
    if request.POST.get("do") != "accept":
        suggesting.refuse(one, reason=request.POST.get("reason", ""), by=by, now=now)
        messages.success(request, _("They are not one; nobody is asked again."))
        return redirect("console:suggested")
    if suggesting.accept(one, by=by, now=now) is None:
        return _to_opening(suggestions.waiting(by).get(id=one))
    messages.success(request, _("The other mention is in the file now."))
    return redirect("console:suggested")


def _to_opening(row: SuggestionRow) -> HttpResponse:
    """Neither is in a file: a person says by what right one is opened from both."""
    said = {"mentions": f"{row.left_id}, {row.right_id}", "kind": row.left.kind}
    return redirect(f"{reverse('console:open_subject')}?{urlencode(said)}")
