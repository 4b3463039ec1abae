"""A kill at any moment: the same command again gives the ledger of an undisturbed run."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import standard_file

ROWS = 6_000
TABLES = {
    "store_reportrow": "number, revision, agency, reference, content_hash, known_from, known_to",
    "store_linerow": "report_id, line, substance, mass_mg, pieces",
    "store_personrow": "report_id, mention, name_text",
    "store_setasiderow": "row, reason",
    "store_batch": "rows, new, revised, unchanged, set_aside",
}


def intake(file: Path, home: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from markaz.cli import main; main()", "intake", str(file)]
    return subprocess.Popen(
        [*command, "--source", "markaz-standard", "--received", "2026-01-31", "--json"],
        env={**os.environ, "MARKAZ_HOME": str(home), "DATABASE_URL": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def ledger(home: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(home / "markaz.sqlite3")) as base:
        return {
            table: base.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2").fetchall()
            for table, columns in TABLES.items()
        }


def finish(process: subprocess.Popen[bytes]) -> None:
    _, complaint = process.communicate()
    assert process.returncode == 0, complaint.decode()


def disturb(process: subprocess.Popen[bytes], after_s: float) -> bool:
    """Kill the process after some seconds; false where it had ended by itself."""
    try:
        process.wait(timeout=after_s)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


@pytest.mark.slow
def test_a_killed_intake_leaves_the_ledger_of_an_undisturbed_run(tmp_path):
    seed = random.randrange(1_000_000)
    chance = random.Random(seed)
    file = tmp_path / "file.csv"
    standard_file.write(file, rows=ROWS, seed=seed)
    begun = time.monotonic()
    finish(intake(file, tmp_path / "calm"))
    longest = time.monotonic() - begun
    expected = ledger(tmp_path / "calm")
    assert len(expected["store_reportrow"]) == ROWS

    disturbed = tmp_path / "disturbed"
    for _ in range(4):
        while not disturb(intake(file, disturbed), chance.uniform(0.2, 0.9) * longest):
            # The machine was quicker than before: begin again from nothing, and kill sooner.
            shutil.rmtree(disturbed)
            longest *= 0.7
    finish(intake(file, disturbed))
    assert ledger(disturbed) == expected, f"seed {seed}"


@pytest.mark.slow
def test_a_kill_while_reports_are_being_written_leaves_none_of_them(tmp_path):
    file, home = tmp_path / "file.csv", tmp_path / "home"
    standard_file.write(file, rows=40_000, seed=5)
    process = intake(file, home)
    log = home / "markaz.sqlite3-wal"
    # SQLite spills a growing transaction into its log: the file is then half written.
    while process.poll() is None and not (log.exists() and log.stat().st_size > 8_000_000):
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert not any(ledger(home).values())
    finish(intake(file, home))
    assert len(ledger(home)["store_reportrow"]) == 40_000
