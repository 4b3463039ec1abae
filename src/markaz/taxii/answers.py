"""What a partner's program is answered: TAXII 2.1, kept by no cache, a refusal in one sentence."""

import json
from collections.abc import Iterable, Mapping
from uuid import uuid4

from django.http import HttpResponse

from markaz.records.errors import InvalidValueError, MarkazError, NotPermittedError
from markaz.store.exchange import stamps
from markaz.store.exchange.paging import Line
from markaz.taxii.refusals import (
    BadRequestError,
    NotAcceptableError,
    NotThereError,
    TooLargeError,
    UnprocessableError,
    UnsupportedTypeError,
)

MEDIA_TYPE = "application/taxii+json;version=2.1"
# The first that fits answers; anything not in this table is a fault of the program.
_STATUS: tuple[tuple[type[MarkazError], int, str], ...] = (
    (NotPermittedError, 403, "Not permitted"),
    (NotThereError, 404, "Not there"),
    (NotAcceptableError, 406, "Not acceptable"),
    (TooLargeError, 413, "Too large"),
    (UnsupportedTypeError, 415, "Unsupported media type"),
    (UnprocessableError, 422, "Not to be processed"),
    (BadRequestError, 400, "Bad request"),
    (InvalidValueError, 400, "Bad request"),
)
KNOWN = tuple(kind for kind, _, _ in _STATUS)


def said(
    value: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """One TAXII resource."""
    return text(json.dumps(value, ensure_ascii=False), status=status, headers=headers)


def text(body: str, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A TAXII resource that is JSON already."""
    return HttpResponse(
        body.encode(),
        status=status,
        content_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def envelope(bodies: Iterable[str], *, next_page: str) -> str:
    """Objects as they are kept, none of them parsed again, and where the next page begins."""
    parts = [f'"more":{"true" if next_page else "false"}']
    if next_page:
        parts.append(f'"next":{json.dumps(next_page)}')
    listed = ",".join(bodies)
    # TAXII allows no empty list.
    if listed:
        parts.append(f'"objects":[{listed}]')
    return "{" + ",".join(parts) + "}"


def dates_added(lines: tuple[Line, ...]) -> dict[str, str]:
    """The headers that say how far a page reaches (TAXII 2.1 section 3.2)."""
    if not lines:
        return {}
    return {
        "X-TAXII-Date-Added-First": stamps.added(lines[0].added),
        "X-TAXII-Date-Added-Last": stamps.added(lines[-1].added),
    }


def refused(
    sentence: str, *, status: int, title: str, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """An error message of TAXII 2.1, section 3.6.1."""
    message = {
        "title": title,
        "description": sentence,
        "error_id": str(uuid4()),
        "http_status": str(status),
    }
    return said(message, status=status, headers=headers)


def refusal(failure: MarkazError) -> HttpResponse:
    """The answer to a failure that has a sentence."""
    status, title = next(
        (status, title) for kind, status, title in _STATUS if isinstance(failure, kind)
    )
    return refused(str(failure), status=status, title=title)
