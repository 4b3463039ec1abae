"""What a program is answered: JSON in UTF-8, kept by no cache, a refusal in one sentence."""

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, JsonResponse

from markaz.records.errors import (
    MarkazError,
    NotPermittedError,
    TooManyChecksError,
    UnknownFigureError,
    UnknownSourceError,
)

# The first that fits answers; anything not in this table is a fault of the program.
_STATUS: tuple[tuple[type[MarkazError], int], ...] = (
    (NotPermittedError, 403),
    (TooManyChecksError, 429),
    (UnknownFigureError, 404),
    (UnknownSourceError, 404),
    (MarkazError, 400),
)


def said(value: object, *, status: int = 200) -> JsonResponse:
    """One JSON value."""
    return JsonResponse(
        value,
        encoder=DjangoJSONEncoder,
        safe=False,
        status=status,
        content_type="application/json; charset=utf-8",
        headers={"Cache-Control": "no-store"},
        json_dumps_params={"ensure_ascii": False},
    )


def refused(sentence: str, *, status: int, **headers: str) -> JsonResponse:
    """A refusal; a header's name is written with low lines."""
    answer = said({"error": sentence}, status=status)
    for name, value in headers.items():
        answer[name.replace("_", "-")] = value
    return answer


def refusal(failure: MarkazError) -> JsonResponse:
    """The answer to a failure that has a sentence."""
    status = next(status for kind, status in _STATUS if isinstance(failure, kind))
    return refused(str(failure), status=status)


def absent(_request: HttpRequest, **_named: object) -> JsonResponse:
    """Nothing stands at this address."""
    return refused("Nothing stands at this address: see docs/api.md for those that do.", status=404)
