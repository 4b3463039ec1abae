"""An entry as somebody writes it, in a form, a command or a row of a sheet."""

from collections.abc import Mapping
from dataclasses import dataclass

from markaz.actions.subjects.listing import demand_sound
from markaz.records.errors import InvalidValueError
from markaz.records.subject import SubjectKind
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import Identifier
from markaz.subjects.lookup.asked import NUMBERS, question, read_birth

FIELDS = ("kind", "name", "father", "born", "sex", *NUMBERS, "place", "marking")
_LONGEST = 250
_SEXES = {
    **dict.fromkeys(("m", "male", "man", "مرد"), "m"),
    **dict.fromkeys(("f", "female", "woman", "عورت"), "f"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What goes on the list, with its numbers read."""

    listed: Listed
    numbers: tuple[Identifier, ...]


def entry(said: Mapping[str, str], *, agency: str, marking: str) -> Entry:
    """The entry that these fields tell of, under the agency and, where none is said, the marking.

    A cell may hold several numbers of one kind, with a semicolon between them.

    Raises:
        InvalidValueError: a field cannot be read, or nothing is said to be found by.
    """
    told = {field: " ".join(said.get(field, "").split()) for field in FIELDS}
    for field, text in told.items():
        if len(text) > _LONGEST:
            raise InvalidValueError(
                "{field} has more than {most} letters: shorten it.", field=field, most=_LONGEST
            )
    born = read_birth(told["born"])
    listed = Listed(
        kind=_kind(told["kind"]),
        agency=agency,
        marking=told["marking"].upper().removeprefix("TLP:") or marking,
        name=told["name"],
        father_name=told["father"],
        sex=_sex(told["sex"]),
        birth_first=born.first_year if born else None,
        birth_last=born.last_year if born else None,
        birth_day=born.day if born else None,
        address=told["place"],
    )
    numbers = tuple(
        dict.fromkeys(
            one
            for field in NUMBERS
            for part in told[field].split(";")
            for one in question(numbers={field: part}).mention.identifiers
        )
    )
    demand_sound(listed, numbers)
    return Entry(listed, numbers)


def _kind(written: str) -> SubjectKind:
    try:
        return SubjectKind(written.casefold() or "person")
    except ValueError:
        kinds = ", ".join(SubjectKind)
        raise InvalidValueError(
            "No entry is of the kind {written!r}: use {kinds}.", written=written, kinds=kinds
        ) from None


def _sex(written: str) -> str:
    if written and written.casefold() not in _SEXES:
        raise InvalidValueError(
            "{written!r} is no sex: write m or f, or leave it empty.", written=written
        )
    return _SEXES.get(written.casefold(), "")
