"""How agencies keep to the lead-time rule: counted by month, each number open to its operations."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.operations import desk_rules
from markaz.deconfliction import lead_time
from markaz.governance.permissions import Permission, require
from markaz.records.operations.operation import Filing
from markaz.store.models import OperationRow
from markaz.store.operations import plans, seeing


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one agency filed in one month, written as 2026-01, as far as the viewer may see it."""

    agency: str
    month: str
    filed: int
    in_time: int
    by_waiver: int
    late: int

    @property
    def parts(self) -> tuple[tuple[Filing, int], ...]:
        """Each way of filing with its number."""
        return tuple((one, getattr(self, one.value)) for one in Filing)


@dataclass(frozen=True, slots=True)
class Filed:
    """An operation behind a number, and how many minutes before its start it was filed."""

    row: OperationRow
    filing: Filing
    required_min: int
    given_min: int


def compliance(*, by: User) -> tuple[Kept, ...]:
    """The latest month first; counts only what the person may see.

    Counts: operations that stand, whatever became of them, by the month of their last filing and
    the rules in force today.
    Excludes: plans of other agencies in which the person's own has no part.
    """
    found = lead_time.compliance(_filings(by))
    return tuple(Kept(**row) for row in found.to_pylist())


def behind(*, agency: str, month: str, filing: str, by: User) -> tuple[Filed, ...]:
    """The operations behind one number; an empty `filing` means all of them."""
    found = _filings(by)
    asked = {"agency": agency, "month": month} | ({"filing": filing} if filing else {})
    for column, value in asked.items():
        found = found.filter(pc.equal(found[column], value))
    rows = seeing.operations(by).filter(agency=agency)
    known = {
        row.reference: row for row in rows.filter(reference__in=found["reference"].to_pylist())
    }
    told = [
        Filed(known[one["reference"]], Filing(one["filing"]), one["required_min"], one["given_min"])
        for one in found.to_pylist()
    ]
    return tuple(sorted(told, key=lambda one: (one.row.filed_at, one.row.reference)))


def _filings(by: User) -> pa.Table:
    if not seeing.keeps_watch(by):
        require(by.permissions, Permission.PLAN_OPERATION)
    filed = plans.filed(seeing.operations(by))
    zone = timezone.get_current_timezone()
    return lead_time.filings(filed, rules=desk_rules.in_force(), zone=zone)
