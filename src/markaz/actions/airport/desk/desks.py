"""Setting a desk up, and who may work at it."""

from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.airport.retention import DEFAULT_HOURS, MOST_HOURS
from markaz.data.agencies import AGENCIES
from markaz.data.airports import AIRPORTS, airport_code
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store import audit
from markaz.store.airport import desks, scans
from markaz.store.models import DeskRow, ScanRow


@transaction.atomic
def set_up(
    airport: str,
    *,
    agency: str,
    decision_first: bool = False,
    keep_hours: int = DEFAULT_HOURS,
    by: User,
    now: datetime,
) -> DeskRow:
    """Set an agency's desk at an airport up, or change how it works.

    `decision_first` hides the machine's marks until the officer has decided; `keep_hours` is how
    long the data of persons without a case are kept.
    """
    require(by.permissions, Permission.KEEP_AIRPORT_DESK)
    code = airport_code(airport)
    if code is None or code not in AIRPORTS:
        raise InvalidValueError(
            "No airport is called {airport!r}: write its IATA code.", airport=airport.strip()
        )
    if agency not in AGENCIES:
        raise InvalidValueError(
            "No agency is called {agency!r}: choose one of the register.", agency=agency
        )
    if not (by.viewer.at_centre or agency in by.viewer.agencies):
        raise NotPermittedError("A desk is set up by its own agency: ask a supervisor there.")
    if not 1 <= keep_hours <= MOST_HOURS:
        raise InvalidValueError(
            "Persons without a case are kept from 1 to {most} hours: six months at the most.",
            most=MOST_HOURS,
        )
    row = desks.put(code, agency, decision_first=decision_first, keep_hours=keep_hours)
    audit.log(
        Event.AIRPORT_DESK_SET,
        subject=f"desk {row}",
        by=by,
        now=now,
        details={"decision_first": decision_first, "keep_hours": keep_hours},
    )
    return row


def own(airport: str, agency: str, *, by: User) -> DeskRow:
    """A desk that the person works at.

    Raises:
        NotPermittedError: their role works at none.
        InvalidValueError: there is no such desk that they see.
    """
    require(by.permissions, Permission.WORK_AIRPORT_DESK)
    row = desks.seen(by).filter(airport=airport.strip().upper(), agency=agency).first()
    if row is None:
        raise InvalidValueError("There is no such desk of your agency: choose one of the list.")
    return row


def scan_of(name: str, *, by: User) -> ScanRow:
    """A scan of a desk that the person works at.

    Raises:
        NotPermittedError: their role works at none.
        InvalidValueError: there is no such scan that they see.
    """
    require(by.permissions, Permission.WORK_AIRPORT_DESK)
    row = scans.named(name, by=by)
    if row is None:
        raise InvalidValueError("There is no scan {name!r}: look its name up.", name=name.strip())
    return row
