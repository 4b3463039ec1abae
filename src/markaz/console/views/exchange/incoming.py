"""What partners sent: each draft filed as a report or set aside; what they took back, answered."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from markaz.accounts.models import User
from markaz.actions.exchange import incoming
from markaz.actions.exchange.talking import answering
from markaz.console.desk import PAGE, Paging, offset, page_number
from markaz.console.errors import plainly
from markaz.console.exchange import words
from markaz.console.subjects import keeping
from markaz.console.views.exchange.agreements import exchanger
from markaz.records.errors import InvalidValueError


@require_http_methods(["GET", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits to be looked at; a POST files one draft or sets it aside."""
    by, refused = exchanger(request), ""
    if request.method == "POST":
        try:
            messages.success(request, _done(request.POST, by=by))
        except InvalidValueError as refusal:
            refused = plainly(refusal)
        else:
            return redirect("console:incoming")
    told, number = incoming.waiting(by=by), page_number(request)
    shown = {
        "waiting": told[offset(number) : offset(number) + PAGE],
        "paging": Paging(number, len(told)),
        "most": incoming.MOST,
        "refused": refused,
        "taken_back": answering.taken_back(by=by),
        "answers": list(words.ANSWERS.items()),
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render(request, "console/exchange/incoming.html", shown, status=status)


def _done(posted: QueryDict, *, by: User) -> str:
    if "recall" in posted:
        answering.answer(
            keeping.number(posted.get("recall", "")),
            posted.get("answer", ""),
            words=posted.get("words", ""),
            by=by,
            now=timezone.now(),
        )
        return _("The answer goes to the partner.")
    told = incoming.named(posted.get("object", ""), by=by)
    if "set_aside" in posted:
        reason = posted.get("reason", "")
        incoming.set_aside(told, reason=reason, by=by, now=timezone.now())
        return _("It is set aside, with the reason.")
    filed = incoming.file_incoming(told, agency=by.agency, by=by, now=timezone.now())
    if filed.refusal is not None:
        raise filed.refusal
    return _("The report is filed.")
