"""`markaz detectors` and `markaz machines`: listed, switched with a reason, checked by the day."""

import json

import numpy as np
import pytest
from django.utils import timezone
from tests.actions.airport.conftest import desk, supervisor

from markaz.airport.bags import wedges
from markaz.airport.scans import dicos
from markaz.airport.scans.image import Kind, Origin, Scan, View
from markaz.cli.app import run

__all__ = ["desk", "supervisor"]
AT = ("--airport", "KHI")


@pytest.fixture
def markaz(home, db, capsys, monkeypatch):
    def call(*words: str, code: int = 0) -> str:
        monkeypatch.setattr("sys.argv", ["markaz", *words])
        try:
            ended = run()
        except SystemExit as done:
            ended = done.code or 0
        said = capsys.readouterr()
        assert ended == code, said.err
        return said.err if code else said.out

    return call


@pytest.fixture
def reference(tmp_path):
    def shot(gain: float = 1.0) -> list[str]:
        low = np.full((200, 200), 0.41 * gain, np.float32)
        view = View(low, np.full((200, 200), 0.56, np.float32))
        origin = Origin("simulated B", "1.2.7", "1.2.7.1", timezone.now(), (1.0, 1.0))
        paths = []
        for n, content in enumerate(dicos.write_scan(Scan(Kind.DX, origin, view))):
            path = tmp_path / f"reference-{gain}-{n}.dcs"
            path.write_bytes(content)
            paths.append(str(path))
        return paths

    return shot


def test_a_detector_is_listed_switched_and_listed_again(markaz, desk):
    (first,) = json.loads(markaz("detectors", "list", *AT, "--json"))
    assert (first["detector"], first["state"], first["model_whole"]) == ("physics-b", "off", True)
    told = markaz("detectors", "on", "physics-b", *AT, "--why", "simulated trial")
    assert told == "Detector physics-b 1 is on at KHI ASF.\n"
    (then,) = json.loads(markaz("detectors", "list", *AT, "--json"))
    assert (then["state"], then["why"], then["by"]) == ("on", "simulated trial", "operator")
    assert "is off" in markaz("detectors", "off", "physics-b", *AT, "--why", "trial over")
    assert "physics-b 1" in markaz("detectors", "list", *AT)


def test_a_detector_that_is_not_there_is_one_sentence(markaz, desk):
    done = markaz("detectors", "on", "nothing", *AT, "--why", "trial", code=1)
    assert "No detector is called 'nothing'" in done


def test_a_machine_is_calibrated_checked_and_alarms_when_it_drifts(
    markaz, desk, reference, tmp_path, now
):
    record = tmp_path / "record.json"
    record.write_text(wedges.calibration("B", now=now).written(), encoding="utf-8")
    told = markaz(
        "machines", "calibrate", str(record), *reference(), *AT, "--reference", "5 cm of acrylic"
    )
    assert "simulated B is read by simulated-B-20260115" in told
    assert "it reads as calibrated" in markaz("machines", "check", *reference(), *AT)
    drifted = json.loads(markaz("machines", "check", *reference(0.995), *AT, "--json"))
    assert drifted == {"drift_percent": [-0.5, 0.0], "alarm": True}
    (machine,) = json.loads(markaz("machines", "list", *AT, "--json"))
    assert (machine["state"], machine["drift_percent"]) == ("drifted", [-0.5, 0.0])
    assert "drifted" in markaz("machines", "list", *AT)
