"""Reads the text of a bar coded boarding pass of one or more legs (IATA Resolution 792).

Every item stands where the widths before it put it: a text of another length than its own sizes
say is refused, since all that follows would be read askew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from string import hexdigits

from markaz.airport.documents.bcbp_items import HEAD, LEG, REPEATED, UNIQUE, Items
from markaz.records.errors import InvalidValueError

_VERSION_MARK = ">"
_SECURITY_MARK = "^"
_SIZE = 2
_MOST_LEGS = 4


@dataclass(frozen=True, slots=True)
class Leg:
    """One flight of a pass; `flies_on` is empty where the pass names no day of the year.

    `conditional` holds what the airline told beyond the mandatory items, `airline_use` its own.
    """

    booking: str
    departure: str
    arrival: str
    carrier: str
    flight: str
    day_of_year: str
    compartment: str
    seat: str
    sequence: str
    status: str
    flies_on: date | None
    conditional: Mapping[str, str]
    airline_use: str


@dataclass(frozen=True, slots=True)
class Security:
    """The signature of the issuer, which only the issuer's key can verify."""

    type: str
    signature: str


@dataclass(frozen=True, slots=True)
class BoardingPass:
    """What a pass says, without the blanks around each item; an older pass has no `version`."""

    passenger: str
    electronic_ticket: str
    legs: tuple[Leg, ...]
    version: str = ""
    conditional: Mapping[str, str] = field(default_factory=dict)
    security: Security | None = None


def read(text: str, *, today: date) -> BoardingPass:
    """Read the text of a pass; the day of flight is the one nearest to today.

    Raises:
        InvalidValueError: it is none, or its length is not what its sizes say.
    """
    rest = _Rest(text)
    head = rest.items(HEAD)
    if head["format"] != "M" or not head["legs"].isdecimal():
        raise InvalidValueError(
            "This is no boarding pass of IATA: its text begins with M and a digit."
        )
    version, unique, legs = "", {}, []
    for number in range(_legs(head["legs"])):
        said = rest.items(LEG)
        more = _Rest(rest.sized())
        if number == 0 and more.follows(_VERSION_MARK):
            version = more.take(1)
            unique = _Rest(more.sized()).some(UNIQUE)
        # Passes older than versions put the airline's own words right behind the mandatory items.
        repeated = _Rest(more.sized()).some(REPEATED) if version and more.left else {}
        on = _nearest(said["day_of_year"], today=today)
        legs.append(Leg(**said, flies_on=on, conditional=repeated, airline_use=more.left.strip()))
    security = _security(rest)
    if rest.left.strip():
        raise InvalidValueError(
            "The pass is {more} characters longer than its own sizes say: scan it again.",
            more=len(rest.left),
        )
    return BoardingPass(
        head["passenger"], head["electronic_ticket"], tuple(legs), version, unique, security
    )


def _legs(told: str) -> int:
    if not 1 <= int(told) <= _MOST_LEGS:
        raise InvalidValueError(
            "A boarding pass has 1 to {most} legs, and this one says {told}.",
            most=_MOST_LEGS,
            told=told,
        )
    return int(told)


def _security(rest: "_Rest") -> Security | None:
    if not rest.follows(_SECURITY_MARK):
        return None
    return Security(rest.take(1), rest.sized())


def _nearest(told: str, *, today: date) -> date | None:
    """The day of the year nearest to today: a pass names no year."""
    if not told.isdecimal() or not int(told):
        return None
    days = timedelta(days=int(told) - 1)
    found = [date(today.year + step, 1, 1) + days for step in (-1, 0, 1)]
    # Day 366 of a year of 365 days is none.
    sound = [on for step, on in zip((-1, 0, 1), found, strict=True) if on.year == today.year + step]
    return min(sound, key=lambda on: abs(on - today), default=None)


@dataclass(slots=True)
class _Rest:
    """What of a text is not read yet."""

    left: str

    def follows(self, mark: str) -> bool:
        """Whether the mark comes next; it is then read."""
        found = self.left.startswith(mark)
        self.left = self.left.removeprefix(mark)
        return found

    def take(self, width: int) -> str:
        """The next characters."""
        if len(self.left) < width:
            raise InvalidValueError(
                "The pass ends {missing} characters too early: scan it again.",
                missing=width - len(self.left),
            )
        taken, self.left = self.left[:width], self.left[width:]
        return taken

    def sized(self) -> str:
        """The next characters, as many as the two hexadecimal digits before them say."""
        size = self.take(_SIZE)
        if not set(size) <= set(hexdigits):
            raise InvalidValueError(
                "The pass has {size!r} where the size of what follows stands in two hexadecimal"
                " digits: scan it again.",
                size=size,
            )
        return self.take(int(size, 16))

    def items(self, items: Items) -> dict[str, str]:
        """All of these items, one after the other."""
        return {name: self.take(width).strip() for name, width in items}

    def some(self, items: Items) -> dict[str, str]:
        """As many of these items as there is room for, those that are blank left out."""
        found: dict[str, str] = {}
        for name, width in items:
            taken, self.left = self.left[:width], self.left[width:]
            if taken.strip():
                found[name] = taken.strip()
        return found
