"""A scanning machine's own program hands its files in and is told what became of each."""

import numpy as np
import pytest
from django.utils import timezone
from tests.actions.airport.conftest import desk, scan_of, supervisor
from tests.api.conftest import Program

from markaz.accounts.models import User
from markaz.airport.scans import dicos

__all__ = ["desk", "supervisor"]


@pytest.fixture
def machine(program) -> Program:
    return program(User.objects.create(username="machine.7", agency="ASF", role="scanner"))


def test_a_machine_hands_both_energies_in_and_sees_nothing(machine, desk):
    low, high = dicos.write_scan(scan_of(np.full((40, 40), 0.7), now=timezone.now()))
    address = "/api/scans?airport=KHI&flight=PK0001&departs=2026-01-15T12:00:00%2B05:00"
    first = machine.post(address, low, kind="application/dicom")
    assert (first.status_code, first.json()["waits_for_other_energy"]) == (201, True)
    second = machine.post(address, high, kind="application/dicom")
    assert second.json()["scan"]
    assert machine.post(address, high, kind="application/dicom").status_code == 200
    broken = machine.post(address, b"nothing", kind="application/dicom").json()
    assert broken["set_aside"].endswith(".")
    assert machine.get("/api/batches/1").status_code == 403


def test_a_machine_is_told_of_a_wrong_moment_or_desk(machine, desk):
    assert machine.post("/api/scans?airport=KHI&departs=noon", b"x").status_code == 400
    assert machine.post("/api/scans?airport=LHE", b"x").status_code == 400
