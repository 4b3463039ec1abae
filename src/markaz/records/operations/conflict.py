"""A clash of two operations, and what was done about it until it was closed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from markaz.records.errors import InvalidValueError
from markaz.records.operations.operation import OperationKey


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Overlap:
    """That two operations come within a radius of each other at the same time.

    `first` to `last` holds every moment at which they do; `closest_m` is measured along the
    ellipsoid at `closest_at`, less the half lengths of convoys.  `rule` is the kind of operation
    whose radius decided, the wider of the two.
    """

    left: OperationKey
    right: OperationKey
    first: datetime
    last: datetime
    closest_m: float
    closest_at: datetime
    radius_m: int
    rule: str

    def __post_init__(self) -> None:
        if not self.left < self.right:
            raise InvalidValueError("an overlap is of two operations: name the smaller key first")
        if not self.first <= self.closest_at <= self.last:
            raise InvalidValueError(
                "two operations are closest while they overlap: check the times"
            )


class Ending(StrEnum):
    """What one side did about a conflict."""

    MOVED_IN_TIME = "moved in time"
    MOVED_IN_PLACE = "moved in place"
    JOINED = "made one operation"
    WENT_AHEAD = "went ahead as agreed"
    CALLED_OFF = "called off"
    NOT_A_CONFLICT = "no conflict after all"


@dataclass(frozen=True, slots=True)
class Step:
    """That the ladder called one rung, and at which moment it was due."""

    rung: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """That a person took the conflict as its owner; the last of them owns it."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """That one side lets the other see its details."""

    side: OperationKey
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one side says came of it."""

    side: OperationKey
    ending: Ending
    by: str
    at: datetime
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An overlap in the hands of the watch desk: every step kept, none erased."""

    left: OperationKey
    right: OperationKey
    opened_at: datetime
    steps: tuple[Step, ...]
    taken: tuple[Taken, ...] = ()
    consents: tuple[Consent, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    closed_by: str = ""
    closed_at: datetime | None = None

    def __post_init__(self) -> None:
        if not self.left < self.right:
            raise InvalidValueError("a conflict is of two operations: name the smaller key first")
        if not self.steps:
            raise InvalidValueError("a conflict begins at a rung of the ladder: name it")

    @property
    def sides(self) -> tuple[OperationKey, OperationKey]:
        """Both operations."""
        return self.left, self.right

    @property
    def owner(self) -> str:
        """Who answers for it now; empty where nobody took it yet."""
        return self.taken[-1].by if self.taken else ""

    @property
    def rung(self) -> str:
        """The rung that was called last."""
        return self.steps[-1].rung

    @property
    def consented(self) -> bool:
        """Whether both sides let each other see their details."""
        return {one.side for one in self.consents} == set(self.sides)

    @property
    def closed(self) -> bool:
        """Whether it is done with."""
        return self.closed_at is not None
