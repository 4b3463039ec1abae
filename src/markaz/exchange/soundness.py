"""Whether an object of a partner can be kept: the few things that every STIX object must have."""

import re
from collections.abc import Callable
from typing import Any

_TYPE = re.compile(r"[a-z0-9][a-z0-9-]{2,249}")
_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_ID = re.compile(rf"[a-z0-9][a-z0-9-]{{2,249}}--{_UUID}")
_MOMENT = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?Z"
)
_HIGHEST_CONFIDENCE = 100


def fault(stix: object) -> str:
    """What is wrong with an object, in one sentence; empty where it can be kept.

    Only what every object shares is looked at: what a type or an extension adds is its own.
    """
    if not isinstance(stix, dict):
        return "An entry of the list is no object: write each in braces."
    kind, ref = stix.get("type"), stix.get("id")
    if not isinstance(kind, str) or not _TYPE.fullmatch(kind):
        return "The object has no type in small letters, digits and hyphens: give it one."
    if not isinstance(ref, str) or not _ID.fullmatch(ref) or ref.split("--")[0] != kind:
        return f"The id of this {kind} is not {kind}-- and a UUID: correct it."
    for name, (sound, sentence) in _COMMON.items():
        if name in stix and not sound(stix[name]):
            return f"{name} of {ref} {sentence}"
    return _references(stix, ref)


def _references(stix: dict[str, Any], ref: str) -> str:
    for name, value in stix.items():
        if name.endswith("_ref") and not _ref(value):
            return f"{name} of {ref} is no id: write the id of one object."
        if name.endswith("_refs") and not (isinstance(value, list) and all(map(_ref, value))):
            return f"{name} of {ref} is no list of ids: write ids in a list."
    return ""


def _ref(value: object) -> bool:
    # STIX 2.0 refers within observed data by a bare number.
    return isinstance(value, str) and bool(_ID.fullmatch(value) or value.isdigit())


def _moment(value: object) -> bool:
    return isinstance(value, str) and bool(_MOMENT.fullmatch(value))


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _granular(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and _texts(one.get("selectors"))
        and all(isinstance(one.get(name, ""), str) for name in ("marking_ref", "lang"))
        for one in value
    )


def _confidence(value: object) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and 0 <= int(str(value)) <= _HIGHEST_CONFIDENCE


_COMMON: dict[str, tuple[Callable[[Any], bool], str]] = {
    "spec_version": (lambda value: value in ("2.0", "2.1"), "is not 2.0 or 2.1: correct it."),
    "created": (_moment, "is no time of day in UTC such as 2026-01-31T08:00:00.000Z."),
    "modified": (_moment, "is no time of day in UTC such as 2026-01-31T08:00:00.000Z."),
    "revoked": (lambda value: isinstance(value, bool), "is neither true nor false."),
    "confidence": (_confidence, "is no whole number from 0 to 100."),
    "labels": (_texts, "is no list of texts."),
    "granular_markings": (_granular, "is no list of markings with their selectors."),
    "external_references": (
        lambda value: isinstance(value, list) and all(isinstance(one, dict) for one in value),
        "is no list of references.",
    ),
    "extensions": (
        lambda value: isinstance(value, dict) and all(isinstance(v, dict) for v in value.values()),
        "is no object of extensions by their ids.",
    ),
}
