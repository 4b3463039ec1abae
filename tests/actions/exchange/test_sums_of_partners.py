"""A partner's sum of many events stays a sum: however it is filed, it joins no events."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from markaz.actions import briefing
from markaz.actions.exchange import drafting, incoming
from markaz.actions.filing import typed
from markaz.actions.review import judging
from markaz.exchange.stix.extensions import EVENT
from markaz.records.figure import Selection
from markaz.records.kinds import Verdict
from markaz.store.exchange import inbox
from markaz.store.models import Link, ReportRow

pytestmark = pytest.mark.django_db
WINTER = Selection(first=date(2026, 1, 1), last=date(2026, 1, 31))
LINES = [{"substance": "OPI-HEROIN", "quantity": "40", "unit": "kg"}]
REPORT = "report--0d0b0e5c-7f0e-4d3c-8a63-0f5a2b6d1a11"
DAYS = {"occurred_first": "2026-01-01", "occurred_last": "2026-01-07"}


@pytest.fixture
def send(home, partner, stix, now):
    """Let the partner have sent a report of seizures, in a version of some day."""

    def one(grain, day=2, **said):
        moment = f"2026-01-0{day}T00:00:00.000Z"
        told = stix(
            type="report", id=REPORT, modified=moment, name="Seizures", object_refs=[],
            extensions={EVENT: {"kind": "seizure", "grain": grain, **DAYS, **said}},
        )  # fmt: skip
        inbox.keep([(REPORT, json.dumps(told))], partner=partner, now=now)
        return told

    return one


def figures(by, now):
    made = briefing.brief(WINTER, by=by, now=now)
    return {one.id: one.value for one in made.figures}


def grains():
    return set(ReportRow.objects.filter(known_to=None).values_list("grain", flat=True))


@pytest.mark.parametrize("grain", ["event", "aggregate"])
def test_what_a_partner_sent_is_filed_of_its_own_grain(send, analyst, now, grain):
    send(grain)
    (told,) = incoming.waiting(by=analyst)
    assert incoming.file_incoming(told, agency="NCC", by=analyst, now=now).number
    assert grains() == {grain}


def test_completed_in_the_form_it_is_added_to_no_event(send, analyst, now):
    send("aggregate")
    (told,) = incoming.waiting(by=analyst)
    full = {**told.draft.typed(), "agency": "NCC", "kind": "seizure", "lines": LINES}
    incoming.file_completed(told, full, by=analyst, now=now)
    assert grains() == {"aggregate"}
    counted = figures(analyst, now)
    assert (counted["seized_mass"], counted["seizure_cases"]) == (None, None)
    assert counted["aggregate_seized_mass"] == 40


def test_of_a_file_it_is_filed_as_a_sum_with_the_grading_it_was_given(send, tmp_path, analyst, now):
    graded = {"scheme": "admiralty", "source": "B", "information": "2"}
    one = send("aggregate", grading=graded)
    path = tmp_path / "sent.json"
    path.write_text(json.dumps({"type": "bundle", "objects": [one]}))
    looked = drafting.look_at_file(path, by=analyst)
    (done,) = drafting.file_drafts(looked.drafts, agency="NCC", by=analyst, now=now)
    assert done.refusal is None
    row = ReportRow.objects.get(number=done.number)
    assert (row.grain, row.grading) == ("aggregate", "admiralty B2")


def test_what_was_filed_as_an_event_and_joined_leaves_its_incident_as_a_sum(send, analyst, now):
    send("event")
    (told,) = incoming.waiting(by=analyst)
    full = {**told.draft.typed(), "agency": "NCC", "kind": "seizure", "lines": LINES}
    first = incoming.file_completed(told, full, by=analyst, now=now).number
    event = {
        "agency": "ANF", "reference": "A-1", "kind": "seizure", "occurred": "2026-01-03",
        "lines": [{**LINES[0], "quantity": "3"}],
    }  # fmt: skip
    other = typed.file_report(event, by=analyst, now=now).number
    judging.judge_pair(first, other, verdict=Verdict.POSITIVE, reason="", by=analyst, now=now)
    later = now + timedelta(days=1)
    send("aggregate", day=5)
    (told,) = incoming.waiting(by=analyst)
    incoming.file_completed(told, full, by=analyst, now=later)
    counted = figures(analyst, later)
    assert counted["seized_mass"] == Decimal("0.003")
    assert counted["seizure_cases"] == 1
    assert not Link.objects.filter(known_to=None).exists()
    assert counted["aggregate_seized_mass"] == 40
