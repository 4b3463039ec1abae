"""Where each field stands in the machine-read lines of each format (ICAO Doc 9303, parts 4-7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Format(StrEnum):
    """A size of document, and with it the layout of its lines."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRV_A = "MRV-A"
    MRV_B = "MRV-B"


class Kind(StrEnum):
    """What may stand in a field."""

    CODE = "code"
    STATE = "state"
    NAMES = "names"
    NUMBER = "number"
    BIRTH = "birth"
    EXPIRY = "expiry"
    SEX = "sex"
    OPTIONAL = "optional"


LETTERS_ONLY = frozenset({Kind.CODE, Kind.STATE, Kind.NAMES, Kind.SEX})
DIGITS_ONLY = frozenset({Kind.BIRTH, Kind.EXPIRY})


@dataclass(frozen=True, slots=True)
class Spot:
    """One field's place: line and columns from 0, `end` exclusive.

    `digit` is the column of the field's own check digit; `composite` says that the digit over the
    whole covers it.
    """

    name: str
    kind: Kind
    line: int
    start: int
    end: int
    digit: int | None = None
    composite: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of one format; `composite` is the place of the digit over `covered`, or None."""

    format: Format
    lines: int
    length: int
    spots: tuple[Spot, ...]
    composite: tuple[int, int] | None = None
    covered: tuple[tuple[int, int, int], ...] = ()


def _two_lines(length: int, *optional: Spot, whole: bool) -> tuple[Spot, ...]:
    return (
        Spot("code", Kind.CODE, 0, 0, 2),
        Spot("issuer", Kind.STATE, 0, 2, 5),
        Spot("names", Kind.NAMES, 0, 5, length),
        Spot("number", Kind.NUMBER, 1, 0, 9, 9, whole),
        Spot("nationality", Kind.STATE, 1, 10, 13),
        Spot("birth", Kind.BIRTH, 1, 13, 19, 19, whole),
        Spot("sex", Kind.SEX, 1, 20, 21),
        Spot("expiry", Kind.EXPIRY, 1, 21, 27, 27, whole),
        *optional,
    )


_TD1 = (
    Spot("code", Kind.CODE, 0, 0, 2),
    Spot("issuer", Kind.STATE, 0, 2, 5),
    Spot("number", Kind.NUMBER, 0, 5, 14, 14, composite=True),
    Spot("optional", Kind.OPTIONAL, 0, 15, 30, composite=True),
    Spot("birth", Kind.BIRTH, 1, 0, 6, 6, composite=True),
    Spot("sex", Kind.SEX, 1, 7, 8),
    Spot("expiry", Kind.EXPIRY, 1, 8, 14, 14, composite=True),
    Spot("nationality", Kind.STATE, 1, 15, 18),
    Spot("optional_2", Kind.OPTIONAL, 1, 18, 29, composite=True),
    Spot("names", Kind.NAMES, 2, 0, 30),
)
_TD2 = _two_lines(36, Spot("optional", Kind.OPTIONAL, 1, 28, 35, composite=True), whole=True)
_TD3 = _two_lines(44, Spot("optional", Kind.OPTIONAL, 1, 28, 42, 42, composite=True), whole=True)
_MRV_A = _two_lines(44, Spot("optional", Kind.OPTIONAL, 1, 28, 44), whole=False)
_MRV_B = _two_lines(36, Spot("optional", Kind.OPTIONAL, 1, 28, 36), whole=False)

LAYOUTS: Mapping[Format, Layout] = MappingProxyType(
    {
        Format.TD1: Layout(
            Format.TD1, 3, 30, _TD1, (1, 29), ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29))
        ),
        Format.TD2: Layout(
            Format.TD2, 2, 36, _TD2, (1, 35), ((1, 0, 10), (1, 13, 20), (1, 21, 35))
        ),
        Format.TD3: Layout(
            Format.TD3, 2, 44, _TD3, (1, 43), ((1, 0, 10), (1, 13, 20), (1, 21, 43))
        ),
        Format.MRV_A: Layout(Format.MRV_A, 2, 44, _MRV_A),
        Format.MRV_B: Layout(Format.MRV_B, 2, 36, _MRV_B),
    }
)
# Only the small formats carry a number longer than its nine places on into the optional data.
OVERFLOWING = frozenset({Format.TD1, Format.TD2})


def layout_of(lines: int, length: int, *, first: str) -> Layout | None:
    """The layout of so many lines of this length; visas begin with V."""
    visa = first == "V" and lines == LAYOUTS[Format.MRV_A].lines
    wanted = (Format.MRV_A, Format.MRV_B) if visa else (Format.TD1, Format.TD2, Format.TD3)
    fitting = (LAYOUTS[one] for one in wanted)
    return next((one for one in fitting if (one.lines, one.length) == (lines, length)), None)
