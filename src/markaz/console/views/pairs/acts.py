"""From an incident's page: take a report out, join another incident, take a word back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from markaz.actions.review import judging
from markaz.actions.review.judging import Outcome
from markaz.console import wording
from markaz.console.desk import signed_in
from markaz.records.errors import InvalidValueError
from markaz.store.pages.named import report_number


@require_POST
def take_out(request: HttpRequest, number: int) -> HttpResponse:
    """Take one report out of the incident."""
    taken = _number(request.POST.get("report", ""))
    if taken is None:
        raise InvalidValueError("Choose the report to take out.")
    reason = request.POST.get("reason", "")
    judging.unmerge(taken, reason=reason, by=signed_in(request), now=timezone.now())
    messages.success(request, _("The report is taken out."))
    # The page stays with whoever was left behind.
    return redirect("console:incident", number=number)


@require_POST
def join(request: HttpRequest, number: int) -> HttpResponse:
    """Join this incident with the one of another report."""
    by = signed_in(request)
    # Asked first: who may not join learns nothing of which reports there are.
    judging.permit(by)
    other = report_number(request.POST.get("other", ""), viewer=by.viewer)
    reason = request.POST.get("reason", "")
    done = judging.merge([number, other], reason=reason, by=by, now=timezone.now())
    messages.success(request, _("Both incidents are one now."))
    _tell_left_out(request, done)
    return redirect("console:incident", number=number)


@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take an act of judging back."""
    act = _number(request.POST.get("act", ""))
    if act is None:
        raise InvalidValueError("Choose what to take back.")
    judging.undo(act, by=signed_in(request), now=timezone.now())
    messages.success(request, _("The word is taken back."))
    return redirect("console:incident", number=number)


def _number(written: str) -> int | None:
    if not (written.isascii() and written.isdigit() and len(written) < 19):  # noqa: PLR2004 (what a number's column holds)
        return None
    return int(written)


def _tell_left_out(request: HttpRequest, done: Outcome) -> None:
    count = len(done.left_out)
    if count:
        said = ngettext(
            "%(n)s report was judged different and is left out.",
            "%(n)s reports were judged different and are left out.",
            count,
        )
        messages.warning(request, said % {"n": wording.count(count)})
