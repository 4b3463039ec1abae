"""Taking an incident back, the answers to it, and an originator's consent."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from markaz.actions.exchange.sharing import consenting, recalling
from markaz.console.desk import signed_in
from markaz.console.exchange import forms, words
from markaz.console.subjects import keeping
from markaz.console.views.exchange.agreements import exchanger
from markaz.store.exchange.releasing import recalls


@require_POST
def recall_incident(request: HttpRequest, number: int) -> HttpResponse:
    """Take an incident back from every partner that was given it."""
    reason = request.POST.get("reason", "")
    row = recalling.recall(number, reason=reason, by=signed_in(request), now=timezone.now())
    messages.success(request, _("It is taken back; each partner finds the notice in its place."))
    return redirect("console:recall", name=row.name)


@require_http_methods(["GET", "POST"])
def recall(request: HttpRequest, name: str) -> HttpResponse:
    """One recall with its notices and answers; a POST enters what a partner said."""
    by, now = exchanger(request), timezone.now()
    row = recalls.named(name)
    if row is None:
        raise Http404
    if request.method == "POST":
        notice = keeping.number(request.POST.get("notice", ""))
        recalling.acknowledge(notice, forms.word(request.POST), by=by, now=now)
        messages.success(request, _("The answer is entered."))
        return redirect("console:recall", name=row.name)
    shown = {
        "row": row,
        "notices": recalls.notices(row),
        "now": now,
        "answers": list(words.ANSWERS.items()),
    }
    return render(request, "console/exchange/recall.html", shown)


@require_POST
def consent(request: HttpRequest, number: int) -> HttpResponse:
    """Let a report of one's own agency go to a partner under a lower marking, or take it back."""
    said, by, now = request.POST, signed_in(request), timezone.now()
    if "withdraw" in said:
        consenting.withdraw_consent(keeping.number(said.get("withdraw", "")), by=by, now=now)
        messages.success(request, _("The consent is taken back; nothing more goes by it."))
    else:
        consenting.consent(
            keeping.number(said.get("report", "")),
            partner=said.get("partner", ""),
            lowered_to=said.get("lowered_to", ""),
            until=keeping.day(said.get("until", "")),
            reason=said.get("reason", ""),
            by=by,
            now=now,
        )
        messages.success(request, _("The consent stands until its day."))
    return redirect("console:incident", number=number)
