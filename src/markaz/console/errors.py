"""One table from a failure to its answer: a page with one sentence that says what to do."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from markaz.briefing.printing import numbers
from markaz.console import wording
from markaz.console.exchange import words
from markaz.console.wording import language
from markaz.governance.permissions import Permission
from markaz.governance.release import Part, Refusal
from markaz.intake.values.sentences import in_urdu
from markaz.records.errors import (
    Bilingual,
    Listed,
    MarkazError,
    NotPermittedError,
    PurposeError,
    UnknownFigureError,
    UnknownSourceError,
)
from markaz.records.kinds import ReportKind
from markaz.store.models import RequestAct
from markaz.subjects.identifiers.identifier import IdentifierKind

# A text of another direction would turn its neighbours around.
_APART, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
# What is said of a code by the pages' own lists.
_WORDS: dict[type, Callable[[str], str]] = {
    Permission: partial(wording.term, which="permission"),
    IdentifierKind: partial(wording.term, which="number"),
    ReportKind: partial(wording.term, which="kind"),
    Part: partial(words.told, which="part"),
    # Whole sentences on the page of a release, and parts of one here.
    Refusal: lambda code: words.told(code, "refusal").rstrip("۔"),
    RequestAct.Kind: partial(words.told, which="step"),
}
# The first that fits answers; anything not in this table is a fault of the program.
_ANSWERS: tuple[tuple[type[MarkazError], int], ...] = (
    (NotPermittedError, 403),
    (UnknownFigureError, 404),
    (UnknownSourceError, 404),
    (MarkazError, 400),
)


def plainly(failure: MarkazError) -> str:
    """The refusal's sentence in the language of the page."""
    if language() == "en" or not failure.sentence:
        return str(failure)
    template = gettext(failure.sentence)
    if not failure.values:
        return template
    return template.format(**{name: _Part(value) for name, value in failure.values.items()})


def of_row(sentence: str) -> str:
    """What is said of a row that was set aside or asked about, in the language of the page."""
    return (in_urdu(sentence) or sentence) if language() == "ur" else sentence


class _Part:
    """A value within an Urdu sentence: its own Urdu, Urdu digits, or a text set apart in it."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        value = self._value
        own = _own_words(value)
        if own is not None:
            return own
        written = format(value, spec)
        if isinstance(value, int | float | Decimal):
            written = numbers.script(written, lang="ur")
            if value >= 0:
                return written
        return f"{_APART}{written}{_END}"


def _own_words(value: object) -> str | None:
    """The Urdu that the value brings or the pages have for it; None where it stays as it is."""
    if isinstance(value, Bilingual):
        return value.ur
    if isinstance(value, Listed):
        return "؛ ".join(format(_Part(one)) for one in value.parts)
    if type(value) in _WORDS:
        return _WORDS[type(value)](str(value))
    if isinstance(value, date):
        return wording.moment(value) if isinstance(value, datetime) else wording.day(value)
    return None


class SpeakPlainly:
    """Shows a refusal as its own sentence instead of a fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        """The page for a failure that has a sentence; None leaves it to the framework."""
        if isinstance(failure, PurposeError):
            # Not an end but a question: the page is shown as soon as it is answered.
            back = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('console:purpose')}?{back}")
        for kind, status in _ANSWERS:
            if isinstance(failure, kind):
                return render(
                    request, "console/said.html", {"sentence": plainly(failure)}, status=status
                )
        return None
