"""The airport desk's pages: for its own officers, no mark before a decision that comes first."""

import pytest
from tests.actions.airport.conftest import desk, hand_in, officer, supervisor

from markaz.accounts.models import User
from markaz.actions.airport.desk import deciding, desks
from markaz.store.models import DocumentRow, MachineVerdict

__all__ = ["desk", "hand_in", "officer", "supervisor"]
SPECIMEN = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
)


@pytest.fixture
def bag(pages_home, hand_in) -> str:
    return hand_in(shielded=True).scan.name


def mark(name: str) -> None:
    found = {"view": 1, "polygon": [[1, 1], [9, 1], [9, 9]], "text": "Organic material: it is.",
             "zeff": 6.1, "zeff_sigma": 0.3, "density": 2.0,
             "density_sigma": 0.2, "not_inspected": False, "category": "CONTRABAND"}  # fmt: skip
    row = MachineVerdict.objects.get(scan__name=name)
    row.findings, row.decision = [*row.findings, found], "alarm"
    row.save()


def test_an_officer_of_another_agency_is_shown_no_scan(sign_in, bag, supervisor):
    other = User.objects.create(username="anf.officer", agency="ANF", role="airport")
    browser = sign_in(other)
    for page in ("", "marks/", "pictures/1-low/"):
        answer = browser.get(f"/airport/scans/{bag}/{page}")
        assert answer.status_code == 400
        assert b"There is no scan" in answer.content
    assert bag.encode() not in browser.get("/airport/").content


def test_a_picture_is_sent_packed_and_asked_for_once(sign_in, bag, officer):
    browser = sign_in(officer)
    address = f"/airport/scans/{bag}/pictures/1-low/"
    answer = browser.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    plain = browser.get(address)
    assert len(plain.content) == 60 * 80 * 2
    again = browser.get(address, headers={"If-None-Match": plain.headers["ETag"]})
    assert again.status_code == 304
    assert browser.get(f"/airport/scans/{bag}/pictures/9-low/").status_code == 400


def test_marks_wait_for_the_decision_where_the_desk_decides_first(
    sign_in, bag, officer, supervisor, now
):
    mark(bag)
    desks.set_up("KHI", agency="ASF", decision_first=True, by=supervisor, now=now)
    browser = sign_in(officer)
    shown = browser.get(f"/airport/scans/{bag}/marks/").json()["marks"]
    assert [one["not_inspected"] for one in shown] == [True]
    assert "Organic material" not in browser.get(f"/airport/scans/{bag}/").content.decode()
    deciding.decide(bag, decision="search", by=officer, now=now)
    shown = browser.get(f"/airport/scans/{bag}/marks/").json()["marks"]
    assert [one["not_inspected"] for one in shown] == [True, False]


def test_a_decision_over_what_was_not_inspected_is_refused_with_a_sentence(sign_in, bag, officer):
    browser = sign_in(officer)
    address = f"/airport/scans/{bag}/decide/"
    refused = browser.post(address, {"decision": "clear"})
    assert (refused.status_code, b"not inspected" in refused.content) == (400, True)
    kept = browser.post(address, {"decision": "clear", "reason": "opened by hand"})
    assert kept.status_code == 302


def test_a_document_is_read_field_by_field_and_keeps_no_nationality(
    sign_in, desk, pages_home, officer
):
    browser = sign_in(officer)
    page = browser.post("/airport/documents/", {"text": SPECIMEN, "purpose": "simulated case 7"})
    shown = page.content.decode()
    assert shown.count("check digit agrees") >= 5
    assert "not protected by a check digit" in shown
    row = DocumentRow.objects.get()
    assert "nationality" not in row.read
    assert row.written.splitlines()[1] == "L898902C36<<<7408122F1204159ZE184226B<<<<<10"
    wrong = browser.post("/airport/documents/", {"text": "nonsense", "purpose": "simulated case 7"})
    assert wrong.status_code == 400


def test_a_masked_document_is_opened_by_two_persons_with_a_reason(
    sign_in, desk, pages_home, officer, supervisor, now
):
    browser = sign_in(officer)
    browser.post("/airport/documents/", {"text": SPECIMEN, "purpose": "simulated case 7"})
    name = DocumentRow.objects.get().name
    DocumentRow.objects.update(masked_at=now)
    address = f"/airport/documents/{name}/"
    assert b"ERIKSSON" not in browser.get(address).content
    browser.post(address, {"do": "ask", "reason": "appeal in the simulated case"})
    assert browser.post(address, {"do": "allow"}).status_code == 403
    assert sign_in(supervisor).post(address, {"do": "allow"}).status_code == 302
    assert b"ERIKSSON" in browser.get(address).content
    assert b"ERIKSSON" not in sign_in(supervisor).get(address).content
