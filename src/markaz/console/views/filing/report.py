"""One report by form: typed, asked about where something is in doubt, filed and matched."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from markaz.accounts.models import User
from markaz.actions import viewing
from markaz.actions.exchange import incoming
from markaz.actions.exchange.incoming import Incoming
from markaz.actions.filing import typed
from markaz.actions.filing.typed import Filed
from markaz.actions.intake import Receipt
from markaz.actions.review import queue
from markaz.actions.voices.beside import of_report
from markaz.console.desk import signed_in
from markaz.console.errors import plainly
from markaz.console.filing.fields import suggestions
from markaz.console.filing.form import Form
from markaz.console.messages import told
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, UnreadableFileError


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Type one report; what cannot be read is said beside its field and nothing is lost."""
    by = signed_in(request)
    require(by.permissions, Permission.RECEIVE_FILE)
    draft = incoming.named(request.GET["draft"], by=by) if request.GET.get("draft") else None
    begun = draft.draft.typed() if draft and draft.draft else {}
    form = Form(request.POST if request.method == "POST" else None, by=by, begun=begun)
    if request.method == "GET":
        return page(request, form)
    if "add" in request.POST:
        form.add(request.POST["add"])
        return page(request, form)
    try:
        filed = _filed(form, by=by, sure="confirm" in request.POST, draft=draft)
    except (InvalidValueError, UnreadableFileError) as error:
        return page(request, form, sentence=plainly(error), status=400)
    if isinstance(filed, Receipt):
        return page(request, form, asked=filed, status=400 if filed.set_aside else 200)
    _tell(request, filed)
    return redirect("console:filed", number=filed.number)


def filed(request: HttpRequest, number: int) -> HttpResponse:
    """A report that was filed: which incident it tells of, and what it may repeat."""
    by, now = signed_in(request), timezone.now()
    file = viewing.view_incident(number, by=by, now=now)
    if file is None:
        raise Http404
    of_number = {each.report.number: each for each in file.filed}
    shown = {
        "number": number,
        "filed": of_number.pop(number),
        "others": list(of_number.values()),
        "pairs": queue.waiting_for(number, by=by),
        "told_twice": told.of_report(of_report(number, by=by)),
    }
    return render(request, "console/filed.html", shown)


def _filed(form: Form, *, by: User, sure: bool, draft: Incoming | None) -> Filed | Receipt:
    """The report as filed; or, where it is asked about first, what the reader says of it."""
    told, now = form.report(), timezone.now()
    source = draft.draft.source if draft and draft.draft else typed.SOURCE
    looked = typed.look_at(told, by=by, now=now, source=source)
    form.mark(looked)
    if looked.tally.revised:
        form.doubt(
            "reference",
            _("A report with this reference stands already: filing this revises it."),
        )
    if looked.set_aside or (not sure and form.remarks()):
        return looked
    if draft is not None:
        return incoming.file_completed(draft, told, by=by, now=now)
    return typed.file_report(told, by=by, now=now)


def _tell(request: HttpRequest, done: Filed) -> None:
    if done.receipt.repeated or done.receipt.tally.unchanged:
        messages.info(request, _("This very report stood already: nothing has changed."))
        return
    messages.success(request, _("The report is filed."))
    if done.receipt.joined is None:
        messages.info(request, _("It is compared with the others at the next consolidation."))


def page(
    request: HttpRequest,
    form: Form,
    *,
    sentence: str = "",
    asked: Receipt | None = None,
    status: int = 200,
    action: str = "",
) -> HttpResponse:
    """The form as typed so far; `action` is where it is sent, else the same page."""
    shown = {
        "sections": form.sections(),
        "remarks": form.remarks(),
        "suggestions": suggestions(),
        "draft": request.GET.get("draft", ""),
        "sentence": sentence,
        "action": action or request.get_full_path(),
        "may_confirm": asked is not None and not asked.set_aside,
        "refused": asked is not None and bool(asked.set_aside),
    }
    return render(request, "console/report.html", shown, status=status)
