"""What came of a decision: search, field test, laboratory, each after the one before."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.airport.desk import desks
from markaz.data.substances import SUBSTANCES
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError
from markaz.store import audit, bulk
from markaz.store.airport import steps
from markaz.store.models import (
    FieldTest,
    LaboratoryResult,
    OfficerDecision,
    ScanRow,
    SearchResult,
)
from markaz.store.models.airport.steps import Step

S = TypeVar("S", bound=Step)
_LONGEST, _LONGEST_NAME = 2_000, 64


@transaction.atomic
def record_search(  # noqa: PLR0913 (keyword-only, each its own fact)
    name: str,
    *,
    found: bool,
    what: str = "",
    where: str = "",
    correction: str = "",
    by: User,
    now: datetime,
) -> SearchResult:
    """Write down what the opened bag held; only a bag that was to be searched has a result."""
    scan = desks.scan_of(name, by=by)
    bulk.one_at_a_time("airport")
    if scan.projected:
        raise InvalidValueError("This picture was a test: there is no bag to search.")
    decision = steps.standing(OfficerDecision, scan)
    if decision is None or decision.decision == OfficerDecision.Decision.CLEAR:
        raise InvalidValueError("Decide first that the bag is searched: a result follows that.")
    told = _text(what)
    if found and not told:
        raise InvalidValueError("Say what was found in the bag.")
    row = SearchResult(
        scan=scan, follows=decision, by=by.username, at=now, after=decision.at,
        found=found, what=told, where=_text(where),
    )  # fmt: skip
    return _kept(
        row, Event.SEARCH_RECORDED, {"found": found}, correction=correction, by=by, now=now
    )


@transaction.atomic
def record_test(  # noqa: PLR0913 (keyword-only, each its own fact)
    name: str,
    *,
    kit: str,
    lot: str,
    colour: str,
    result: str,
    substance: str = "",
    correction: str = "",
    by: User,
    now: datetime,
) -> FieldTest:
    """Write down a field test: which kit of which lot, what colour, and what that means."""
    scan = desks.scan_of(name, by=by)
    bulk.one_at_a_time("airport")
    search = steps.standing(SearchResult, scan)
    if search is None or not search.found:
        raise InvalidValueError("A field test follows a search that found something.")
    if result not in FieldTest.Result.values:
        raise InvalidValueError("A field test is positive, negative or unclear.")
    row = FieldTest(
        scan=scan, follows=search, by=by.username, at=now, after=search.at,
        kit=_demanded(kit), lot=_demanded(lot), colour=_demanded(colour),
        result=result, substance=_substance(substance),
    )  # fmt: skip
    details = {"kit": row.kit, "lot": row.lot, "result": result}
    return _kept(row, Event.FIELD_TEST_RECORDED, details, correction=correction, by=by, now=now)


@transaction.atomic
def record_laboratory(  # noqa: PLR0913 (keyword-only, each its own fact)
    name: str,
    *,
    laboratory: str,
    reference: str,
    result: str,
    substance: str = "",
    correction: str = "",
    by: User,
    now: datetime,
) -> LaboratoryResult:
    """Write down what the laboratory established."""
    scan = desks.scan_of(name, by=by)
    bulk.one_at_a_time("airport")
    test = steps.standing(FieldTest, scan)
    if test is None:
        raise InvalidValueError("A laboratory's result follows the field test: record that first.")
    if result not in LaboratoryResult.Result.values:
        raise InvalidValueError("A laboratory confirms, or says negative.")
    row = LaboratoryResult(
        scan=scan, follows=test, by=by.username, at=now, after=test.at,
        laboratory=_demanded(laboratory), reference=_demanded(reference),
        result=result, substance=_substance(substance),
    )  # fmt: skip
    details = {"laboratory": row.laboratory, "reference": row.reference, "result": result}
    return _kept(row, Event.LABORATORY_RECORDED, details, correction=correction, by=by, now=now)


# What rests on a record: it is corrected before the record is.
_LATER: dict[type[Step], type[Step]] = {SearchResult: FieldTest, FieldTest: LaboratoryResult}


@transaction.atomic
def _kept(
    row: S, event: Event, details: Mapping[str, object], *, correction: str, by: User, now: datetime
) -> S:
    """The record, after the rules on correcting one that stands, with its row in the log."""
    why, later = _text(correction), _LATER.get(type(row))
    former = steps.standing(type(row), row.scan)
    if former is not None and not why:
        raise InvalidValueError("This is recorded already: say why it is corrected.")
    if former is not None and later is not None and _stands(later, row.scan):
        raise InvalidValueError("A later result rests on this one: correct that one first.")
    kept = steps.add(row, by=by, now=now, why_corrected=why if former else "")
    audit.log(
        event, subject=str(row.scan), by=by, now=now,
        details={**details, "corrected": bool(kept.why_corrected)},
    )  # fmt: skip
    return kept


def _stands(kind: type[Step], scan: ScanRow) -> bool:
    return steps.standing(kind, scan) is not None


def _substance(written: str) -> str:
    if written and written not in SUBSTANCES:
        raise InvalidValueError("No substance has the code {code!r}: choose one.", code=written)
    return written


def _demanded(written: str) -> str:
    said = " ".join(written.split())
    if not said or len(said) > _LONGEST_NAME:
        raise InvalidValueError(
            "Fill every field of the result, each in {most} letters or fewer.", most=_LONGEST_NAME
        )
    return said


def _text(written: str) -> str:
    said = " ".join(written.split())
    if len(said) > _LONGEST:
        raise InvalidValueError("Write {most} letters or fewer.", most=_LONGEST)
    return said
