"""The pages of the exchange: an agreement entered, a release seen and signed, a reading shown."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from markaz.accounts.models import User
from markaz.exchange.stix.extensions import EVENT
from markaz.store.exchange import inbox, receipts
from markaz.store.models import (
    AgreementRow,
    ConsentRow,
    RecallRow,
    ReleaseObject,
    ReleaseRow,
    ReportRow,
    RequestRow,
)


@pytest.fixture
def head(db) -> User:
    return User.objects.create(username="head", agency="NCC", role="head")


@pytest.fixture
def desk(sign_in, analyst):
    return sign_in(analyst)


def at(page: str, **named: object) -> str:
    return reverse(f"console:{page}", kwargs=named)


def text(answer) -> str:
    return answer.content.decode()


def read(release: str) -> None:
    row = ReleaseRow.objects.get(name=release)
    out = list(ReleaseObject.objects.filter(release=row).values_list("version_id", flat=True))
    receipts.keep(
        row.agreement.partner, out, way=receipts.Way.PAGE, token="poller", now=timezone.now()
    )


AGREED = {
    "partner": "north",
    "title": "Air route",
    "purpose": "joint case",
    "legal_basis": "memorandum",
    "onward": "no further",
    "kinds": ["seizure"],
    "parts": ["drugs"],
    "ceiling": "GREEN",
    "begins_on": "2026-01-01",
    "expires_on": "2030-01-01",
    "persons": "Officer Ostrava\nOfficer Brno",
    "organisations": "",
}


def test_the_head_enters_an_agreement(shared, sign_in, head):
    answer = sign_in(head).post(at("agree"), AGREED)
    row = AgreementRow.objects.latest("id")
    assert answer.headers["Location"] == at("agreement", name=row.name)
    assert [one.name for one in row.recipients.all()] == ["Officer Ostrava", "Officer Brno"]


def test_a_form_that_lacks_something_comes_back_as_it_was_typed(shared, sign_in, head):
    answer = sign_in(head).post(at("agree"), {**AGREED, "persons": " "})
    assert answer.status_code == 400
    assert "Name each person or body" in text(answer)
    assert 'value="Air route"' in text(answer)


def test_a_form_that_lacks_something_says_so_in_urdu(shared, sign_in, head):
    browser = sign_in(head)
    browser.cookies["django_language"] = "ur"
    shown = text(browser.post(at("agree"), {**AGREED, "kinds": []}))
    assert "رپورٹ کی ہر وہ قسم بتائیں جو جا سکتی ہے، ان میں سے: ضبطی؛ گرفتاری" in shown
    assert "Name each kind" not in shown


def test_a_release_of_nothing_says_why_in_urdu(shared, filed, desk):
    desk.cookies["django_language"] = "ur"
    agreement = AgreementRow.objects.get(name=shared.agreement)
    agreement.kinds = ["arrest"]
    agreement.save()
    readers = [one.name for one in agreement.recipients.all()]
    shown = text(
        desk.post(at("agreement", name=agreement.name),
                  {"do": "prepare", "incidents": "CUSTOMS/C-2", "readers": readers})
    )  # fmt: skip
    assert "کچھ نہیں جا سکتا: اس قسم کی رپورٹ طے نہیں ہوئی۔" in shown


def test_a_release_is_shown_before_it_can_be_signed(shared, filed, desk):
    readers = ["Officer Ostrava"]
    answer = desk.post(
        at("agreement", name=shared.agreement), {"incidents": "CUSTOMS/C-2", "readers": readers}
    )
    row = ReleaseRow.objects.latest("id")
    assert answer.headers["Location"] == at("release", name=row.name)
    shown = text(desk.get(at("release", name=row.name)))
    assert "Officer Ostrava" in shown
    assert "Names nobody" in shown
    assert "lines.mass_mg" in shown
    assert "Sign: let it be read" not in shown


def test_whoever_reads_nothing_is_ticked_by_nobody(shared, desk):
    answer = desk.post(at("agreement", name=shared.agreement), {"incidents": "CUSTOMS/C-2"})
    assert answer.status_code == 400
    assert "Tick who shall read it." in text(answer)


def test_the_head_signs_and_the_analyst_may_not(shared, desk, sign_in, head):
    page = at("release", name=shared.waiting)
    assert desk.post(page, {"do": "sign"}).status_code == 403
    assert sign_in(head).post(page, {"do": "sign"}).headers["Location"] == page
    assert ReleaseRow.objects.get(name=shared.waiting).signed_by == "head"


def test_whoever_prepared_it_is_told_that_another_signs(shared, sign_in, head):
    ReleaseRow.objects.filter(name=shared.waiting).update(prepared_by="head")
    page, browser = at("release", name=shared.waiting), sign_in(head)
    shown = text(browser.get(page))
    assert "another person signs it" in shown
    assert "Sign: let it be read" not in shown
    assert browser.post(page, {"do": "sign"}).status_code == 403


def test_a_release_is_put_away(shared, desk):
    desk.post(at("release", name=shared.waiting), {"do": "drop"})
    assert "Put away" in text(desk.get(at("release", name=shared.waiting)))


def test_a_reading_stands_on_the_incident_for_whom_it_concerns(
    shared, filed, desk, sign_in, customs_liaison, anf_liaison
):
    page = at("incident", number=filed.customs_alone)
    assert "Not read yet." in text(desk.get(page))
    read(shared.release)
    for browser in (desk, sign_in(customs_liaison)):
        shown = text(browser.get(page))
        assert "Page of the collection" in shown
        assert "poller" in shown
        assert "made after the release" in shown


def test_another_agency_hears_nothing_of_what_an_open_report_was_given_to(
    shared, filed, sign_in, anf_liaison
):
    shown = text(sign_in(anf_liaison).get(at("incident", number=filed.open_to_members)))
    assert "C-3" in shown
    for told in ("Given to partners", "Northern desk", shared.release, shared.recall):
        assert told not in shown


def test_a_recall_is_asked_for_on_the_incident_and_answered_on_its_page(shared, filed, desk):
    desk.post(at("recall_incident", number=filed.customs_alone), {"reason": "the wrong day"})
    row = RecallRow.objects.latest("id")
    page = at("recall", name=row.name)
    assert "Awaited" in text(desk.get(page))
    said = {"notice": row.notices.get().id, "answer": "deleted", "said_by": "Officer Ostrava"}
    assert desk.post(page, said).headers["Location"] == page
    shown = text(desk.get(page))
    assert "Deleted there" in shown
    assert "Awaited" not in shown
    assert "All answered" in text(desk.get(at("exchange")))


def test_an_originator_consents_on_its_own_incident_and_takes_it_back(
    shared, filed, sign_in, customs_liaison
):
    browser, page = sign_in(customs_liaison), at("consent", number=filed.customs_alone)
    said = {
        "report": filed.customs_alone,
        "partner": "north",
        "lowered_to": "GREEN",
        "until": f"{timezone.localdate() + timedelta(days=3)}",
        "reason": "joint case",
    }
    browser.post(page, said)
    row = ConsentRow.objects.get()
    shown = text(browser.get(at("incident", number=filed.customs_alone)))
    assert "TLP:AMBER → TLP:GREEN" in shown
    browser.post(page, {"withdraw": row.id})
    row.refresh_from_db()
    assert row.withdrawn_by == "customs"


def test_a_request_is_entered_and_moved_on(shared, desk):
    due = timezone.localtime(timezone.now() + timedelta(days=2))
    said = {
        "direction": "in",
        "partner": "north",
        "question": "Which port?",
        "purpose": "their case",
        "legal_basis": "article 5",
        "due": f"{due:%Y-%m-%d %H:%M}",
        "marking": "GREEN",
    }
    desk.post(at("requests"), said)
    page = at("request", name=RequestRow.objects.latest("id").name)
    assert "Nothing yet" in text(desk.get(page))
    refused = desk.post(page, {"kind": "answer", "words": "Karachi"})
    assert refused.status_code == 400
    assert "Grade the answer" in text(refused)
    desk.post(page, {"kind": "answer", "words": "Karachi", "grade": "B2"})
    assert "Answered in full" in text(desk.get(page))


def test_an_overdue_request_is_told_at_the_door(shared, desk):
    RequestRow.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert "1 request is overdue." in text(desk.get(at("exchange")))


@pytest.mark.parametrize("page", ["exchange", "agreement", "release", "recall", "requests"])
def test_the_pages_are_in_urdu(shared, desk, page):
    named = {"agreement": shared.agreement, "release": shared.release, "recall": shared.recall}
    address = at(page, **({"name": named[page]} if page in named else {}))
    shown = text(desk.get(address, headers={"accept-language": "ur"}))
    assert 'dir="rtl"' in shown
    assert "تبادلہ" in shown


@pytest.mark.parametrize("page", ["agreement", "release", "recall", "request"])
def test_a_name_that_is_none_is_not_there(shared, desk, page):
    assert desk.get(at(page, name="NOSUCHNAME")).status_code == 404


def sent(shared, stix_id, **properties) -> str:
    """A dated report that a partner sent under AMBER and nobody has looked at."""
    told = {
        "type": "report", "spec_version": "2.1", "id": stix_id, "name": "Route north",
        "created": "2026-01-02T00:00:00.000Z", "modified": "2026-01-02T00:00:00.000Z",
        "published": "2026-01-02T00:00:00.000Z", "object_refs": [],
        "object_marking_refs": ["marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"],
        **properties,
    }  # fmt: skip
    partner = AgreementRow.objects.get(name=shared.agreement).partner
    inbox.keep([(stix_id, json.dumps(told))], partner=partner, now=timezone.now())
    return stix_id


@pytest.fixture
def draft(shared, db) -> str:
    return sent(shared, "report--0d0b0e5c-7f0e-4d3c-8a63-0f5a2b6d1a11")


def test_a_draft_is_completed_in_the_form_and_never_marked_more_openly(draft, desk):
    assert f"?draft={draft}" in text(desk.get(at("incoming")))
    page = f"{at('report')}?draft={draft}"
    shown = text(desk.get(page))
    assert "Route north" in shown
    assert f"draft={draft}" in shown
    said = {"agency": "NCC", "reference": "N-1", "kind": "information", "occurred": "2026-01-01",
            "remarks": "Route north", "marking": "GREEN", "confirm": "1"}  # fmt: skip
    answer = desk.post(page, said)
    assert "marked it AMBER" in text(answer)
    assert ReportRow.objects.filter(reference="N-1").count() == 0
    assert desk.post(page, {**said, "marking": "AMBER"}).status_code == 302
    assert ReportRow.objects.get(reference="N-1").marking == "AMBER"
    assert draft not in text(desk.get(at("incoming")))


def test_a_sum_of_many_events_is_shown_as_one_and_stays_one_in_the_form(shared, desk):
    said = {EVENT: {"kind": "seizure", "grain": "aggregate"}}
    summed = sent(shared, "report--0d0b0e5c-7f0e-4d3c-8a63-0f5a2b6d1a12", extensions=said)
    assert "Sums many events: added to none" in text(desk.get(at("incoming")))
    told = {"agency": "NCC", "reference": "N-2", "kind": "seizure", "occurred": "2026-01-01",
            "lines-0-substance": "OPI-HEROIN", "lines-0-quantity": "40", "lines-0-unit": "kg",
            "confirm": "1"}  # fmt: skip
    assert desk.post(f"{at('report')}?draft={summed}", told).status_code == 302
    filed = ReportRow.objects.get(reference="N-2")
    assert (filed.grain, filed.kind) == ("aggregate", "seizure")
