"""The list of values on which reports of one incident contradict each other."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from markaz.actions.values import choices, decide_value, withdraw_decision
from markaz.actions.viewing import values_in_conflict
from markaz.governance.audit import Event
from markaz.records.kinds import ValueField
from markaz.store import audit
from markaz.store.models import Link, ReportRow
from markaz.store.reports import Keeper

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/review/values/"


@pytest.fixture
def joint(pages_home, tables, batch, operator, now) -> dict[str, int]:
    """Three incidents: heavy with two contradictions, light with one, and one that agrees."""
    kg = 1_000_000
    told = (
        ("ANF", "H-1", {"lines": [{"mass_mg": 900 * kg}], "arrested": 2, "marking": "GREEN"}),
        ("CUSTOMS", "H-2", {"lines": [{"mass_mg": 500 * kg}], "arrested": 4}),
        ("ANF", "L-1", {"lines": [{"mass_mg": 3 * kg}], "marking": "GREEN"}),
        ("CUSTOMS", "L-2", {"lines": [{"mass_mg": 2 * kg}], "marking": "GREEN"}),
        ("ANF", "S-1", {"lines": [{"mass_mg": 7 * kg}]}),
        ("CUSTOMS", "S-2", {"lines": [{"mass_mg": 7 * kg}]}),
    )
    for agency, reference, more in told:
        report = {"agency": agency, "reference": reference, **more}
        Keeper(batch(source="test")).keep(tables(report))
    numbers = dict(ReportRow.objects.values_list("reference", "number"))
    for own, other in (("H-1", "H-2"), ("L-1", "L-2"), ("S-1", "S-2")):
        Link.objects.create(number=numbers[other], incident=numbers[own], known_from=now)
    audit.log(Event.REPORTS_CONSOLIDATED, subject="test", by=operator, now=now)
    return numbers


def listed(by) -> list[tuple[int, str, int]]:
    found = values_in_conflict(by=by, limit=50)
    assert found.total == len(found.rows)
    return [
        (row.conflict.incident, row.conflict.field, row.conflict.differing) for row in found.rows
    ]


def test_the_heaviest_comes_first_and_what_agrees_is_not_listed(joint, analyst):
    assert listed(analyst) == [
        (joint["H-1"], "drugs", 1),
        (joint["H-1"], "people", 1),
        (joint["L-1"], "drugs", 1),
    ]


def test_the_list_holds_what_the_incident_page_calls_open(joint, analyst):
    opened = {
        (joint[own], one.choice.field.value, len(one.choice.differing))
        for own in ("H-1", "L-1", "S-1")
        for one in choices(joint[own], by=analyst)
        if one.choice.open
    }
    assert set(listed(analyst)) == opened


def test_what_a_person_decided_leaves_the_list_and_comes_back_once_it_is_taken_back(
    joint, analyst, now
):
    heavy = (joint["H-1"], "drugs", 1)
    decide_value(
        ValueField.DRUGS, joint["H-2"], reason="weighed again", by=analyst,
        now=now + timedelta(hours=1),
    )  # fmt: skip
    assert heavy not in listed(analyst)
    withdraw_decision(ValueField.DRUGS, joint["H-1"], by=analyst, now=now + timedelta(hours=2))
    assert heavy in listed(analyst)


def test_an_agency_sees_no_conflict_with_a_report_that_is_hidden_from_it(
    joint, anf_liaison, customs_liaison, sign_in
):
    # H-2 is Customs' alone; both light ones are open to members.
    assert listed(anf_liaison) == [(joint["L-1"], "drugs", 1)]
    assert listed(customs_liaison) == [
        (joint["H-1"], "drugs", 1),
        (joint["H-1"], "people", 1),
        (joint["L-1"], "drugs", 1),
    ]
    page = sign_in(anf_liaison).get(ADDRESS).content.decode()
    assert "H-1" not in page
    assert "1 to 1 of 1" in page


def test_each_row_opens_its_incident_at_the_field(joint, analyst, sign_in):
    browser = sign_in(analyst)
    page = browser.get(ADDRESS).content.decode()
    links = re.findall(r'href="([^"]+)#(value-[^"]+)"', page)
    assert links[0] == (reverse("console:incident", args=[joint["H-1"]]), "value-drugs")
    for address, anchor in links:
        assert f'id="{anchor}"' in browser.get(address).content.decode()


def test_the_list_is_paged(joint, analyst, sign_in, monkeypatch):
    first = values_in_conflict(by=analyst, limit=2)
    rest = values_in_conflict(by=analyst, limit=2, offset=2)
    assert (len(first.rows), len(rest.rows), first.total, rest.total) == (2, 1, 3, 3)


@pytest.mark.parametrize("page", ["review", "incidents"])
def test_the_list_is_reached_from_where_one_works(page, joint, analyst, sign_in):
    assert f'href="{ADDRESS}"' in sign_in(analyst).get(reverse(f"console:{page}")).content.decode()


def test_a_ledger_in_which_nothing_differs_says_so(pages_home, analyst, sign_in):
    assert "No value is in conflict." in sign_in(analyst).get(ADDRESS).content.decode()


def test_the_list_speaks_urdu(joint, analyst, sign_in):
    browser = sign_in(analyst)
    browser.cookies["django_language"] = "ur"
    page = browser.get(ADDRESS).content.decode()
    assert "متضاد معلومات" in page
    assert "Values in conflict" not in page
