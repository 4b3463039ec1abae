"""What one report says of somebody, made ready to be compared with another's words."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from markaz.subjects.identifiers.identifier import Identifier
from markaz.subjects.names.words import NameKind

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody was born, as closely as a report tells: years, first and last included.

    `day` only where a full date is stated.
    """

    first_year: int
    last_year: int
    day: date | None = None

    def __post_init__(self) -> None:
        if self.first_year > self.last_year:
            raise ValueError(f"the years run backwards: {self.first_year} to {self.last_year}")

    @classmethod
    def on(cls, day: date) -> "Birth":
        """Born on a stated day; the first of January stands for an unknown day of that year."""
        stated = None if (day.month, day.day) == (1, 1) else day
        return cls(day.year, day.year, stated)

    @classmethod
    def aged(cls, age: int, *, on: date, about: int = 2) -> "Birth":
        """Born as many years before `on` as the stated age, give or take `about` years."""
        return cls(on.year - age - 1 - about, on.year - age + about)


def slips(day: date) -> tuple[date, ...]:
    """What a slip of the pen makes of a day: month and day exchanged, or a year beside it."""
    near = [day.replace(month=day.day, day=day.month)] if day.day <= _MONTHS else []
    for year in (day.year - 1, day.year + 1):
        # The 29th of February has no such day beside it.
        with suppress(ValueError):
            near.append(day.replace(year=year))
    return tuple(one for one in near if one != day)


@dataclass(frozen=True, slots=True)
class Mention:
    """A person or organisation as one report names them; never proof of identity.

    `nationality` is a fact of the report, shown beside the comparison and given no weight.
    """

    name: str
    father_name: str = ""
    birth: Birth | None = None
    sex: str = ""
    nationality: str = ""
    district: str = ""
    identifiers: tuple[Identifier, ...] = ()
    name_kind: NameKind = NameKind.PERSON
