"""Machines and detectors on their pages: seen by officers, switched by who keeps the desk."""

import pytest
from tests.actions.airport.conftest import desk, hand_in, officer, supervisor
from tests.actions.airport.test_machines_checked import PASSED, calibrated

from markaz.accounts.models import User
from markaz.actions.airport.machines import detectors
from markaz.store.models import DailyCheckRow, DetectorSwitch, MachineVerdict

__all__ = ["calibrated", "desk", "hand_in", "officer", "supervisor"]


def entered(browser, *, low=1.0, high=1.0):
    said = {"machine": "simulated B", "low": f"{PASSED[0] * low * 100:.4f}"}
    said["high"] = f"{PASSED[1] * high * 100:.4f} %"
    return browser.post("/airport/machines/?desk=KHI-ASF", said, follow=True)


def test_todays_check_is_entered_and_a_drift_alarms(sign_in, pages_home, calibrated, officer):
    browser = sign_in(officer)
    assert "Not checked today" in browser.get("/airport/machines/").content.decode()
    assert "reads as calibrated" in entered(browser).content.decode()
    page = entered(browser, low=0.9877).content.decode()
    assert "calibrate it before its numbers count" in page
    assert page.count('class="low alarm"') == 1
    assert "\N{MINUS SIGN}1.23 %" in page
    assert DailyCheckRow.objects.filter(alarm=True).count() == 1
    refused = browser.post("/airport/machines/", {"machine": "simulated B", "low": "x", "high": ""})
    assert (refused.status_code, b"in percent of the open beam" in refused.content) == (400, True)


def test_the_scan_says_what_it_was_read_by(sign_in, pages_home, calibrated, officer, hand_in):
    name = hand_in(shielded=True).scan.name
    browser = sign_in(officer)
    page = browser.get(f"/airport/scans/{name}/").content.decode()
    assert calibrated.name in page
    assert "daily check was not made" in page
    MachineVerdict.objects.update(trust="drifted")
    assert "its numbers do not count" in browser.get(f"/airport/scans/{name}/").content.decode()


def test_an_officer_sees_the_detectors_and_a_supervisor_switches_them(
    sign_in, pages_home, desk, officer, supervisor
):
    address = "/airport/detectors/?desk=KHI-ASF"
    said = {"detector": "physics-b", "do": "on", "why": "simulated trial"}
    page = sign_in(officer).get(address).content.decode()
    assert "physics-b 1" in page
    assert "Switch on" not in page
    assert sign_in(officer).post(address, said).status_code == 403
    assert sign_in(supervisor).post(address, {**said, "why": ""}).status_code == 400
    assert sign_in(supervisor).post(address, said).status_code == 302
    assert DetectorSwitch.objects.get().on
    assert "simulated trial" in sign_in(officer).get(address).content.decode()


def test_a_detector_at_fault_is_shown_with_what_it_did(sign_in, pages_home, desk, supervisor, now):
    detectors.switch("physics-b", desk=desk, on=True, why="trial", by=supervisor, now=now)
    DetectorSwitch.objects.update(on=False, fault="it took longer than it may", told="20 s")
    page = sign_in(supervisor).get("/airport/detectors/").content.decode()
    assert "Switched off: it went wrong" in page
    assert "it took longer than it may" in page
    assert "the program itself" in page


def test_a_manifest_that_describes_nothing_is_shown_with_its_sentence(
    sign_in, pages_home, desk, officer
):
    detectors.folder().mkdir()
    (detectors.folder() / "odd.yml").write_text("name: odd", encoding="utf-8")
    page = sign_in(officer).get("/airport/detectors/").content.decode()
    assert "odd.yml describes no detector" in page


@pytest.mark.usefixtures("pages_home")
def test_a_report_is_handed_out_as_its_file_where_it_may_be_seen(
    sign_in, desk, officer, supervisor, hand_in, now
):
    detectors.switch("physics-b", desk=desk, on=True, why="trial", by=supervisor, now=now)
    scan = hand_in(shielded=True).scan
    reports = [word.report_sha256 for word in scan.words.all()]
    reports.append(MachineVerdict.objects.get(scan=scan).report_sha256)
    browser = sign_in(officer)
    for sha256 in reports:
        answer = browser.get(f"/airport/scans/{scan.name}/reports/{sha256}/")
        assert answer.content[128:132] == b"DICM"
    picture = scan.files.exclude(sha256__in=reports).first().sha256
    assert browser.get(f"/airport/scans/{scan.name}/reports/{picture}/").status_code == 400
    type(scan).objects.filter(id=scan.id).update(erased_at=now)
    assert browser.get(f"/airport/scans/{scan.name}/reports/{reports[0]}/").status_code == 400
    type(scan).objects.filter(id=scan.id).update(erased_at=None)
    desk.decision_first = True
    desk.save()
    assert browser.get(f"/airport/scans/{scan.name}/reports/{reports[0]}/").status_code == 400
    other = User.objects.create(username="anf.officer", agency="ANF", role="airport")
    answer = sign_in(other).get(f"/airport/scans/{scan.name}/reports/{reports[0]}/")
    assert answer.status_code == 400
