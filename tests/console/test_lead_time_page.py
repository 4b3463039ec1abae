"""The page on the lead-time rule: counts by hand, each number open to its operations."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from markaz.accounts.models import User
from markaz.actions.operations import course, planning
from markaz.actions.operations.desk import compliance
from markaz.actions.operations.planning import Plan
from markaz.cli.app import app
from markaz.records.errors import NotPermittedError
from markaz.records.operations.operation import Filing, Window
from markaz.records.operations.shape import Point, Position

MARCH, APRIL = (datetime(2031, month, 20, 8, 0, tzinfo=UTC) for month in (3, 4))
# A raid is filed 120 minutes before its start, a controlled delivery 720.
PLANS = (
    ("ANF", "A-1", "raid", MARCH, 120),
    ("ANF", "A-2", "raid", MARCH, 119),
    ("ANF", "A-3", "controlled_delivery", MARCH, 719),
    ("ANF", "A-4", "raid", APRIL, 500),
    ("CUSTOMS", "C-1", "raid", MARCH, 30),
    ("CUSTOMS", "C-2", "raid", MARCH, 31),
)


@pytest.fixture
def filings(pages_home, anf_liaison, customs_liaison) -> User:
    """Two agencies' operations: one late by a waiver, one shared; gives the desk's watch."""
    by = {"ANF": anf_liaison, "CUSTOMS": customs_liaison}
    for nth, (agency, reference, kind, filed, minutes) in enumerate(PLANS):
        start = filed + timedelta(minutes=minutes)
        plan = Plan(
            agency=agency,
            reference=reference,
            title=f"Plan {reference}",
            unit="squad",
            contact="the desk",
            kind=kind,
            window=Window(start, start + timedelta(minutes=10)),
            shape=Point(Position(25 + nth, 67)),
            marking="AMBER",
        )
        planning.enter(plan, by=by[agency], now=filed)
    boss = User.objects.create(username="boss", agency="ANF", role="supervisor")
    planning.allow_late("ANF", "A-2", reason="the lorry leaves", by=boss, now=MARCH)
    course.give_part("CUSTOMS", "C-2", partner="ANF", role="assist", by=customs_liaison, now=MARCH)
    return User.objects.create(username="watch.one", agency="NCC", role="watch")


def counted(by: User) -> list[tuple[object, ...]]:
    return [
        (row.month, row.agency, row.filed, row.in_time, row.by_waiver, row.late)
        for row in compliance.compliance(by=by)
    ]


def test_the_desk_counts_every_agency(filings):
    assert counted(filings) == [
        ("2031-04", "ANF", 1, 1, 0, 0),
        ("2031-03", "ANF", 3, 1, 1, 1),
        ("2031-03", "CUSTOMS", 2, 0, 0, 2),
    ]


def test_an_agency_counts_its_own_and_those_it_takes_part_in(filings, anf_liaison):
    assert counted(anf_liaison)[1:] == [
        ("2031-03", "ANF", 3, 1, 1, 1),
        ("2031-03", "CUSTOMS", 1, 0, 0, 1),
    ]


def test_who_sees_no_plan_counts_none(filings, auditor):
    pcg = User.objects.create(username="pcg", agency="PCG", role="liaison")
    assert counted(pcg) == []
    with pytest.raises(NotPermittedError):
        counted(auditor)


def test_each_number_opens_to_as_many_operations(filings, anf_liaison):
    for by in (filings, anf_liaison):
        for row in compliance.compliance(by=by):
            for filing, number in (("", row.filed), *row.parts):
                found = compliance.behind(agency=row.agency, month=row.month, filing=filing, by=by)
                assert len(found) == number


def test_the_page_opens_a_number_to_what_may_be_seen(filings, anf_liaison, sign_in):
    browser = sign_in(anf_liaison)
    shown = browser.get("/operations/lead-time/").content.decode()
    assert "?agency=ANF&amp;month=2031-03&amp;filing=by_waiver#behind" in shown
    opened = "/operations/lead-time/?agency={}&month=2031-03&filing={}".format
    allowed = browser.get(opened("ANF", "by_waiver")).content.decode()
    assert "the lorry leaves" in allowed
    assert ("Plan A-2" in allowed, "Plan A-3" in allowed) == (True, False)
    late = browser.get(opened("CUSTOMS", "late")).content.decode()
    assert ("Plan C-2" in late, "Plan C-1" in late) == (True, False)


def test_the_page_stands_in_urdu(filings, anf_liaison, sign_in):
    browser = sign_in(anf_liaison)
    browser.cookies["django_language"] = "ur"
    shown = browser.get("/operations/lead-time/?agency=ANF&month=2031-03").content.decode()
    assert "بلا استثنا تاخیر" in shown
    assert "مارچ" in shown


def test_the_command_tells_the_same(filings):
    def told(*words: str):
        said = ["operation", "lead-time", *words, "--json"]
        return json.loads(CliRunner().invoke(app, said, catch_exceptions=False).output)

    assert told()[1] == {
        "agency": "ANF", "month": "2031-03", "filed": 3, "in_time": 1, "by_waiver": 1, "late": 1,
    }  # fmt: skip
    (late,) = told("--agency", "ANF", "--month", "2031-03", "--filing", Filing.LATE.value)
    assert (late["operation"], late["given_min"], late["required_min"]) == ("ANF/A-3", 719, 720)
