"""The five records on a scan: added in their order, corrected by a new row, none erased."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from markaz.accounts.models import User
from markaz.records.errors import InvalidValueError
from markaz.store.models import (
    FieldTest,
    LaboratoryResult,
    MachineVerdict,
    OfficerDecision,
    ScanRow,
    SearchResult,
)
from markaz.store.models.airport.steps import Step

S = TypeVar("S", bound=Step)
ORDER: tuple[type[Step], ...] = (
    MachineVerdict,
    OfficerDecision,
    SearchResult,
    FieldTest,
    LaboratoryResult,
)


@dataclass(frozen=True, slots=True)
class Steps:
    """What stands of the five records, and every row that ever did."""

    verdict: MachineVerdict | None
    decision: OfficerDecision | None
    search: SearchResult | None
    test: FieldTest | None
    laboratory: LaboratoryResult | None
    history: tuple[Step, ...]


def standing(kind: type[S], scan: ScanRow) -> S | None:
    """The row of this kind that stands, if there is one."""
    return kind._default_manager.filter(scan=scan, ended_at=None).first()


def of(scan: ScanRow) -> Steps:
    """Everything that was recorded on a scan, in its order."""
    history: list[Step] = []
    for kind in ORDER:
        history += kind._default_manager.filter(scan=scan)
    return Steps(
        standing(MachineVerdict, scan),
        standing(OfficerDecision, scan),
        standing(SearchResult, scan),
        standing(FieldTest, scan),
        standing(LaboratoryResult, scan),
        tuple(history),
    )


def add(row: S, *, by: User, now: datetime, why_corrected: str = "") -> S:
    """Keep a record; one of its kind that stands ends with it and keeps what it said."""
    if row.at < row.after:
        raise InvalidValueError(
            "A result cannot precede the record that it follows: check this machine's clock."
        )
    moment = now.astimezone(UTC)
    former = standing(type(row), row.scan)
    if former is not None:
        former.ended_at, former.ended_by = moment, by.username
        former.save(update_fields=["ended_at", "ended_by"])
    row.recorded_at, row.why_corrected = moment, why_corrected
    row.save(force_insert=True)
    return row
