"""What partners sent waits for a person: filed once, never marked more openly, or set aside."""

import json

import pytest

from markaz.actions.exchange import incoming, partners
from markaz.actions.exchange.partners import About
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.exchange import inbox
from markaz.store.models import AuditRow, InboundObject, ReportRow

pytestmark = pytest.mark.django_db
UUID = "0d0b0e5c-7f0e-4d3c-8a63-0f5a2b6d1a1{}"
AMBER = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"
RED = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"


def stix(kind="report", number=1, modified="2026-01-02", **properties):
    moment = f"{modified}T00:00:00.000Z"
    told = {
        "type": kind, "id": f"{kind}--{UUID.format(number)}", "spec_version": "2.1",
        "created": "2026-01-02T00:00:00.000Z", "modified": moment, "name": "Route north",
        "object_marking_refs": [AMBER], **properties,
    }  # fmt: skip
    return told | ({"object_refs": []} if kind == "report" and "object_refs" not in told else {})


@pytest.fixture
def sent(home, operator, now):
    """Let a partner have sent these objects."""
    partners.add_partner("north", about=About("North"), by=operator, now=now)
    partner = partners.named("north")

    def send(*objects):
        bodies = [(one["id"], json.dumps(one)) for one in objects]
        inbox.keep(bodies, partner=partner, now=now)

    return send


@pytest.fixture
def file_it(analyst, now):
    return lambda told: incoming.file_incoming(told, agency="NCC", by=analyst, now=now)


def dated(number=1, **properties):
    """A report with a day, as one of Markaz's own centres tells it."""
    from markaz.exchange.stix.extensions import EVENT

    days = {"occurred_first": "2026-01-01", "occurred_last": "2026-01-01"}
    return stix(number=number, extensions={EVENT: days}, **properties)


def test_what_was_sent_is_filed_once_and_as_strictly_as_marked(sent, analyst, file_it):
    sent(dated())
    (told,) = incoming.waiting(by=analyst)
    filed = file_it(told)
    report = ReportRow.objects.get(number=filed.number)
    assert (report.kind, report.agency, report.marking) == ("information", "NCC", "AMBER")
    assert incoming.waiting(by=analyst) == ()
    row = AuditRow.objects.get(event=Event.DRAFT_FILED)
    assert row.details == {"partner": "north", "report": filed.number}


def test_what_a_report_speaks_of_makes_it_stricter_and_is_read_with_it(sent, analyst, file_it):
    incident = stix("incident", 2, object_marking_refs=[RED])
    sent(incident)
    assert len(incoming.waiting(by=analyst)) == 1
    sent(dated(object_refs=[incident["id"]]))
    (told,) = incoming.waiting(by=analyst)
    assert told.draft.marking == "RED"
    file_it(told)
    assert not InboundObject.objects.filter(read_at=None).exists()


def test_a_marking_that_came_earlier_still_holds(sent, analyst):
    own = stix("marking-definition", 7, definition_type="tlp", definition={"tlp": "red"})
    sent({**own, "object_marking_refs": []})
    sent(dated(object_marking_refs=[own["id"]]))
    (told,) = incoming.waiting(by=analyst)
    assert told.draft.marking == "RED"


def test_a_draft_without_a_day_stays_and_says_why(sent, analyst, file_it):
    sent(stix())
    (told,) = incoming.waiting(by=analyst)
    filed = file_it(told)
    assert filed.number is None
    assert "No day" in str(filed.refusal)
    assert len(incoming.waiting(by=analyst)) == 1
    assert not ReportRow.objects.exists()


def test_what_is_set_aside_needs_a_reason_and_stays_unchanged(sent, analyst, now):
    sent(stix())
    (told,) = incoming.waiting(by=analyst)
    with pytest.raises(InvalidValueError, match="why"):
        incoming.set_aside(told, reason=" ", by=analyst, now=now)
    body = InboundObject.objects.get().body
    incoming.set_aside(told, reason="known already", by=analyst, now=now)
    assert incoming.waiting(by=analyst) == ()
    assert InboundObject.objects.get().body == body
    assert AuditRow.objects.get(event=Event.DRAFT_SET_ASIDE).details["reason"] == "known already"


def test_what_its_producer_took_back_is_shown_and_cannot_be_filed(sent, analyst, file_it):
    sent(dated())
    file_it(incoming.waiting(by=analyst)[0])
    sent(dated(modified="2026-01-05", revoked=True))
    (told,) = incoming.waiting(by=analyst)
    assert told.draft is None
    with pytest.raises(InvalidValueError, match="took this back"):
        file_it(told)


def test_a_later_version_revises_the_report(sent, analyst, file_it):
    sent(dated())
    first = file_it(incoming.waiting(by=analyst)[0])
    sent(dated(modified="2026-01-05", name="Route north-east"))
    second = file_it(incoming.waiting(by=analyst)[0])
    assert second.number == first.number
    assert ReportRow.objects.filter(number=first.number).count() == 2


def test_only_the_centre_looks_at_what_partners_sent(sent, anf_liaison):
    sent(stix())
    with pytest.raises(NotPermittedError):
        incoming.waiting(by=anf_liaison)
