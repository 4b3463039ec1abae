"""What a number was read as, or why it was not."""

from dataclasses import dataclass, field
from enum import StrEnum


class IdentifierKind(StrEnum):
    """What a number names."""

    NATIONAL = "national"
    PASSPORT = "passport"
    PHONE = "phone"
    PLATE = "plate"
    IMEI = "imei"
    IBAN = "iban"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number in its canonical form; the same number, however written, is equal.

    `checked` says that a check digit was verified; most numbers have none, so that a slip of the
    pen reads as well as the right number.  `traits` is what the number itself tells.
    """

    kind: IdentifierKind
    canonical: str
    written: str = field(compare=False)
    checked: bool = field(default=False, compare=False)
    traits: tuple[tuple[str, str], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number that was not read, and the reason in English and Urdu."""

    kind: IdentifierKind | None
    written: str
    reason_en: str
    reason_ur: str
