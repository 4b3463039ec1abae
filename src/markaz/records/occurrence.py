"""When something happened, as closely as the report knows it."""

from dataclasses import dataclass
from datetime import date

from markaz.records.errors import InvalidValueError
from markaz.records.kinds import DatePrecision


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """The days an event may have happened on, first and last inclusive."""

    first: date
    last: date
    precision: DatePrecision

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidValueError(
                "the last day {last} is before the first {first}", last=self.last, first=self.first
            )
