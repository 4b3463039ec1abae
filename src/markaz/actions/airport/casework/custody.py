"""The chain of custody: every hand-over weighed, and an alarm where the weight went astray."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from markaz.accounts.models import User
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit, bulk
from markaz.store.airport import cases
from markaz.store.models import CaseRow, CustodyRow, ExhibitRow

_MG_PER_G = 1_000
# Two scales differ by a gram or two and by some parts in a thousand; beyond that something is
# missing or was added.  House values.
TOLERANCE_MG, TOLERANCE_SHARE = 2_000, Decimal("0.01")
_HEAVIEST_G, _LONGEST = 10_000_000, 160


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One thing taken from the bag: its mark, what it is held to be, its net weight in grams."""

    mark: str
    substance: str
    what: str
    weight_g: Decimal
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One exhibit going from hand to hand; `explained` is needed where its weight went astray."""

    mark: str
    to_whom: str
    purpose: str
    seal: str
    weight_g: Decimal
    explained: str = ""


@transaction.atomic
def begin(case: CaseRow, exhibit: Exhibit, *, keeper: str, by: User, now: datetime) -> None:
    """The first link of the chain: from the bag to whoever keeps it."""
    row = ExhibitRow.objects.create(
        case=case, mark=exhibit.mark.strip(), substance=exhibit.substance, what=exhibit.what.strip()
    )
    CustodyRow.objects.create(
        exhibit=row,
        at=now,
        by=by.username,
        from_whom=f"bag of scan {case.scan.name}",
        to_whom=keeper.strip(),
        purpose="seizure",
        seal=exhibit.seal.strip(),
        weight_mg=_mg(exhibit.weight_g),
    )
    audit.log(
        Event.EXHIBIT_HANDED_OVER,
        subject=f"{row} of {case}",
        by=by,
        now=now,
        details={"to": keeper.strip(), "weight_mg": _mg(exhibit.weight_g), "alarm": False},
    )


@transaction.atomic
def hand_over(name: str, given: HandOver, *, by: User, now: datetime) -> CustodyRow:
    """Write a hand-over down; a weight beyond tolerance is kept as an alarm with its explanation.

    Raises:
        InvalidValueError: a field is missing, or the weight went astray and nobody says why.
    """
    require(by.permissions, Permission.WORK_AIRPORT_DESK)
    bulk.one_at_a_time("airport")
    case = cases.named(name, by=by)
    exhibit = cases.exhibit(case, given.mark) if case else None
    if exhibit is None:
        raise InvalidValueError(
            "There is no exhibit {mark!r} of this case: look its mark up.", mark=given.mark
        )
    before = cases.last(exhibit)
    weight = _mg(given.weight_g)
    alarm = before is not None and beyond_tolerance(before.weight_mg, weight)
    _demand(given, alarm=alarm)
    row = CustodyRow.objects.create(
        exhibit=exhibit,
        at=now,
        by=by.username,
        from_whom=before.to_whom if before else "",
        to_whom=given.to_whom.strip(),
        purpose=given.purpose.strip(),
        seal=given.seal.strip(),
        weight_mg=weight,
        difference_mg=weight - before.weight_mg if before else 0,
        alarm=alarm,
        explained=given.explained.strip(),
    )
    audit.log(
        Event.EXHIBIT_HANDED_OVER,
        subject=f"{exhibit} of {exhibit.case}",
        by=by,
        now=now,
        details={"to": row.to_whom, "weight_mg": weight, "alarm": alarm, "why": row.explained},
    )
    return row


def beyond_tolerance(before_mg: int, after_mg: int) -> bool:
    """Whether two weights of one exhibit differ by more than two scales do."""
    return abs(after_mg - before_mg) > max(Decimal(TOLERANCE_MG), before_mg * TOLERANCE_SHARE)


def _demand(given: HandOver, *, alarm: bool) -> None:
    parts = (given.to_whom, given.purpose, given.seal)
    if not all(part.strip() for part in parts) or max(map(len, parts)) > _LONGEST:
        raise InvalidValueError("Say to whom the exhibit goes, for what, and under which seal.")
    if alarm and not given.explained.strip():
        raise InvalidValueError(
            "The weight differs from the last one by more than the tolerance: weigh it again,"
            " or say why."
        )


def _mg(grams: Decimal) -> int:
    if not 0 < grams <= _HEAVIEST_G:
        raise InvalidValueError("Write the net weight in grams, more than nothing.")
    return int((grams * _MG_PER_G).to_integral_value())
