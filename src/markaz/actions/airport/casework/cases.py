"""One action from a positive search: report, exhibits, checks, conflicts, draft to a partner."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.airport.casework import custody, notifying
from markaz.actions.airport.casework.custody import Exhibit
from markaz.actions.airport.casework.notifying import Told
from markaz.actions.airport.desk import desks
from markaz.actions.filing import typed
from markaz.data.airports import AIRPORTS
from markaz.data.substances import SUBSTANCES
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError
from markaz.records.kinds import ReportKind
from markaz.store import audit, bulk, naming
from markaz.store.airport import steps, travellers
from markaz.store.models import (
    CaseRow,
    DocumentRow,
    FieldTest,
    LaboratoryResult,
    ScanRow,
    SearchResult,
)

_MOST_EXHIBITS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the officer confirms of a case; all of it is prefilled.

    `documents` names the travel documents whose bearers belong to the case, `keeper` who takes the
    exhibits, and `notify` whether the airport of destination's partner is to be told.
    """

    reference: str
    exhibits: tuple[Exhibit, ...]
    documents: tuple[str, ...] = ()
    arrested: int = 0
    concealment: str = "BAG-HOLD"
    destination: str = ""
    keeper: str = ""
    remarks: str = ""
    notify: bool = True


def prefilled(name: str, *, by: User) -> Facts:
    """The case as far as the scan and its records already tell it."""
    scan = _positive(name, by=by)
    test, search = steps.standing(FieldTest, scan), steps.standing(SearchResult, scan)
    airport = AIRPORTS.get(scan.destination)
    first = Exhibit(
        mark="E1",
        substance=test.substance if test else "",
        what=search.what if search else "",
        weight_g=Decimal(0),
        seal="",
    )
    return Facts(
        reference=f"{scan.desk.airport}-{scan.name}",
        exhibits=(first,),
        documents=tuple(one.name for one in documents(name, by=by)),
        destination=airport.country if airport else "",
        keeper=by.username,
    )


def documents(name: str, *, by: User) -> tuple[DocumentRow, ...]:
    """The documents read with a scan that belong to no case yet."""
    return tuple(travellers.seen(by).filter(scan=_positive(name, by=by), case=None))


@transaction.atomic
def open_case(name: str, facts: Facts, *, by: User, now: datetime) -> CaseRow:
    """Make the whole case from a positive search, or nothing of it.

    The report is filed and counted like any other; the exhibits begin their chain; other agencies
    are asked whether the action or the persons are theirs; the partner's notice waits for the
    centre's signature.

    Raises:
        InvalidValueError: the search found nothing, a case stands already, or a field is wrong.
        NotPermittedError: the role or the agency does not allow one of the parts.
    """
    bulk.one_at_a_time("airport")
    scan = _positive(name, by=by)
    if CaseRow.objects.filter(scan=scan).exists():
        raise InvalidValueError("A case was made from this scan already: open it.")
    _demand_exhibits(facts)
    bearers = [_bearer(one, by=by) for one in facts.documents]
    filed = typed.file_report(_report(scan, facts, bearers), by=by, now=now)
    told = notifying.tell(
        scan, bearers, reference=facts.reference, report=filed.number, notify=facts.notify,
        by=by, now=now,
    )  # fmt: skip
    case = _row(scan, facts, report=filed.number, told=told, by=by, now=now)
    for one in facts.exhibits:
        custody.begin(case, one, keeper=facts.keeper or by.username, by=by, now=now)
    travellers.bind(bearers, case)
    audit.log(
        Event.AIRPORT_CASE_OPENED,
        subject=str(case),
        by=by,
        now=now,
        details={
            "scan": scan.name,
            "report": filed.number,
            "exhibits": len(facts.exhibits),
            "conflicts": case.conflicts,
            "release": case.release or case.no_release,
        },
    )
    return case


def _positive(name: str, *, by: User) -> ScanRow:
    """A scan whose search found something, and that was no test."""
    scan = desks.scan_of(name, by=by)
    if scan.projected:
        raise InvalidValueError("This picture was a test: no case can be made from it.")
    search = steps.standing(SearchResult, scan)
    if search is None or not search.found:
        raise InvalidValueError("A case follows a search that found something: record that first.")
    return scan


def _demand_exhibits(facts: Facts) -> None:
    if not 0 < len(facts.exhibits) <= _MOST_EXHIBITS:
        raise InvalidValueError(
            "Name the exhibits of the case, {most} at the most.", most=_MOST_EXHIBITS
        )
    marks = [one.mark.strip() for one in facts.exhibits]
    if not all(marks) or len(set(marks)) < len(marks):
        raise InvalidValueError("Give each exhibit a mark of its own.")
    for one in facts.exhibits:
        if one.substance not in SUBSTANCES:
            raise InvalidValueError(
                "No substance has the code {code!r}: choose one.", code=one.substance
            )
        if one.weight_g <= 0 or not one.seal.strip():
            raise InvalidValueError(
                "Exhibit {mark} needs its net weight and its seal.", mark=one.mark
            )


def _bearer(name: str, *, by: User) -> DocumentRow:
    row = travellers.named(name, by=by)
    if row is None or row.case is not None:
        raise InvalidValueError(
            "There is no document {name!r} without a case: read it again.", name=name
        )
    return row


def _report(scan: ScanRow, facts: Facts, bearers: list[DocumentRow]) -> typed.Typed:
    """The seizure report of the case, as the form would send it."""
    told: dict[str, str | list[dict[str, str]]] = {
        "agency": scan.desk.agency,
        "reference": facts.reference,
        "kind": ReportKind.AIRPORT_CASE.value,
        "occurred": timezone.localdate(scan.received_at).isoformat(),
        "country": AIRPORTS[scan.desk.airport].country,
        "airport": scan.desk.airport,
        "arrested": str(facts.arrested),
        "concealment": facts.concealment,
        "detection": "XRAY",
        "transport": "4-commercial",
        "departure": AIRPORTS[scan.desk.airport].country,
        "destination": facts.destination,
        "status": _status(scan),
        "remarks": facts.remarks,
        "lines": [
            {"substance": one.substance, "quantity": str(one.weight_g), "unit": "g"}
            for one in facts.exhibits
        ],
        "persons": [_person(one) for one in bearers],
        "means": [{"means_kind": "flight", "means_identifier": scan.flight}] if scan.flight else [],
    }
    return {field: said for field, said in told.items() if said}


def _status(scan: ScanRow) -> str:
    found = steps.standing(LaboratoryResult, scan)
    if found is None:
        return "presumptive"
    confirmed = found.result == LaboratoryResult.Result.CONFIRMED
    return "lab_confirmed" if confirmed else "lab_negative"


def _person(document: DocumentRow) -> dict[str, str]:
    said = {
        "person_name": document.read.get("name", ""),
        "nationality": document.read.get("nationality", ""),
        "document": document.read.get("number", ""),
        "person_role": "passenger",
    }
    return {field: value for field, value in said.items() if value}


def _row(
    scan: ScanRow, facts: Facts, *, report: int, told: Told, by: User, now: datetime
) -> CaseRow:
    return CaseRow.objects.create(
        name=naming.drawn_name(),
        scan=scan,
        agency=scan.desk.agency,
        reference=facts.reference,
        report=report,
        operation=told.operation,
        conflicts=list(told.conflicts),
        checked=list(told.checked),
        release=told.release,
        no_release=told.no_release,
        opened_by=by.username,
        opened_at=now,
    )
