"""A planned action of one agency: what, where, when, by whom, and whether it was filed in time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from markaz.records.errors import InvalidValueError
from markaz.records.operations.shape import Point, Polygon, Shape


@dataclass(frozen=True, slots=True, order=True)
class OperationKey:
    """By what an operation is known: its agency and that agency's own reference."""

    agency: str
    reference: str

    def __post_init__(self) -> None:
        if not (self.agency and self.reference):
            raise InvalidValueError("an operation is known by agency and reference: give both")


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when, and the zone whose clock the planners read."""

    starts_at: datetime
    ends_at: datetime
    zone: str = "Asia/Karachi"

    def __post_init__(self) -> None:
        for moment in (self.starts_at, self.ends_at):
            if moment.tzinfo is None:
                raise InvalidValueError(
                    "{moment} has no time zone: say which clock it is by", moment=moment
                )
        if self.ends_at.timestamp() <= self.starts_at.timestamp():
            raise InvalidValueError(
                "the operation ends at {ends}, not after its start: correct the times",
                ends=self.ends_at,
            )
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise InvalidValueError(
                "no time zone is called {zone!r}: write one such as Asia/Karachi", zone=self.zone
            ) from error


class Filing(StrEnum):
    """Whether an operation was filed in time, late by a waiver, or late with none."""

    IN_TIME = "in_time"
    BY_WAIVER = "by_waiver"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Waiver:
    """That a supervisor let an operation be filed late, and why."""

    by: str
    reason: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.by or not self.reason.strip():
            raise InvalidValueError("a waiver names the supervisor and the reason: give both")
        if self.at.tzinfo is None:
            raise InvalidValueError(
                "{moment} has no time zone: say which clock it is by", moment=self.at
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One agency's planned action.

    `kind` is a type of the desk's rules and sets radius, padding and lead time.  The other side
    of a silent operation is not told of its agency either: the watch desk speaks for it.
    """

    key: OperationKey
    unit: str
    contact: str
    kind: str
    window: Window
    shape: Shape
    filed_by: str
    filed_at: datetime
    target: str = ""
    silent: bool = False
    marking: str = "AMBER"
    waiver: Waiver | None = None

    def __post_init__(self) -> None:
        if not self.contact.strip():
            raise InvalidValueError("nobody could be rung about it: give a contact that answers")
        if self.filed_at.tzinfo is None:
            raise InvalidValueError(
                "{moment} has no time zone: say which clock it is by", moment=self.filed_at
            )
        if self.waiver and self.waiver.by == self.filed_by:
            raise InvalidValueError("nobody waives their own lead time: ask a supervisor")
        if isinstance(self.shape, Point | Polygon):
            return
        first, last = self.shape.waypoints[0].moment, self.shape.waypoints[-1].moment
        if first < self.window.starts_at or last > self.window.ends_at:
            raise InvalidValueError(
                "it moves from {first} to {last}, outside its own window: widen the window",
                first=first,
                last=last,
            )
