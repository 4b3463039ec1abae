"""Reading what a partner's program sends: an envelope of objects, within bounds."""

import json
from typing import Any

from django.http import HttpRequest

from markaz.taxii.refusals import BadRequestError, TooLargeError, UnprocessableError

# Each object is answered for itself: millions of small ones would cost far more than their bytes.
_MOST_OBJECTS = 10_000


def read(request: HttpRequest, *, most: int) -> list[Any]:
    """The objects of the body, at most `most` bytes of which are read.

    Raises:
        TooLargeError: the body is larger.
        BadRequestError: it is no JSON.
        UnprocessableError: it is no envelope with at least one object, or holds too many.
    """
    said = _parsed(_body(request, most=most))
    if not isinstance(said, dict):
        raise UnprocessableError('Send an envelope: {"objects": [...]}.')
    sent = said.get("objects")
    if not isinstance(sent, list) or not sent:
        raise UnprocessableError('The envelope has no list "objects" with at least one object.')
    if len(sent) > _MOST_OBJECTS:
        raise UnprocessableError(
            f"Send at most {_MOST_OBJECTS} objects at once: send the rest after."
        )
    return sent


def _body(request: HttpRequest, *, most: int) -> bytes:
    announced = request.headers.get("Content-Length") or "0"
    # What is announced as too large is not read at all.
    if announced.isdigit() and int(announced) > most:
        raise TooLargeError(most)
    body = request.read(most + 1)
    if len(body) > most:
        raise TooLargeError(most)
    return body


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        raise BadRequestError("The body is not UTF-8: send JSON in UTF-8.") from None
    except RecursionError:
        raise UnprocessableError("The body is nested too deeply: send plain objects.") from None
    except ValueError as error:
        raise BadRequestError(f"The body cannot be read as JSON: {error}.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The pairs of an object; a key given twice would silently lose its first value."""
    read = dict(pairs)
    if len(read) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return read


def _no_number(written: str) -> Any:
    raise ValueError(f"{written} is no number of JSON")
