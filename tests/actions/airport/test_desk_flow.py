"""From a machine's file to the case and its figure: five records, one action."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from markaz.actions.airport.casework import cases, custody
from markaz.actions.airport.casework.custody import Exhibit, HandOver
from markaz.actions.airport.desk import deciding, outcome
from markaz.actions.briefing import brief
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.figure import Selection
from markaz.store.airport import scans, steps
from markaz.store.models import (
    AuditRow,
    CaseRow,
    CustodyRow,
    OfficerDecision,
    OperationRow,
    ReportRow,
    SearchResult,
)

BLOCK = Exhibit("E1", "OPI-HEROIN", "a block in the lining", Decimal("812.5"), "S-1")


def searched(name, officer, now, *, found=True):
    deciding.decide(name, decision="search", by=officer, now=now + timedelta(minutes=1))
    what = "a block in the lining" if found else ""
    return outcome.record_search(
        name, found=found, what=what, by=officer, now=now + timedelta(minutes=5)
    )


def test_a_positive_search_becomes_a_case_that_the_briefing_counts(hand_in, officer, analyst, now):
    name = hand_in().scan.name
    searched(name, officer, now)
    later = now + timedelta(minutes=9)
    facts = cases.prefilled(name, by=officer)
    assert (facts.reference, facts.destination) == (f"KHI-{name}", "AE")
    told = cases.Facts(
        reference=facts.reference, exhibits=(BLOCK,), arrested=1, destination="AE", keeper="store"
    )
    made = cases.open_case(name, told, by=officer, now=later)
    report = ReportRow.objects.get(number=made.report)
    assert (report.kind, report.airport, report.agency) == ("airport_case", "KHI", "ASF")
    assert OperationRow.objects.get(reference=made.operation).kind == "airport"
    assert (made.release, made.no_release) == ("", "no agreement")
    assert CustodyRow.objects.get().to_whom == "store"
    told = brief(Selection(first=date(2026, 1, 1), last=date(2026, 1, 31)), by=analyst, now=later)
    values = {figure.id: figure.value for figure in told.figures}
    assert values["airport_cases"] == 1


def test_nothing_of_a_case_is_kept_where_a_part_of_it_fails(hand_in, officer, now):
    name = hand_in().scan.name
    searched(name, officer, now)
    before = AuditRow.objects.count()
    wrong = cases.Facts(reference="K/1", exhibits=(BLOCK,))
    with pytest.raises(InvalidValueError):
        cases.open_case(name, wrong, by=officer, now=now)
    assert (CaseRow.objects.count(), ReportRow.objects.count()) == (0, 0)
    assert AuditRow.objects.count() == before


def test_what_was_not_inspected_is_not_cleared_without_a_reason(hand_in, officer, now):
    name = hand_in(shielded=True).scan.name
    assert scans.named(name, by=officer).not_inspected
    with pytest.raises(InvalidValueError, match="not inspected"):
        deciding.decide(name, decision="clear", by=officer, now=now)
    deciding.decide(name, decision="clear", reason="opened by hand", by=officer, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficerDecision.objects.update(reason="")


def test_a_result_follows_its_decision_and_never_precedes_it(hand_in, officer, now):
    name = hand_in().scan.name
    with pytest.raises(InvalidValueError, match="Decide first"):
        outcome.record_search(name, found=False, by=officer, now=now)
    deciding.decide(name, decision="search", by=officer, now=now)
    with pytest.raises(InvalidValueError, match="cannot precede"):
        outcome.record_search(name, found=False, by=officer, now=now - timedelta(hours=1))
    test = {"kit": "M", "lot": "7", "colour": "blue", "result": "positive"}
    with pytest.raises(InvalidValueError, match="follows a search"):
        outcome.record_test(name, **test, by=officer, now=now)
    outcome.record_search(name, found=True, what="a block", by=officer, now=now)
    with pytest.raises(InvalidValueError, match="follows the field test"):
        outcome.record_laboratory(
            name, laboratory="x", reference="y", result="confirmed", by=officer, now=now
        )
    outcome.record_test(name, **test, by=officer, now=now)
    said = outcome.record_laboratory(
        name, laboratory="x", reference="y", result="confirmed", by=officer, now=now
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        type(said).objects.update(at=now - timedelta(days=1))


def test_a_correction_keeps_the_old_value_and_says_why(hand_in, officer, now):
    name = hand_in().scan.name
    searched(name, officer, now, found=False)
    with pytest.raises(InvalidValueError, match="say why"):
        outcome.record_search(name, found=True, what="x", by=officer, now=now + timedelta(hours=1))
    outcome.record_search(
        name, found=True, what="a second lining", correction="opened again", by=officer,
        now=now + timedelta(hours=1),
    )  # fmt: skip
    old, new = SearchResult.objects.order_by("id")
    assert (old.found, old.ended_by, new.found, new.why_corrected) == (
        False, officer.username, True, "opened again"
    )  # fmt: skip
    scan = scans.named(name, by=officer)
    assert len(steps.of(scan).history) == 4


def test_a_weight_that_goes_astray_is_an_alarm_with_its_reason(hand_in, officer, now):
    name = hand_in().scan.name
    searched(name, officer, now)
    facts = cases.Facts(reference="K-1", exhibits=(BLOCK,), keeper="store")
    case = cases.open_case(name, facts, by=officer, now=now + timedelta(minutes=9)).name
    give = {"mark": "E1", "to_whom": "laboratory", "purpose": "analysis", "seal": "S-2"}
    fine = HandOver(**give, weight_g=Decimal("811"))
    assert not custody.hand_over(case, fine, by=officer, now=now + timedelta(hours=1)).alarm
    light = HandOver(**give, weight_g=Decimal("700"))
    with pytest.raises(InvalidValueError, match="tolerance"):
        custody.hand_over(case, light, by=officer, now=now + timedelta(hours=2))
    told = HandOver(**give, weight_g=Decimal("700"), explained="a sample was taken")
    row = custody.hand_over(case, told, by=officer, now=now + timedelta(hours=2))
    assert (row.alarm, row.difference_mg) == (True, -111_000)


def test_another_agency_finds_no_scan(hand_in, customs_liaison, supervisor, now):
    name = hand_in().scan.name
    with pytest.raises(NotPermittedError):
        deciding.open_scan(name, by=customs_liaison, now=now)
    supervisor.agency = "CUSTOMS"
    with pytest.raises(InvalidValueError, match="There is no scan"):
        deciding.open_scan(name, by=supervisor, now=now)
