"""Files on subjects: which there are, which are due for review, opening one and keeping it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from markaz.accounts.models import User
from markaz.actions.entries.opening import mention_numbers, open_from
from markaz.actions.subjects import keeping
from markaz.console.desk import PAGE, Paging, offset, page_number, signed_in
from markaz.console.errors import plainly
from markaz.console.subjects import keeping as forms
from markaz.governance.marking import Marking
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.records.subject import Category
from markaz.store.models import SubjectRow
from markaz.store.subjects import lookup, seeing

Form = Mapping[str, str]


def subjects(request: HttpRequest) -> HttpResponse:
    """The agency's files by their day of review; `?due` leaves those whose day has come."""
    by, number = _reader(request), page_number(request)
    today, due = timezone.localdate(), "due" in request.GET
    every = seeing.subjects(by)
    waiting = every.filter(review_by__lte=today)
    found = waiting if due else every
    rows = list(found[offset(number) : offset(number) + PAGE])
    shown = {
        "rows": rows,
        "names": seeing.names([row.id for row in rows]),
        "paging": Paging(number, found.count()),
        "due": due,
        "waiting": waiting.count(),
        "today": today,
        **forms.choices(by),
    }
    return render(request, "console/subjects/subjects.html", shown)


@require_http_methods(["GET", "POST"])
def open_subject(request: HttpRequest) -> HttpResponse:
    """Open a file from mentions; without basis, category and day of review there is none."""
    by, now = _reader(request), timezone.now()
    require(by.permissions, Permission.KEEP_SUBJECTS)
    typed = request.POST or request.GET
    sentence = ""
    if request.method == "POST":
        try:
            row = _opened(request.POST, by=by, now=now)
        except InvalidValueError as error:
            sentence = plainly(error)
        else:
            messages.success(request, _("The file is open."))
            return redirect("console:keep", name=row.name)
    shown = {
        "typed": typed,
        "sentence": sentence,
        "named": _named(typed.get("mentions", ""), by=by),
        "review_by": typed.get("review_by") or forms.review_offered(now=now).isoformat(),
        **forms.choices(by),
    }
    status = HTTPStatus.BAD_REQUEST if sentence else HTTPStatus.OK
    return render(request, "console/subjects/open.html", shown, status=status)


@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, name: str) -> HttpResponse:
    """One file: what is kept, what was taken away and by whom, and every change to it."""
    by, now, sentence = _reader(request), timezone.now(), ""
    row = seeing.subjects(by).filter(name=name).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        require(by.permissions, Permission.KEEP_SUBJECTS)
        try:
            _done(row.id, request.POST, by=by, now=now)
        except InvalidValueError as error:
            sentence = plainly(error)
        else:
            messages.success(request, _("It is kept."))
            return redirect("console:keep", name=name)
    shown = {**_kept(row), "typed": request.POST, "sentence": sentence, **forms.choices(by)}
    shown["review_by"] = forms.review_offered(now=now).isoformat()
    shown["today"] = timezone.localdate(now)
    status = HTTPStatus.BAD_REQUEST if sentence else HTTPStatus.OK
    return render(request, "console/subjects/keep.html", shown, status=status)


def _reader(request: HttpRequest) -> User:
    by = signed_in(request)
    require(by.permissions, Permission.CHECK)
    return by


def _opened(form: Form, *, by: User, now: datetime) -> SubjectRow:
    return open_from(
        forms.subject(form, now=now),
        mention_numbers(form.get("mentions", "")),
        agency=form.get("agency", ""),
        marking=forms.one_of(Marking, form.get("marking", "")),
        reason=form.get("reason", ""),
        by=by,
        now=now,
    )


def _named(written: str, *, by: User) -> list[lookup.Held]:
    """The mentions that the form names, as far as the person may see them."""
    try:
        held = lookup.fetch(mention_numbers(written)[:PAGE])
    except InvalidValueError:
        return []
    may = by.viewer
    return [one for one in held.values() if may.at_centre or one.agency in may.agencies]


def _kept(row: SubjectRow) -> dict[str, object]:
    belongings = list(seeing.belongings(row.id))
    held = lookup.fetch([one.mention_id for one in belongings])
    return {
        "row": row,
        "name": seeing.names([row.id]).get(row.id, ""),
        "aliases": seeing.aliases(row.id),
        "mentions": [(one, held.get(one.mention_id)) for one in belongings],
        "changes": seeing.changes(row.id),
    }


def _done(number: int, form: Form, *, by: User, now: datetime) -> None:
    """What the pressed button asks for."""
    asked = form.get("do", "")
    if asked in _ON_FILE:
        _ON_FILE[asked](number, form, by, now)
    elif asked == "remove":
        keeping.remove_alias(_of_file(number, form), by=by, now=now)
    elif asked == "restore":
        keeping.restore_alias(_of_file(number, form), by=by, now=now)
    elif asked == "release":
        keeping.release_mention(forms.number(form.get("mention", "")), by=by, now=now)
    else:
        raise InvalidValueError("Choose one of those that the form offers.")


def _of_file(number: int, form: Form) -> int:
    """The name or number that the form names, where it is this file's."""
    alias = forms.number(form.get("alias", ""))
    if not seeing.aliases(number).filter(id=alias).exists():
        raise InvalidValueError("Choose one of those that the form offers.")
    return alias


def _change(number: int, form: Form, by: User, now: datetime) -> None:
    category = forms.one_of(Category, form.get("category", ""))
    basis = form.get("basis", "").strip()
    keeping.change_subject(number, category=category, basis=basis, by=by, now=now)


def _review(number: int, form: Form, by: User, now: datetime) -> None:
    basis, until = form.get("basis", "").strip(), forms.day(form.get("review_by", ""))
    keeping.validate_subject(number, basis=basis, review_by=until, by=by, now=now)


def _say(number: int, form: Form, by: User, now: datetime) -> None:
    keeping.add_alias(number, forms.said(form, now=now), by=by, now=now)


def _claim(number: int, form: Form, by: User, now: datetime) -> None:
    mention, reason = forms.number(form.get("mention", "").strip()), form.get("reason", "")
    keeping.claim_mention(number, mention, reason=reason, by=by, now=now)


_ON_FILE: dict[str, Callable[[int, Form, User, datetime], None]] = {
    "change": _change,
    "review": _review,
    "say": _say,
    "claim": _claim,
}
