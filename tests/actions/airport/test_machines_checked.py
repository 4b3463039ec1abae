"""A machine's calibration and daily checks; a scan says what it was read by, and how surely."""

from datetime import timedelta

import pytest
from tests.actions.airport.conftest import scan_of

from markaz.actions.airport.machines import checks
from markaz.airport.bags import wedges
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.models import AuditRow, CalibrationRow, MachineVerdict

PASSED = (0.412, 0.561)


@pytest.fixture
def calibrated(desk, supervisor, now):
    record = wedges.calibration("B", now=now).written()
    return checks.keep_calibration(
        record, desk=desk, reference="5 cm of acrylic", passed=PASSED, by=supervisor, now=now
    )


def check(desk, by, now, *, low=1.0, high=1.0, machine="simulated B"):
    passed = (PASSED[0] * low, PASSED[1] * high)
    return checks.check(machine, desk=desk, passed=passed, by=by, now=now)


def test_a_scan_says_by_which_calibration_it_was_read_and_when_that_is_stale(
    calibrated, desk, officer, hand_in, now
):
    def trusted(n):
        hand_in(n)
        row = MachineVerdict.objects.latest("id")
        assert (row.calibration, row.calibrated_at) == (calibrated.name, calibrated.made_at)
        return row.trust

    assert trusted(1) == "stale"
    check(desk, officer, now - timedelta(hours=30))
    assert trusted(2) == "stale"
    check(desk, officer, now - timedelta(hours=2))
    assert trusted(3) == "checked"
    assert check(desk, officer, now, low=0.994).alarm
    assert trusted(4) == "drifted"
    assert not check(desk, officer, now, low=0.9985, high=1.001).alarm
    assert trusted(5) == "checked"


def test_a_drift_is_an_alarm_in_the_log_and_on_the_list(calibrated, desk, officer, now):
    row = check(desk, officer, now, high=1.0041)
    assert (row.alarm, round(row.high_drift, 4)) == (True, 0.0041)
    logged = AuditRow.objects.get(event=Event.MACHINE_CHECKED.value)
    assert (logged.details["alarm"], logged.details["drift_percent"]) == (True, [0.0, 0.41])
    (machine,) = checks.of_desk(desk, by=officer, now=now)
    assert (machine.name, machine.trust.value, len(machine.checks)) == (
        "simulated B", "drifted", 1,
    )  # fmt: skip


def test_a_new_calibration_ends_the_last_one_and_its_alarm(
    calibrated, desk, officer, supervisor, now
):
    check(desk, officer, now, low=0.9)
    record = wedges.calibration("B", now=now).written()
    checks.keep_calibration(
        record, desk=desk, reference="5 cm of acrylic", passed=(0.4, 0.55), by=supervisor, now=now
    )
    assert CalibrationRow.objects.filter(ended_at=None).count() == 1
    (machine,) = checks.of_desk(desk, by=officer, now=now)
    assert (machine.trust.value, machine.checks) == ("stale", ())


def test_what_is_no_check_is_refused_with_a_sentence(calibrated, desk, officer, supervisor, now):
    with pytest.raises(InvalidValueError, match="No calibration of 'other'"):
        check(desk, officer, now, machine="other")
    with pytest.raises(InvalidValueError, match="share of the open beam"):
        check(desk, officer, now, low=100)
    with pytest.raises(InvalidValueError, match="no calibration record"):
        checks.keep_calibration(
            "{}", desk=desk, reference="acrylic", passed=PASSED, by=supervisor, now=now
        )
    with pytest.raises(NotPermittedError):
        checks.keep_calibration(
            wedges.calibration("B", now=now).written(), desk=desk, reference="acrylic",
            passed=PASSED, by=officer, now=now,
        )  # fmt: skip


def test_a_machine_without_a_calibration_is_shown_and_not_measured(desk, officer, now, tmp_path):
    import numpy as np

    from markaz.actions.airport.bags import receiving
    from markaz.airport.scans import dicos
    from markaz.store.airport.scans import Bag

    for n, content in enumerate(
        dicos.write_scan(scan_of(np.full((30, 30), 0.7), now=now, machine="HS 6040"))
    ):
        path = tmp_path / f"{n}.dcs"
        path.write_bytes(content)
        done = receiving.receive_scan(path, desk=desk, bag=Bag(), by=officer, now=now)
    verdict = MachineVerdict.objects.get(scan=done.scan)
    assert (verdict.calibration, verdict.trust, verdict.report_sha256) == ("", "", "")
    (machine,) = checks.of_desk(desk, by=officer, now=now)
    assert (machine.name, machine.calibration, machine.trust) == ("HS 6040", None, None)
