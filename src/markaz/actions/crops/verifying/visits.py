"""What visitors saw at fields, entered at a desk or sent by a device that had no signal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.crops.verifying.written import area_written
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit, bulk
from markaz.store.crops import fields, visits
from markaz.store.models import FieldRow, VisitRow

MOST = 200


class Found(StrEnum):
    """What a visitor found at a field."""

    CLEARED = "cleared"
    PARTLY_CLEARED = "partly_cleared"
    STANDING = "standing"
    OTHER_CROP = "other_crop"
    HARVESTED = "harvested"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit; `entry` is the name that the device gave it, `area` what was measured cleared."""

    entry: UUID
    field: str
    visited_on: date
    found: str
    area: str
    remark: str = ""
    device: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Which entries the server holds, and how many of the device's in all."""

    entries: tuple[UUID, ...]
    of_device: int
    refused: tuple[tuple[UUID, InvalidValueError], ...] = ()


@transaction.atomic
def enter(told: Sequence[Visit], *, by: User, now: datetime, device: str = "") -> Acknowledged:
    """Keep visits; what was sent before is acknowledged again, and nothing is kept twice.

    A visit that does not hold is refused by itself: the others are kept.
    """
    require(by.permissions, Permission.RECEIVE_FILE)
    if len(told) > MOST:
        raise InvalidValueError("Send {most} visits or fewer at a time.", most=MOST)
    bulk.one_at_a_time("intake")
    held = visits.held([one.entry for one in told])
    kept: list[UUID] = []
    refused: list[tuple[UUID, InvalidValueError]] = []
    for one in told:
        if one.entry in held:
            kept.append(one.entry)
            continue
        try:
            row = visits.keep(_row(one, by=by, now=now, device=device))
        except InvalidValueError as refusal:
            refused.append((one.entry, refusal))
            continue
        held.add(one.entry)
        kept.append(one.entry)
        audit.log(
            Event.VISIT_ENTERED,
            subject=f"field {one.field}",
            by=by,
            now=now,
            details={"entry": str(row.entry), "found": row.found, "device": device},
        )
    return Acknowledged(tuple(kept), visits.of_device(device) if device else 0, tuple(refused))


def _row(one: Visit, *, by: User, now: datetime, device: str) -> VisitRow:
    if one.found not in set(Found):
        raise InvalidValueError("Say what was found at the field.")
    if one.visited_on > timezone.localdate(now):
        raise InvalidValueError("The day of the visit is still to come: correct it.")
    nothing = one.found in {Found.STANDING, Found.NOT_FOUND, Found.OTHER_CROP, Found.HARVESTED}
    return VisitRow(
        field=fields.named(one.field, viewer=by.viewer),
        entry=one.entry,
        device=device,
        visited_on=one.visited_on,
        cleared_ha=Decimal(0) if nothing else area_written(one.area),
        area_text=one.area[:120],
        found=one.found,
        remark=one.remark,
        latitude=one.latitude,
        longitude=one.longitude,
        agency=by.agency,
        entered_by=by.username,
        entered_at=now.astimezone(UTC),
    )


def of_field(field: FieldRow) -> list[VisitRow]:
    """The visits to a field, the latest entered first."""
    return visits.of_fields([field.id])
