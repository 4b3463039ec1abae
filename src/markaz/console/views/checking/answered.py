"""A person's word on a question of the checker, from whatever page shows it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from markaz.actions.checking import answering
from markaz.console.desk import signed_in
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import Answer

_PAGES = {"batch": "console:batch", "message": "console:message", "edition": "console:edition"}


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Answer a question, set it aside, or open it again; back to the page that asked."""
    subject, said = request.POST.get("subject", ""), request.POST.get("said", "")
    if said not in set(Answer):
        raise InvalidValueError("Choose whether the question is answered or set aside.")
    answering.answer(
        subject,
        request.POST.get("question", ""),
        Answer(said),
        reason=request.POST.get("reason", ""),
        by=signed_in(request),
        now=timezone.now(),
    )
    messages.success(request, _("The answer is kept, with its reason."))
    kind, _space, name = subject.partition(" ")
    return redirect(_PAGES[kind], name.removeprefix("MSG-") if kind == "message" else name)
