"""The check: who knows this, how surely and why, and whom to ring; and who asked about ours."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from markaz.actions.subjects import notices as told
from markaz.actions.subjects.check import check as ask
from markaz.console.desk import PAGE, Paging, offset, page_number, signed_in
from markaz.console.errors import plainly
from markaz.console.subjects import asking
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, TooManyChecksError


def check(request: HttpRequest) -> HttpResponse:
    """The question, and by POST its answer: what was asked stands in no address and no history."""
    by = signed_in(request)
    require(by.permissions, Permission.CHECK)
    one = asking.typed(request.POST, purpose=asking.last_purpose(request))
    shown: dict[str, object] = {
        "typed": one,
        "kinds": asking.KINDS,
        "may_keep": Permission.KEEP_SUBJECTS in by.permissions,
        "may_be_silent": Permission.CHECK_SILENTLY in by.permissions,
    }
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            asked = asking.asked(one)
            shown["answer"] = ask(
                asked, purpose=one.purpose, by=by, now=timezone.now(), silent=one.silent
            )
            asking.keep_purpose(request, one.purpose)
        except TooManyChecksError as error:
            shown["refused"], status = plainly(error), HTTPStatus.TOO_MANY_REQUESTS
        except InvalidValueError as error:
            shown["refused"], status = plainly(error), HTTPStatus.BAD_REQUEST
    return render(request, "console/subjects/check.html", shown, status=status)


def notices(request: HttpRequest) -> HttpResponse:
    """Who asked about entries of the person's own agency."""
    number = page_number(request)
    found, total = told.notices(by=signed_in(request), limit=PAGE, offset=offset(number))
    shown = {"notices": found, "paging": Paging(number, total)}
    return render(request, "console/subjects/notices.html", shown)
