"""A check as the box and the page ask it: what was typed, told apart, with its purpose."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest

from markaz.governance.purpose import stated
from markaz.records.errors import Bilingual, InvalidValueError
from markaz.subjects.identifiers.identifier import Doubt, IdentifierKind
from markaz.subjects.identifiers.reading import read
from markaz.subjects.lookup.asked import NUMBERS, Asked, question, understand

# Which field the box fills where a person says what was typed; "" lets the text itself tell.
KINDS = ("", "name", *NUMBERS, "place")
# A case is looked at many times; its purpose is written once in a sitting.
_PURPOSE = "purpose of checks"
_NONE = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of the page as they were filled in."""

    text: str = ""
    kind: str = ""
    father: str = ""
    born: str = ""
    purpose: str = ""
    silent: bool = False


def last_purpose(request: HttpRequest) -> str:
    """For what the person asked or looked last in this sitting; empty where nothing was said."""
    session = getattr(request, "session", None)
    return str(session.get(_PURPOSE, "")) if session else ""


def keep_purpose(request: HttpRequest, written: str) -> None:
    """Keep a purpose for the rest of the sitting; refused where it says nothing."""
    request.session[_PURPOSE] = stated(written)


def typed(fields: Mapping[str, str], *, purpose: str) -> Typed:
    """What stands in the fields; the last purpose where none was given."""
    kind = fields.get("kind", "")
    return Typed(
        text=fields.get("asked", "").strip(),
        kind=kind if kind in KINDS else "",
        father=fields.get("father", "").strip(),
        born=fields.get("born", "").strip(),
        purpose=fields.get("purpose", purpose).strip(),
        silent="silent" in fields,
    )


def asked(one: Typed) -> Asked:
    """The question in the fields.

    Raises:
        InvalidValueError: in the page's language, what to fill in otherwise.
    """
    if not one.text:
        raise InvalidValueError("Write a name, a number or a place.")
    found = _told_apart(one)
    if found is None:
        raise InvalidValueError("That is neither a name nor a number: write at least two letters.")
    if not found.mention.name:
        return found
    more = question(name=one.text, father=one.father, born=one.born)
    return replace(found, mention=more.mention)


def _told_apart(one: Typed) -> Asked | None:
    if one.kind == "place":
        return question(place=one.text)
    if one.kind == "name":
        return question(name=one.text)
    if not one.kind:
        return understand(one.text)
    kinds = NUMBERS[one.kind]
    if all(isinstance(read(one.text, kind=kind), Doubt) for kind in kinds):
        raise InvalidValueError(
            "The number cannot be read: {reason}.", reason=_reason(one.text, kinds[0])
        )
    return question(numbers={one.kind: one.text})


def _reason(text: str, kind: IdentifierKind) -> Bilingual:
    found = read(text, kind=kind)
    return Bilingual(found.reason_en, found.reason_ur) if isinstance(found, Doubt) else _NONE
