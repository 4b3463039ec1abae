"""A verdict on a claimed field: how much of it is verified, and why the rest is not."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.crops.reasons import Reason
from markaz.actions.ground.shares import shares
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store import audit, bulk
from markaz.store.crops import fields, verdicts
from markaz.store.models import FieldRow, FieldVerdict

_PLACES = Decimal("0.00000000001")
_NEAR = Decimal("0.000001")


class Basis(StrEnum):
    """What a verdict rests on."""

    VISIT = "visit"
    IMAGERY = "imagery"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody decides of a field; `reason` is why the rest of the claim does not count."""

    verified_ha: Decimal
    basis: str
    reason: str = ""
    remark: str = ""

    def __post_init__(self) -> None:
        if self.basis not in set(Basis):
            raise InvalidValueError("Say whether the verdict rests on a visit, imagery or both.")
        if self.reason and self.reason not in set(Reason):
            raise InvalidValueError("Choose the reason from the list.")
        if self.verified_ha < 0:
            raise InvalidValueError("A verified area is not below 0.")


@transaction.atomic
def judge(name: str, verdict: Verdict, *, by: User, now: datetime) -> FieldVerdict:
    """Say how much of a field is verified; a new verdict ends the one before.

    Raises:
        InvalidValueError: more than the claim, or than no earlier claim covers, or no reason.
    """
    require(by.permissions, Permission.VERIFY_FIELDS)
    if not by.viewer.at_centre:
        raise NotPermittedError("Only the centre verifies: no agency judges its own fields.")
    bulk.one_at_a_time("intake")
    field = fields.named(name, viewer=by.viewer)
    rejected = _rejected(field, verdict)
    row = verdicts.keep(
        FieldVerdict(
            field=field,
            claimed_ha=field.claimed_ha,
            verified_ha=verdict.verified_ha,
            rejected_ha=field.claimed_ha - verdict.verified_ha,
            rejected=[[reason, f"{area_ha:f}"] for reason, area_ha in rejected],
            basis=verdict.basis,
            remark=verdict.remark,
            judged_by=by.username,
            known_from=now.astimezone(UTC),
        )
    )
    audit.log(
        Event.FIELD_JUDGED,
        subject=f"field {field.name}",
        by=by,
        now=now,
        details={"verified_ha": f"{verdict.verified_ha:f}", "basis": verdict.basis},
    )
    return row


def open_ha(field: FieldRow) -> Decimal:
    """What of the claim no earlier claim of the season covers."""
    rows = [row for row in fields.near([field]) if row.id <= field.id]
    share = shares([fields.outline_of(row) for row in rows], seasons=[0] * len(rows))[-1]
    claimed_ha: Decimal = field.claimed_ha
    return (claimed_ha * Decimal(share)).quantize(_PLACES)


def _rejected(field: FieldRow, verdict: Verdict) -> list[tuple[str, Decimal]]:
    free_ha = open_ha(field)
    # To a hundredth of a square metre: the shares are floats.
    if verdict.verified_ha > free_ha + _NEAR:
        raise InvalidValueError(
            "No more than {most} ha can be verified: the rest is not claimed here first.",
            most=f"{free_ha:.4f}",
        )
    double = field.claimed_ha - free_ha
    rest = max(Decimal(0), free_ha - verdict.verified_ha)
    found = [(Reason.OVERLAP.value, double)] if double > _NEAR else []
    if rest <= _NEAR:
        return found
    if not verdict.reason:
        raise InvalidValueError("Say why {rest} ha of the claim do not count.", rest=f"{rest:.4f}")
    return [*found, (verdict.reason, rest)]
