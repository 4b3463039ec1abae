"""Messages: pasted and read, then each draft filed, mended in the form, or dropped by a person."""

from datetime import date
from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from markaz.accounts.models import User
from markaz.actions.checking import asking
from markaz.actions.filing import typed
from markaz.actions.messages import receiving, settling
from markaz.actions.messages.receiving import Pasted
from markaz.actions.messages.settling import Waiting
from markaz.actions.voices.beside import Also, told_also
from markaz.console import wording
from markaz.console.checking.shown import section
from markaz.console.desk import signed_in
from markaz.console.errors import plainly
from markaz.console.filing.form import Form
from markaz.console.messages import told, words
from markaz.console.views.filing import report
from markaz.intake.messages.drafts import MessageDraft
from markaz.records.errors import InvalidValueError

# So many pieces are read while a person waits; their first letters tell where the rest begins.
_PIECES, _SHOWN_REST = 3, 80


@require_http_methods(["GET", "POST"])
def pasted(request: HttpRequest) -> HttpResponse:
    """The box to paste a message into, and the messages with drafts to settle."""
    by, refused = signed_in(request), ""
    if request.method == "POST":
        try:
            dated = _day(request.POST.get("dated", ""))
            text = request.POST.get("text", "")
            got = receiving.receive_text(
                text, dated=dated, by=by, now=timezone.now(), at_most=_PIECES
            )
        except InvalidValueError as refusal:
            refused = plainly(refusal)
        else:
            return _received(request, got)
    shown = {
        "waiting": settling.waiting(by=by), "most": settling.MOST, "refused": refused,
        "text": request.POST.get("text", ""), "dated": request.POST.get("dated", ""),
    }  # fmt: skip
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render(request, "console/messages/pasted.html", shown, status=status)


@require_http_methods(["GET", "POST"])
def message(request: HttpRequest, number: int) -> HttpResponse:
    """One message with the words of each field marked; a POST files or drops a draft."""
    by, refused = signed_in(request), ""
    held = settling.look_at(number, by=by)
    if held is None:
        raise Http404
    if request.method == "POST":
        try:
            messages.success(request, _settle(request.POST, by=by))
        except InvalidValueError as refusal:
            refused = plainly(refusal)
        else:
            return redirect("console:message", number=number)
    also = told_also(held.message, held.received.drafts, by=by)
    pieces = [*words.pieces(held.message.text, held.received.reading.statements)]
    asked = asking.of_message(number, by=by)
    shown = {
        "held": held,
        "pieces": pieces,
        "drafts": [_shown(one, held, also[one.reference], by=by) for one in held.received.drafts],
        "asked": section(asked, by=by, place_of=partial(words.place, pieces)),
        "refused": refused,
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render(request, "console/messages/message.html", shown, status=status)


@require_http_methods(["GET", "POST"])
def mend(request: HttpRequest, reference: str) -> HttpResponse:
    """A draft in the form: mended and filed under its own reference."""
    by = signed_in(request)
    try:
        held, draft = settling.named(reference, by=by)
    except InvalidValueError as refusal:
        raise Http404 from refusal
    form = Form(request.POST if request.method == "POST" else _typed(draft, by=by), by=by)
    action = reverse("console:mend", args=[reference])
    if request.method == "GET":
        return report.page(request, form, action=action)
    if "add" in request.POST:
        form.add(request.POST["add"])
        return report.page(request, form, action=action)
    filled, now = form.report(), timezone.now()
    looked = typed.look_at(filled, by=by, now=now, source=draft.source)
    form.mark(looked)
    if looked.set_aside or ("confirm" not in request.POST and form.remarks()):
        status = HTTPStatus.BAD_REQUEST if looked.set_aside else HTTPStatus.OK
        return report.page(request, form, asked=looked, status=status, action=action)
    settling.file_mended(reference, filled, by=by, now=now)
    messages.success(request, _("The report is filed."))
    return redirect("console:message", number=held.message.id)


def _received(request: HttpRequest, got: Pasted) -> HttpResponse:
    if all(one.repeated for one in got.messages):
        messages.info(request, _("This very message was received before."))
    if len(got.messages) + got.empty == 1 and not got.rest:
        return redirect("console:message", number=got.messages[0].message)
    counted = {
        "letters": wording.count(got.letters),
        "all": wording.count(got.letters + len(got.rest)),
        "messages": wording.count(len(got.messages)),
    }
    said = _("%(letters)s of %(all)s letters were read, as %(messages)s messages.") % counted
    if got.rest:
        begins = " ".join(got.rest[:_SHOWN_REST].split())
        more = _("Paste the rest by itself; it begins with “%(begins)s”.") % {"begins": begins}
        messages.warning(request, f"{said} {more}")
    else:
        messages.success(request, said)
    return redirect("console:messages")


def _settle(posted: QueryDict, *, by: User) -> str:
    reference, now = posted.get("draft", ""), timezone.now()
    if "drop" in posted:
        settling.drop(reference, reason=posted.get("reason", ""), by=by, now=now)
        return _("The draft is dropped, with the reason.")
    filed = settling.file_message_draft(reference, by=by, now=now)
    if filed.refusal is not None:
        raise filed.refusal
    return _("The report is filed.")


def _shown(
    draft: MessageDraft, held: Waiting, also: tuple[Also, ...], *, by: User
) -> dict[str, object]:
    lang = wording.language()
    return {
        "reference": draft.reference,
        "agency": wording.term(settling.agency_of(draft, by=by), "agency"),
        "fields": words.fields(draft.statement),
        "questions": [one.ur if lang == "ur" else one.en for one in draft.statement.questions],
        "parts": [
            (words.part(part), ", ".join(one.text for one in part.agencies), words.fields(part))
            for part in draft.statement.parts
        ],
        "also": told.beside(draft.reference, held.message.id, also),
        "settled": held.settled.get(draft.begins),
    }


def _typed(draft: MessageDraft, *, by: User) -> QueryDict:
    """The draft as the form would send it."""
    filled = QueryDict(mutable=True)
    filled["agency"] = settling.agency_of(draft, by=by)
    for name, value in draft.typed().items():
        if isinstance(value, str):
            filled[name] = value
            continue
        for nth, row in enumerate(value):
            for field, text in row.items():
                filled[f"{name}-{nth}-{field}"] = text
    return filled


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidValueError("“{text}” is no day: write it as 2026-01-31.", text=text) from error
