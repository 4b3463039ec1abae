"""What waits at a desk: the next flight first, and nothing of whose bag it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from markaz.accounts.models import User
from markaz.actions.airport.desk import desks as recipes
from markaz.governance.permissions import Permission, require
from markaz.store.airport import desks, rules, scans
from markaz.store.models import DeskRow, OfficerDecision, QuarantineRow, ScanRow

# How soon a flight must leave for its bags to be pressing: a house value.
PRESSING = timedelta(minutes=45)
_LATELY = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One waiting bag; `marked` is None where the desk decides before the marks are shown.

    `selected` is whether a rule selected it: it is told, and orders nothing.
    """

    scan: ScanRow
    left: timedelta | None
    pressing: bool
    marked: bool | None
    selected: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A desk's queue as it stands."""

    desk: DeskRow
    lines: tuple[Line, ...]
    total: int
    marked: int | None
    pressing: int


@dataclass(frozen=True, slots=True)
class Lately:
    """A bag that was decided on, and what was decided."""

    scan: ScanRow
    decision: OfficerDecision


def my_desks(*, by: User) -> tuple[DeskRow, ...]:
    """The desks that the person works at."""
    require(by.permissions, Permission.WORK_AIRPORT_DESK)
    return tuple(desks.seen(by))


def waiting(desk: DeskRow, *, now: datetime, limit: int, offset: int = 0) -> Waiting:
    """The queue of a desk, one page of it."""
    rows = scans.waiting(desk)
    hidden = desk.decision_first
    page = list(rows[offset : offset + limit])
    picked = rules.selected(page)
    lines = tuple(_line(row, hidden=hidden, selected=row.id in picked, now=now) for row in page)
    return Waiting(
        desk=desk,
        lines=lines,
        total=rows.count(),
        marked=None if hidden else rows.filter(alarm=True).count(),
        pressing=rows.filter(departs_at__lte=now + PRESSING).count(),
    )


def following(scan: ScanRow) -> ScanRow | None:
    """The bag that waits next at the same desk."""
    return scans.waiting(scan.desk).exclude(id=scan.id).first()


def lately(desk: DeskRow, *, by: User) -> tuple[Lately, ...]:
    """The person's own last decisions at a desk."""
    rows = OfficerDecision.objects.select_related("scan").filter(
        scan__desk=desk, by=by.username, ended_at=None
    )
    return tuple(Lately(row.scan, row) for row in rows.order_by("-id")[:_LATELY])


def set_aside(airport: str, agency: str, *, by: User) -> tuple[QuarantineRow, ...]:
    """The files of a desk that could not be read, the latest first."""
    return tuple(scans.quarantine(recipes.own(airport, agency, by=by)))


def _line(row: ScanRow, *, hidden: bool, selected: bool, now: datetime) -> Line:
    left = None if row.departs_at is None else row.departs_at - now
    pressing = left is not None and left <= PRESSING
    return Line(row, left, pressing, None if hidden else row.alarm, selected)
