"""Reads machine-read lines, with a verdict for each field (ICAO Doc 9303).

A check digit that agrees is a filter and no proof: one wrong character in thirteen passes it, and
names and nationality have none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from markaz.airport.documents import days
from markaz.airport.documents.layout import OVERFLOWING, Format, Kind, Layout, Spot, layout_of
from markaz.data.travel.digits import check_digit
from markaz.data.travel.issuers import ISSUERS
from markaz.records.errors import InvalidValueError

_STRANGER = re.compile(r"[^A-Z0-9<]")
_LINES = (2, 3)
_FILLER = "<"


class Verdict(StrEnum):
    """What the check digits say of a field."""

    VERIFIED = "verified"
    FAILED = "failed"
    UNPROTECTED = "not protected"


class Remark(StrEnum):
    """What is strange in a field, whatever its check digit says."""

    DIGIT = "a digit where only letters stand"
    NO_DAY = "no day of the calendar"
    STATE = "no issuer or nationality has this code"
    SEX = "neither M, F nor <"
    FULL = "the name fills its place and may be cut off"
    CODE = "not the code of such a document"


class Field(NamedTuple):
    """One field: as in the lines, as read, and what guards it.

    `value` has no fillers; days are as in ISO 8601, as far as they are told.  `guard` is "own"
    where a digit of its own covers the field, "composite" where only that over the whole does.
    """

    name: str
    text: str
    value: str
    verdict: Verdict
    guard: str = ""
    remark: Remark | None = None


@dataclass(frozen=True, slots=True)
class Mrz:
    """The machine-read lines of one document; `composite` is the verdict of the digit over all."""

    format: Format
    lines: tuple[str, ...]
    fields: Mapping[str, Field]
    composite: Verdict

    @property
    def failed(self) -> tuple[str, ...]:
        """The names of the check digits that do not agree."""
        own = (one for one in self.fields.values() if one.guard == "own")
        names = tuple(one.name for one in own if one.verdict is Verdict.FAILED)
        return (*names, "composite") if self.composite is Verdict.FAILED else names

    @property
    def surname(self) -> str:
        """The primary identifier, words divided by spaces."""
        return _words(self.fields["names"].text.partition("<<")[0])

    @property
    def given_names(self) -> str:
        """The secondary identifier; empty where the document holds none."""
        return _words(self.fields["names"].text.partition("<<")[2])


def read(text: str, *, today: date) -> Mrz:
    """Read the lines of one document, from two or three lines or all in one.

    Raises:
        InvalidValueError: they have the lines of no format, or a character that none has.
    """
    lines = _lines(text)
    _refuse_strangers(lines)
    lengths = {len(line) for line in lines}
    layout = layout_of(len(lines), max(lengths), first=lines[0][0]) if len(lengths) == 1 else None
    if layout is None:
        raise InvalidValueError(
            "Machine-read lines are 3 of 30, 2 of 36 or 2 of 44 characters, and here they have"
            " {lengths}: copy them whole.",
            lengths=", ".join(str(len(line)) for line in lines) or 0,
        )
    return read_lines(lines, layout=layout, today=today)


def read_lines(lines: tuple[str, ...], *, layout: Layout, today: date) -> Mrz:
    """Read lines that fit a layout."""
    composite = _composite(lines, layout)
    fields = {spot.name: _field(lines, spot, composite, today) for spot in layout.spots}
    if carries_on(lines, layout=layout):
        _carry_on(fields)
    return Mrz(layout.format, lines, fields, composite)


def _refuse_strangers(lines: tuple[str, ...]) -> None:
    for number, line in enumerate(lines, start=1):
        stranger = _STRANGER.search(line)
        if stranger:
            raise InvalidValueError(
                "Line {line} has {char!r} in place {place}: only A to Z, 0 to 9 and < stand in"
                " machine-read lines.",
                line=number,
                char=stranger[0],
                place=stranger.start() + 1,
            )


def _lines(text: str) -> tuple[str, ...]:
    lines = tuple(text.split())
    if len(lines) != 1:
        return lines
    whole = lines[0]
    for number in _LINES:
        size, rest = divmod(len(whole), number)
        if not rest and layout_of(number, size, first=whole[0]):
            return tuple(whole[at : at + size] for at in range(0, len(whole), size))
    return lines


def _composite(lines: tuple[str, ...], layout: Layout) -> Verdict:
    if layout.composite is None:
        return Verdict.UNPROTECTED
    line, column = layout.composite
    covered = "".join(lines[at][start:end] for at, start, end in layout.covered)
    return _verdict(covered, lines[line][column])


def _verdict(covered: str, digit: str) -> Verdict:
    agrees = digit == str(check_digit(covered))
    return Verdict.VERIFIED if agrees else Verdict.FAILED


def _field(lines: tuple[str, ...], spot: Spot, composite: Verdict, today: date) -> Field:
    text = lines[spot.line][spot.start : spot.end]
    value, remark = _READERS[spot.kind](text, today)
    if spot.digit is None:
        guarded = "composite" if spot.composite else ""
        verdict = composite if spot.composite else Verdict.UNPROTECTED
        return Field(spot.name, text, value, verdict, guarded, remark)
    digit = lines[spot.line][spot.digit]
    # Without optional data its digit may be the filler.
    empty = spot.kind is Kind.OPTIONAL and digit == _FILLER and not value
    verdict = Verdict.VERIFIED if empty else _verdict(text, digit)
    return Field(spot.name, text, value, verdict, "own", remark)


def _carry_on(fields: dict[str, Field]) -> None:
    """Join a number longer than nine places with its rest, which begins the optional data.

    A filler stands in the place of the check digit, which follows the rest of the number.
    """
    number, optional = fields["number"], fields["optional"]
    rest, _, after = optional.text.partition(_FILLER)
    whole = number.text + rest[:-1]
    fields["number"] = number._replace(text=whole, value=whole, verdict=_verdict(whole, rest[-1]))
    fields["optional"] = optional._replace(text=after, value=_words(after))


def carries_on(lines: tuple[str, ...], *, layout: Layout) -> bool:
    """Whether the number is longer than its nine places and goes on in the optional data."""
    if layout.format not in OVERFLOWING:
        return False
    spots = {spot.name: spot for spot in layout.spots}
    number, optional = spots["number"], spots["optional"]
    line = lines[number.line]
    rest = lines[optional.line][optional.start : optional.end].partition(_FILLER)[0]
    full = _FILLER not in line[number.start : number.end]
    return full and line[number.end] == _FILLER and len(rest) >= len("00")


def _words(text: str) -> str:
    return text.replace(_FILLER, " ").strip()


def _names(text: str, _today: date) -> tuple[str, Remark | None]:
    surname, _, given = text.partition("<<")
    value = ", ".join(filter(None, (_words(surname), _words(given))))
    if any(map(str.isdecimal, text)):
        return value, Remark.DIGIT
    return value, None if text.endswith(_FILLER) else Remark.FULL


def _state(text: str, _today: date) -> tuple[str, Remark | None]:
    code = text.rstrip(_FILLER)
    return code, None if code in ISSUERS else Remark.STATE


def _code(text: str, _today: date) -> tuple[str, Remark | None]:
    return text.rstrip(_FILLER), None if text[0] in "PVIAC" else Remark.CODE


def _sex(text: str, _today: date) -> tuple[str, Remark | None]:
    return text.strip(_FILLER), None if text in "MF<" else Remark.SEX


def _birth(text: str, today: date) -> tuple[str, Remark | None]:
    day = days.birth(text, today=today)
    return ("", Remark.NO_DAY) if day is None else (day, None)


def _expiry(text: str, today: date) -> tuple[str, Remark | None]:
    day = days.expiry(text, today=today)
    return ("", Remark.NO_DAY) if day is None else (day, None)


def _plain(text: str, _today: date) -> tuple[str, Remark | None]:
    return _words(text), None


_READERS = {
    Kind.CODE: _code,
    Kind.STATE: _state,
    Kind.NAMES: _names,
    Kind.NUMBER: _plain,
    Kind.BIRTH: _birth,
    Kind.EXPIRY: _expiry,
    Kind.SEX: _sex,
    Kind.OPTIONAL: _plain,
}
