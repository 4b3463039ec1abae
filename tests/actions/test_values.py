"""Deciding who speaks for a part of an incident, and taking it back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from markaz.actions.briefing import brief
from markaz.actions.consolidation import consolidate
from markaz.actions.ledger import folder, open_ledger
from markaz.actions.values import choices, decide_value, withdraw_decision
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.figure import Selection
from markaz.records.kinds import ValueField
from markaz.store import audit
from markaz.store.models import AuditRow, DecisionRow, Link, ReportRow
from markaz.store.reports import Keeper

pytestmark = pytest.mark.django_db(transaction=True)

EVER = Selection(first=date(2020, 1, 1), last=date(2030, 12, 31))


@pytest.fixture
def joint(home, tables, batch, operator, now) -> dict[str, int]:
    """An operation of three agencies, linked, and their reports' numbers by reference."""
    for agency, reference, more in (
        ("ANF", "A-1", {"role": "lead", "lines": [{"mass_mg": 9_000_000}]}),
        ("CUSTOMS", "C-1", {"role": "joint", "lines": [{"mass_mg": 5_000_000}], "arrested": 4}),
        ("PCG", "P-1", {"role": "joint", "lines": [{"mass_mg": 9_800_000}], "marking": "GREEN"}),
    ):
        Keeper(batch(source="test")).keep(
            tables({"agency": agency, "reference": reference, **more})
        )
    numbers = dict(ReportRow.objects.values_list("reference", "number"))
    for reference in ("C-1", "P-1"):
        Link.objects.create(number=numbers[reference], incident=numbers["A-1"], known_from=now)
    audit.log(Event.REPORTS_CONSOLIDATED, subject="test", by=operator, now=now)
    return numbers


def kilograms(by, now) -> Decimal:
    figure = brief(EVER, by=by, now=now, ids=["seized_mass"]).figures[0]
    return figure.value * 1000


def speaker(number: int, field: ValueField, *, by) -> tuple[int, str]:
    found = {one.choice.field: one.choice for one in choices(number, by=by)}
    return found[field].number, found[field].rule.name


def test_a_decision_moves_the_figures_and_taking_it_back_restores_them(joint, analyst, now):
    later, last = now + timedelta(hours=1), now + timedelta(hours=2)
    assert kilograms(analyst, now) == 9
    decide_value(ValueField.DRUGS, joint["C-1"], reason="weighed twice", by=analyst, now=later)
    assert speaker(joint["A-1"], ValueField.DRUGS, by=analyst) == (joint["C-1"], "person")
    assert kilograms(analyst, later) == 5
    withdraw_decision(ValueField.DRUGS, joint["P-1"], by=analyst, now=last)
    assert kilograms(analyst, last) == 9
    assert speaker(joint["P-1"], ValueField.DRUGS, by=analyst) == (joint["A-1"], "role")


def test_who_decided_and_why_is_kept_for_ever(joint, analyst, now):
    decide_value(ValueField.WHERE, joint["C-1"], reason="they were there", by=analyst, now=now)
    withdraw_decision(ValueField.WHERE, joint["C-1"], by=analyst, now=now)
    (kept,) = DecisionRow.objects.all()
    assert (kept.by, kept.reason, kept.known_to) == ("analyst", "they were there", now)
    rows = AuditRow.objects.filter(event=Event.VALUE_DECIDED).order_by("id")
    assert [row.details["taken_back"] for row in rows] == [False, True]


def test_a_later_decision_on_the_same_field_ends_the_earlier(joint, analyst, now):
    for reference in ("C-1", "P-1"):
        decide_value(ValueField.DRUGS, joint[reference], reason="surely", by=analyst, now=now)
    assert list(DecisionRow.objects.filter(known_to=None).values_list("number", flat=True)) == [
        joint["P-1"]
    ]


def test_deciding_needs_the_permission_a_reason_and_something_to_choose(
    joint, analyst, anf_liaison, tables, batch, now
):
    with pytest.raises(NotPermittedError):
        decide_value(ValueField.DRUGS, joint["A-1"], reason="ours", by=anf_liaison, now=now)
    with pytest.raises(InvalidValueError, match="why"):
        decide_value(ValueField.DRUGS, joint["A-1"], reason="  ", by=analyst, now=now)
    with pytest.raises(InvalidValueError, match="no report"):
        decide_value(ValueField.DRUGS, 9_999, reason="what is it", by=analyst, now=now)
    with pytest.raises(InvalidValueError, match="Nobody decided"):
        withdraw_decision(ValueField.DRUGS, joint["A-1"], by=analyst, now=now)
    Keeper(batch(source="test")).keep(tables({"agency": "ASF", "reference": "S-1"}))
    alone = ReportRow.objects.get(reference="S-1").number
    with pytest.raises(InvalidValueError, match="alone"):
        decide_value(ValueField.DRUGS, alone, reason="what is it", by=analyst, now=now)
    assert not DecisionRow.objects.exists()


def test_a_decision_whose_audit_row_fails_is_not_kept(joint, analyst, now, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(audit, "log", broken)
    with pytest.raises(OSError, match="no room"):
        decide_value(ValueField.DRUGS, joint["A-1"], reason="surely", by=analyst, now=now)
    assert not DecisionRow.objects.exists()


def test_a_viewer_is_told_of_choices_among_their_reports_only(
    joint, anf_liaison, customs_liaison, now
):
    # Customs sees its own and the open one: of those the net weight, and nothing of the lead's.
    assert kilograms(customs_liaison, now) == Decimal("9.8")
    assert speaker(joint["C-1"], ValueField.DRUGS, by=customs_liaison) == (joint["P-1"], "whole")
    assert speaker(joint["A-1"], ValueField.PEOPLE, by=anf_liaison)[0] == joint["A-1"]


def test_each_scope_has_its_own_ledger_and_old_ones_are_cleared(
    joint, analyst, customs_liaison, operator, now
):
    for person in (analyst, customs_liaison, operator):
        with open_ledger(person.viewer):
            pass
    before = set(folder().glob("facts-*"))
    assert len(before) == 2
    consolidate(by=operator, now=now)
    with open_ledger(customs_liaison.viewer) as connection:
        held = connection.execute("SELECT count(DISTINCT report_id) FROM fact_reports").fetchall()
    after = set(folder().glob("facts-*"))
    assert len(after) == 1
    assert not after & before
    assert held == [(2,)]
