"""The console as it is started: pages, a worker beside, and an end to both."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # What a script starts in the background ignores interrupts, and so would what it starts.
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "markaz", "serve", "--port", str(port), "--processes", "3"],
        env={**os.environ, "MARKAZ_HOME": str(tmp_path), "DATABASE_URL": ""},
        stdout=subprocess.DEVNULL,
    )
    signal.signal(signal.SIGINT, inherited)
    yield process, port
    process.kill()
    process.wait()


def answer(port: int, path: str) -> tuple[int, dict[str, str]]:
    """Status and headers of the first answer of a server that is still starting."""
    for _ in range(1500):
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
                connection.request("GET", path)
                response = connection.getresponse()
                response.read()
                return response.status, dict(response.headers)
        except ConnectionRefusedError:
            time.sleep(0.2)
    pytest.fail("the server never answered")


def workers(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(pid) for pid in children.read_text().split()]


def test_a_stranger_is_sent_to_the_sign_in(served):
    _, port = served
    status, headers = answer(port, "/")
    assert status == 302
    assert headers["Location"].startswith("/accounts/login/")


def test_the_sign_in_page_comes_with_its_protections(served):
    _, port = served
    status, headers = answer(port, "/accounts/login/")
    assert status == 200
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert "HttpOnly" in headers["Set-Cookie"]


def runs(pid: int) -> bool:
    """Whether a process is there and not merely waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_worker_ends_with_the_server(served, ending):
    process, port = served
    answer(port, "/")
    started = workers(process.pid)
    assert len(started) == 3  # two that answer beside the server, one that works
    process.send_signal(ending)
    process.wait(timeout=120)
    for pid in started:
        for _ in range(1500):
            if not runs(pid):
                break
            time.sleep(0.1)
        assert not runs(pid)


QUEUE = """
from pathlib import Path
from django.utils import timezone
from markaz.actions.jobs import ask_to_receive
from markaz.store import setup
setup.ensure()
ask_to_receive(Path({path!r}), source="markaz-standard", file_name="long.csv",
               by=setup.operator(), now=timezone.now())
"""


def in_home(home: Path, code: str) -> None:
    """Run a piece of code in an installation."""
    subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env={**os.environ, "MARKAZ_HOME": str(home), "DATABASE_URL": "",
             "DJANGO_SETTINGS_MODULE": "markaz.config.settings"},
        check=True,
    )  # fmt: skip


def stands(home: Path) -> tuple[str, int]:
    """How far the one piece of work is, and how many reports are kept."""
    with closing(sqlite3.connect(home / "markaz.sqlite3", timeout=60)) as connection:
        (state,) = connection.execute("SELECT state FROM store_job").fetchone()
        (kept,) = connection.execute("SELECT count(*) FROM store_reportrow").fetchone()
    return state, kept


def work(home: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "markaz", "work"],
        env={**os.environ, "MARKAZ_HOME": str(home), "DATABASE_URL": ""},
    )


def until(home: Path, wanted: tuple[str, int]) -> None:
    for _ in range(15_000):
        if stands(home) == wanted:
            return
        time.sleep(0.02)
    pytest.fail(f"the work never stood at {wanted}, but at {stands(home)}")


def test_work_that_was_killed_is_done_after_the_next_start(tmp_path):
    home, path = tmp_path / "home", tmp_path / "long.csv"
    rows = (f"ANF,A-{n},seizure,2025-03-04,PK,Punjab,charas,1.5,kg\n" for n in range(20_000))
    head = "agency,reference,kind,occurred,country,province,substance,quantity,unit\n"
    path.write_text(head + "".join(rows), encoding="utf-8")
    in_home(home, QUEUE.format(path=str(path)))
    killed = work(home)
    try:
        until(home, ("running", 0))
    finally:
        killed.kill()
        killed.wait()
    assert stands(home) == ("running", 0)
    again = work(home)
    try:
        until(home, ("done", 20_000))
    finally:
        again.terminate()
        again.wait()
