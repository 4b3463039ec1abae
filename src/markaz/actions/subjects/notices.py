"""What a holder hears of checks on its entries, and what it says of whom to ring."""

from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.subjects import listing
from markaz.data.agencies import AGENCIES
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit
from markaz.store.subjects import checks
from markaz.store.subjects.checks import Notice

_LONGEST_DESK, _LONGEST_PHONE = 120, 60


def notices(*, by: User, limit: int, offset: int = 0) -> tuple[list[Notice], int]:
    """Who asked about entries of the person's own agency, the latest first, and how many."""
    require(by.permissions, Permission.CHECK)
    return checks.notices(by.viewer.agencies, limit=limit, offset=offset)


@transaction.atomic
def keep_contact(agency: str, *, desk: str, phone: str, by: User, now: datetime) -> None:
    """Say whom to ring at an agency; every answer that points there names it from now on."""
    require(by.permissions, Permission.KEEP_CONTACT)
    if agency not in AGENCIES:
        raise InvalidValueError(
            "No agency has the code {agency!r}: see the register of agencies.", agency=agency
        )
    if Permission.KEEP_SUBJECTS in by.permissions:
        # A liaison officer speaks for the own agency; the administrator keeps the whole list.
        listing.demand_own(agency, by=by)
    said, number = " ".join(desk.split()), " ".join(phone.split())
    if not said or not number:
        raise InvalidValueError("Name the desk and its telephone number.")
    if len(said) > _LONGEST_DESK or len(number) > _LONGEST_PHONE:
        raise InvalidValueError("Name the desk and its number in fewer letters.")
    checks.keep_contact(agency, desk=said, phone=number, by=by, now=now)
    audit.log(
        Event.CONTACT_KEPT, subject=agency, by=by, now=now, details={"desk": said, "phone": number}
    )
