"""The officer's word on a bag: clear, search or recall, and its correction."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.airport.desk import desks
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError
from markaz.store import audit, bulk
from markaz.store.airport import scans, steps
from markaz.store.models import MachineVerdict, OfficerDecision, ScanRow, SearchResult

LONGEST = 500
Decision = OfficerDecision.Decision


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision as kept; `projected` says afterwards that the bag was a test."""

    row: OfficerDecision
    projected: bool


@transaction.atomic
def open_scan(name: str, *, by: User, now: datetime) -> ScanRow:
    """Look at a scan: the first look begins the time that the decision took."""
    scan = desks.scan_of(name, by=by)
    scans.note_opened(scan, now=now)
    audit.log(Event.SCAN_OPENED, subject=str(scan), by=by, now=now)
    return scan


@transaction.atomic
def decide(
    name: str,
    *,
    decision: str,
    reason: str = "",
    correction: str = "",
    by: User,
    now: datetime,
) -> Decided:
    """Decide on a bag; a second word corrects the first, which stays readable.

    Raises:
        InvalidValueError: the reason that this decision needs is missing, or a search has its
            result already.
    """
    scan = desks.scan_of(name, by=by)
    bulk.one_at_a_time("airport")
    verdict = steps.standing(MachineVerdict, scan)
    if verdict is None:
        raise InvalidValueError("This scan has not been read yet: wait for the machine's word.")
    former = steps.standing(OfficerDecision, scan)
    why = _worded(reason)
    _demand_reason(decision, why, scan=scan)
    if former is not None:
        _demand_correctable(scan, correction=_worded(correction))
    row = OfficerDecision(
        scan=scan,
        follows=verdict,
        by=by.username,
        at=now,
        after=verdict.at,
        decision=decision,
        reason=why,
        over_not_inspected=scan.not_inspected,
        marks_seen=former is not None or not scan.desk.decision_first,
        seconds=_seconds(scan, now=now) if former is None else None,
    )
    kept = steps.add(row, by=by, now=now, why_corrected=_worded(correction) if former else "")
    scans.note_decision(scan, kept)
    audit.log(
        Event.SCAN_DECIDED,
        subject=str(scan),
        by=by,
        now=now,
        details={
            "decision": decision,
            "reason": why,
            "corrects": former.decision if former else "",
            "marks_seen": kept.marks_seen,
        },
    )
    return Decided(kept, projected=scan.projected)


def _demand_reason(decision: str, reason: str, *, scan: ScanRow) -> None:
    if decision not in Decision.values:
        raise InvalidValueError("Decide one of three: clear, search or recall.")
    if decision == Decision.RECALL and not reason:
        raise InvalidValueError("Say why the bag is recalled: the reason is kept.")
    if decision == Decision.CLEAR and scan.not_inspected and not reason:
        raise InvalidValueError(
            "Part of this bag was not inspected: say why it may go without a search."
        )


def _demand_correctable(scan: ScanRow, *, correction: str) -> None:
    if steps.standing(SearchResult, scan) is not None:
        raise InvalidValueError(
            "The bag was searched on this decision: correct the search's result instead."
        )
    if not correction:
        raise InvalidValueError("A decision stands already: say why it is corrected.")


def _worded(written: str) -> str:
    said = " ".join(written.split())
    if len(said) > LONGEST:
        raise InvalidValueError("Say the reason in {most} letters or fewer.", most=LONGEST)
    return said


def _seconds(scan: ScanRow, *, now: datetime) -> int | None:
    if scan.opened_at is None:
        return None
    return max(0, int((now - scan.opened_at).total_seconds()))
