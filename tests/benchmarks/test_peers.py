"""The judge of the peers, and what it does where their environment cannot be made."""

import subprocess
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks.peers import child, environment, labels, scoring
from benchmarks.peers.exact_key import exact_key

REPORT = {
    "day": date(2025, 3, 4), "week": 2_878, "province": "PK-SD", "place": "PK-SD-karachi",
    "substance": "CAN-RESIN", "substances": "CAN-RESIN", "kg": 12.5, "arrested": 1, "name": "gul",
}  # fmt: skip


def reports(*agencies: str, **more: object) -> pa.Table:
    rows = [
        {"number": at, "agency": agency, **REPORT, **more}
        for at, agency in enumerate(agencies, start=1)
    ]
    return pa.Table.from_pylist(rows)


def test_precision_and_recall_are_counted_over_pairs():
    found = scoring.score({(1, 2), (3, 4), (5, 6)}, {(1, 2), (3, 4), (7, 8), (9, 10)})
    assert (found.precision, found.recall) == (2 / 3, 2 / 4)
    assert found.f1 == pytest.approx(4 / 7)


def test_who_joins_nothing_scores_nothing():
    found = scoring.score(set(), {(1, 2)})
    assert (found.precision, found.recall, found.f1) == (0, 0, 0)


def test_equal_keys_of_two_agencies_are_one_event_and_of_one_agency_are_not():
    assert exact_key(reports("ANF", "CUSTOMS", "ANF"), Path()) == {"equal keys": {(1, 2), (2, 3)}}


def test_a_group_gives_only_the_pairs_of_different_agencies():
    assert child.within([[3, 1, 2]], {1: "A", 2: "A", 3: "B"}) == {(1, 3), (2, 3)}


def test_labelled_pairs_are_as_the_truth_says_and_would_be_compared(tmp_path):
    pq.write_table(reports("ANF", "CUSTOMS", "FIA", "FIA"), tmp_path / "reports.parquet")
    true = pa.table({"variant": ["incidents"], "left": [1], "right": [2]})
    pq.write_table(true, tmp_path / "truth.parquet")
    assert labels.write(tmp_path, seed=1) == 5
    rows = pq.read_table(tmp_path / "labels.parquet").to_pylist()
    told = {(row["left"], row["right"]): row["same"] for row in rows}
    assert told == {(1, 2): True, (1, 3): False, (1, 4): False, (2, 3): False, (2, 4): False}


def test_an_environment_that_cannot_be_made_is_said_in_one_sentence(monkeypatch, tmp_path):
    def refuse(command, **_):
        raise subprocess.CalledProcessError(1, command[0])

    monkeypatch.setattr(environment, "PLACE", tmp_path / "none")
    monkeypatch.setattr(subprocess, "run", refuse)
    with pytest.raises(environment.NoEnvironmentError, match="were skipped"):
        environment.python()
