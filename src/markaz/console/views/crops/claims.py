"""Handing in fields: a file of outlines, or one field drawn on the map."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from markaz.actions.crops.claims import filing
from markaz.actions.crops.claims.filing import Filed
from markaz.console import wording
from markaz.console.crops import forms
from markaz.console.desk import signed_in
from markaz.console.errors import plainly
from markaz.governance.permissions import Permission, require
from markaz.records.errors import MarkazError


@require_http_methods(["GET", "POST"])
def file_fields(request: HttpRequest) -> HttpResponse:
    """The form, and what became of what was handed in."""
    by = signed_in(request)
    require(by.permissions, Permission.RECEIVE_FILE)
    if request.method == "GET":
        return _form(request)
    try:
        handed = forms.handed(request.POST, by=by)
        with forms.as_file(request.POST, request.FILES.get("file")) as (path, name):
            filed = filing.file_fields(path, handed, file_name=name, by=by, now=timezone.now())
    except MarkazError as refusal:
        return _form(request, sentence=plainly(refusal))
    _tell(request, filed)
    if filed.set_aside:
        return redirect("console:batch", number=filed.file.batch_id)
    return redirect("console:crops")


def _tell(request: HttpRequest, filed: Filed) -> None:
    if filed.repeated:
        messages.info(request, _("This very file was handed in before: nothing has changed."))
        return
    count = filed.new + filed.changed
    said = ngettext("%(n)s field is filed.", "%(n)s fields are filed.", count)
    messages.success(request, said % {"n": wording.count(count)})
    if filed.overlaps:
        said = ngettext(
            "It lies over another claim in %(n)s place: that ground counts once.",
            "They lie over other claims in %(n)s places: that ground counts once.",
            filed.overlaps,
        )
        messages.warning(request, said % {"n": wording.count(filed.overlaps)})
    if filed.set_aside:
        said = ngettext(
            "%(n)s row is set aside with its reason, below.",
            "%(n)s rows are set aside with their reasons, below.",
            filed.set_aside,
        )
        messages.warning(request, said % {"n": wording.count(filed.set_aside)})


def _form(request: HttpRequest, *, sentence: str = "") -> HttpResponse:
    shown = {"typed": request.POST, "sentence": sentence, **forms.choices(signed_in(request))}
    return render(request, "console/crops/file.html", shown, status=400 if sentence else 200)
