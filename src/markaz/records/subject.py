"""Subjects: whom an agency may keep a file on, by what right and until when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from markaz.records.errors import InvalidValueError

# 28 CFR 23.20(h): reviewed within five years, or purged.
MOST_YEARS = 5
_FEWEST_WORDS, _SHORTEST_BASIS = 2, 10
_LEAP_MONTH, _LEAP_DAY = 2, 29


class SubjectKind(StrEnum):
    """What a subject or a mention is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    THING = "thing"


class Category(StrEnum):
    """As whom a subject is kept (Directive (EU) 2016/680, article 6)."""

    SUSPECT = "suspect"
    WITNESS = "witness"
    VICTIM = "victim"
    CONTACT = "contact"
    # Whoever asks for asylum, or may: nothing of them is told to a partner.
    PROTECTION = "protection"


@dataclass(frozen=True, slots=True)
class Subject:
    """What must be said before a file on anybody may exist; a mention alone is no subject."""

    kind: SubjectKind
    category: Category
    basis: str
    review_by: date
    since: date

    def __post_init__(self) -> None:
        if len(self.basis.split()) < _FEWEST_WORDS or len(self.basis) < _SHORTEST_BASIS:
            raise InvalidValueError(
                "A subject needs a basis: say in words which facts allow a file."
            )
        if not self.since < self.review_by <= _latest(self.since):
            raise InvalidValueError(
                "The file must be reviewed within {years} years: give a day after {since}"
                " and not after {last}.",
                years=MOST_YEARS,
                since=self.since,
                last=_latest(self.since),
            )


def _latest(since: date) -> date:
    leaps = (since.month, since.day) == (_LEAP_MONTH, _LEAP_DAY)
    return since.replace(year=since.year + MOST_YEARS, day=since.day - leaps)
