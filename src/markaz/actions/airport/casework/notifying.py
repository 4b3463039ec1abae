"""Who is asked and told of a case: other agencies' operations and entries, and a partner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.exchange.sharing import releasing
from markaz.actions.operations import planning
from markaz.actions.operations.planning import Plan
from markaz.actions.subjects.check import check
from markaz.data.airports import AIRPORTS
from markaz.records.errors import InvalidValueError, TooManyChecksError
from markaz.records.kinds import ReportKind
from markaz.records.operations.operation import Window
from markaz.records.operations.shape import Point, Position
from markaz.store.exchange.releasing import agreements
from markaz.store.models import DocumentRow, ScanRow
from markaz.subjects.lookup.asked import question

# How long officers of the case are at work at the airport: a house value.
_AT_WORK = timedelta(hours=6)
# Why no draft was laid before the centre.
NOT_ASKED, NO_DESTINATION, NO_AGREEMENT, MAY_NOT_GO = (
    "not asked", "no destination", "no agreement", "may not go",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """The operation as planned and its conflicts, each check's verdict, the draft's name."""

    operation: str
    conflicts: tuple[str, ...]
    checked: tuple[dict[str, str], ...]
    release: str
    no_release: str


def tell(  # noqa: PLR0913 (keyword-only, each its own fact)
    scan: ScanRow,
    bearers: Iterable[DocumentRow],
    *,
    reference: str,
    report: int,
    notify: bool,
    by: User,
    now: datetime,
) -> Told:
    """Ask whether the action and the persons are another's, and draft the notice."""
    persons = list(bearers)
    answer = planning.enter(
        _plan(scan, persons, reference=reference, by=by, now=now), by=by, now=now
    )
    checked = tuple(_check(one, reference=reference, by=by, now=now) for one in persons)
    release, why = _draft(scan, report, by=by, now=now) if notify else ("", NOT_ASKED)
    conflicts = tuple(clash.name for clash in answer.clashes)
    return Told(answer.operation.reference, conflicts, checked, release, why)


def _plan(
    scan: ScanRow, persons: list[DocumentRow], *, reference: str, by: User, now: datetime
) -> Plan:
    airport = AIRPORTS[scan.desk.airport]
    numbers = {one.read.get("number", "") for one in persons if one.kind == "mrz"}
    return Plan(
        agency=scan.desk.agency,
        reference=reference,
        title=f"Airport case {reference}",
        unit=f"Airport desk {scan.desk.airport}",
        contact=by.username,
        kind="airport",
        window=Window(now, now + _AT_WORK),
        shape=Point(Position(airport.latitude, airport.longitude)),
        numbers=tuple(f"passport: {number}" for number in sorted(numbers) if number),
    )


def _check(document: DocumentRow, *, reference: str, by: User, now: datetime) -> dict[str, str]:
    """What is known of a bearer; the answer itself is on the page of checks."""
    try:
        asked = question(
            name=document.read.get("name", ""),
            numbers={"document": document.read.get("number", "")},
        )
    except InvalidValueError:
        # A number that no passport can bear, as a forged one's may be, is asked for by name.
        asked = question(name=document.read.get("name", ""))
    try:
        answer = check(asked, purpose=f"airport case {reference}", by=by, now=now)
    except TooManyChecksError:
        return {"document": document.name, "verdict": "too many"}
    return {"document": document.name, "verdict": answer.verdict.value}


def _draft(scan: ScanRow, report: int, *, by: User, now: datetime) -> tuple[str, str]:
    """The name of the draft, or why there is none."""
    airport = AIRPORTS.get(scan.destination)
    if airport is None:
        return "", NO_DESTINATION
    agreed = agreements.with_country(
        airport.country, kind=ReportKind.AIRPORT_CASE, day=timezone.localdate(now)
    )
    if agreed is None:
        return "", NO_AGREEMENT
    try:
        return releasing.propose(agreed.name, [report], by=by, now=now).name, ""
    except InvalidValueError:
        return "", MAY_NOT_GO
