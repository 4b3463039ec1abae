"""When what is known of a person without a case must go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from markaz.records.errors import InvalidValueError

DEFAULT_HOURS = 24
# Six months: opinion 1/15 and judgment C-817/19 of the Court of Justice on passenger data.
MOST_HOURS = 183 * 24


@dataclass(frozen=True, slots=True)
class Held:
    """Something kept of a person at the desk, since when, and whether it belongs to a case."""

    id: int
    since: datetime
    has_case: bool


def due(held: Iterable[Held], *, now: datetime, hours: int = DEFAULT_HOURS) -> tuple[int, ...]:
    """The ids of what must be deleted now: older than so many hours, and of no case.

    Raises:
        InvalidValueError: the time is none, or longer than six months.
    """
    if not 1 <= hours <= MOST_HOURS:
        raise InvalidValueError(
            "What is known of persons without a case is kept 1 to {most} hours: {hours} is not"
            " within that.",
            most=MOST_HOURS,
            hours=hours,
        )
    limit = now - timedelta(hours=hours)
    return tuple(one.id for one in held if not one.has_case and one.since <= limit)
