"""For what somebody looks at people in this sitting: asked before the first page, changeable."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from markaz.console.desk import reader
from markaz.console.errors import plainly
from markaz.console.subjects.asking import keep_purpose, last_purpose
from markaz.records.errors import PurposeError


@require_http_methods(["GET", "POST"])
def purpose(request: HttpRequest) -> HttpResponse:
    """The question; by POST its answer, and back to the page that asked."""
    reader(request)
    sentence, typed = "", request.POST.get("purpose", last_purpose(request))
    onward = _onward(request)
    if request.method == "POST":
        try:
            keep_purpose(request, typed)
        except PurposeError as error:
            sentence = plainly(error)
        else:
            return redirect(onward or "console:subjects")
    shown = {"typed": typed, "sentence": sentence, "onward": onward}
    status = HTTPStatus.BAD_REQUEST if sentence else HTTPStatus.OK
    return render(request, "console/subjects/purpose.html", shown, status=status)


def _onward(request: HttpRequest) -> str:
    """The page of this house to go on to; an address of another host leads nowhere."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    own = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if own else ""
