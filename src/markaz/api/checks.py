"""Asking by program whether any agency knows a name, a number or a place."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.subjects.check import check as ask
from markaz.api import answers
from markaz.governance.permissions import Permission, require
from markaz.intake.files.objects import parsed
from markaz.records.errors import InvalidValueError
from markaz.subjects.lookup.asked import NUMBERS, Asked, question

_TEXTS = ("name", "father", "born", *NUMBERS, "place", "purpose")
_FIELDS = (*_TEXTS, "silent")
# A question is a line of text; nothing longer is read.
_LARGEST = 16_384


def check(request: HttpRequest, *, by: User) -> JsonResponse:
    """Ask; the question stands in the body, so that no address and no log of one holds it."""
    require(by.permissions, Permission.CHECK)
    said = _read(request.read(_LARGEST + 1))
    answer = ask(
        _question(said),
        purpose=_text(said, "purpose"),
        by=by,
        now=timezone.now(),
        silent=_silent(said),
    )
    return answers.said(answer.as_dict())


def _read(body: bytes) -> dict[str, Any]:
    if len(body) > _LARGEST:
        raise InvalidValueError(f"Ask in {_LARGEST} bytes or fewer.")
    try:
        said = parsed(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InvalidValueError(f"The body cannot be read as JSON: {error}.") from None
    if not isinstance(said, dict):
        raise InvalidValueError('Send one JSON object: {"phone": "...", "purpose": "..."}.')
    unknown = sorted(set(said) - set(_FIELDS))
    if unknown:
        raise InvalidValueError(
            f"A check has no field {unknown[0][:40]!r}: use {', '.join(_FIELDS)}."
        )
    return {name: value for name, value in said.items() if value is not None}


def _question(said: dict[str, Any]) -> Asked:
    return question(
        name=_text(said, "name"),
        father=_text(said, "father"),
        born=_text(said, "born"),
        numbers={kind: _text(said, kind) for kind in NUMBERS},
        place=_text(said, "place"),
    )


def _text(said: dict[str, Any], field: str) -> str:
    value = said.get(field, "")
    if not isinstance(value, str):
        raise InvalidValueError(f"Write {field} as text.")
    return value.strip()


def _silent(said: dict[str, Any]) -> bool:
    silent = said.get("silent", False)
    if not isinstance(silent, bool):
        raise InvalidValueError("Write silent as true or false.")
    return silent
