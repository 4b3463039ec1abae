"""A worker killed while it measures: the next one ends its work, and nothing is half there."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import shapely
from benchmarks.invented_fields import Plan, valley

PLAN = Plan(side=800, fields=250)
_LONGEST_S = 120.0


class Home:
    """A home of its own and the command in it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._env = {**os.environ, "MARKAZ_HOME": str(path), "DATABASE_URL": ""}

    def start(self, *words: object) -> subprocess.Popen[bytes]:
        program = [sys.executable, "-c", "from markaz.cli import main; main()"]
        return subprocess.Popen(
            [*program, *map(str, words)], env=self._env, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )  # fmt: skip

    def call(self, *words: object) -> dict[str, object]:
        process = self.start(*words, "--json")
        said, complaint = process.communicate()
        assert process.returncode == 0, complaint.decode()
        return json.loads(said)

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self._path / "markaz.sqlite3", timeout=10)) as base:
            return base.execute(statement).fetchall()

    def wait_for_job(self, state: str) -> None:
        end = time.monotonic() + _LONGEST_S
        while self.rows("SELECT state FROM store_job") != [(state,)]:
            assert time.monotonic() < end, f"the job was never {state}"
            time.sleep(0.005)

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        process = self.start("work")
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


@pytest.fixture
def home(tmp_path) -> Home:
    """A home in which two pictures wait to be measured in."""
    drawn = valley(tmp_path, PLAN)
    features = [
        {"type": "Feature", "properties": {"reference": "A-1", "field": str(nth)},
         "geometry": json.loads(one)}
        for nth, one in enumerate(shapely.to_geojson(drawn.fields))
    ]  # fmt: skip
    claims = tmp_path / "claims.geojson"
    claims.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    home = Home(tmp_path / "home")
    filed = home.call("crops", "claims", claims, "--agency", "ANF", "--cleared-on", "2025-03-04")
    assert filed["new"] == PLAN.fields
    home.call(
        "crops", "imagery", drawn.before.path, drawn.after.path, "--title", "valley",
        "--before-on", "2025-02-20", "--after-on", "2025-03-09", "--position-m", "3",
    )  # fmt: skip
    return home


@pytest.mark.slow
def test_a_worker_killed_while_measuring_leaves_work_that_is_seen_and_ended(home):
    with home.worker() as process:
        home.wait_for_job("running")
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert home.rows("SELECT state FROM store_job") == [("running",)]
    assert home.rows("SELECT count(*) FROM store_measurerow") == [(0,)]
    assert home.rows("SELECT measured_at FROM store_scenerow") == [(None,)]
    with home.worker():
        home.wait_for_job("done")
    assert home.rows("SELECT count(*) FROM store_measurerow") == [(PLAN.fields,)]
    assert home.rows("SELECT count(*) FROM store_auditrow WHERE event = 'fields measured'") == [
        (1,)
    ]
