"""One table from a failure to its answer: a page with one sentence that says what to do."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from markaz.records.errors import (
    MarkazError,
    NotPermittedError,
    PurposeError,
    UnknownFigureError,
    UnknownSourceError,
)

# The first that fits answers; anything not in this table is a fault of the program.
_ANSWERS: tuple[tuple[type[MarkazError], int], ...] = (
    (NotPermittedError, 403),
    (UnknownFigureError, 404),
    (UnknownSourceError, 404),
    (MarkazError, 400),
)


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
                return render(request, "console/said.html", {"sentence": failure}, status=status)
        return None
