"""`markaz scans`: a desk, a watched folder, what was set aside, and what expires."""

import json
import os
import time

import numpy as np
import pytest
from django.utils import timezone
from tests.actions.airport.conftest import scan_of

from markaz.airport.scans import dicos
from markaz.cli.app import run


@pytest.fixture
def markaz(home, db, capsys, monkeypatch):
    def call(*words: str) -> tuple[int, object]:
        monkeypatch.setattr("sys.argv", ["markaz", *words, "--json"])
        try:
            code = run()
        except SystemExit as ended:
            code = ended.code or 0
        said = capsys.readouterr().out
        return code, json.loads(said) if said.strip() else None

    return call


def test_a_folder_is_taken_in_once_and_what_is_damaged_is_set_aside(markaz, tmp_path):
    assert markaz("scans", "desk", "KHI", "--keep-hours", "12")[1]["keep_hours"] == 12
    folder = tmp_path / "machine"
    folder.mkdir()
    whole = dicos.write_scan(scan_of(np.full((40, 40), 0.7), now=timezone.now()))
    for n, content in enumerate((*whole, b"no DICOS at all")):
        path = folder / f"{n}.dcs"
        path.write_bytes(content)
        os.utime(path, (time.time() - 60, time.time() - 60))
    code, done = markaz("scans", "watch", str(folder), "--airport", "KHI", "--once")
    assert (code, done) == (0, {"kept": 1, "set_aside": 1, "waiting": 0})
    again = markaz("scans", "watch", str(folder), "--airport", "KHI", "--once")[1]
    assert again == {"kept": 0, "set_aside": 0, "waiting": 0}
    (aside,) = markaz("scans", "set-aside", "--airport", "KHI")[1]
    assert aside["why"].endswith(".")
    assert markaz("scans", "expire")[1] == {"documents": 0, "scans": 0, "masked": 0}


def test_an_unknown_airport_is_refused_with_a_sentence(markaz):
    code, said = markaz("scans", "desk", "Nowhere")
    assert (code, said["error"]) == (1, "No airport is called 'Nowhere': write its IATA code.")
