"""The console as it is started: pages, a worker beside, and an end to both."""

import http.client
import os
import signal
import socket
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
    process = subprocess.Popen(
        [sys.executable, "-m", "markaz", "serve", "--port", str(port)],
        env={**os.environ, "MARKAZ_HOME": str(tmp_path), "DATABASE_URL": ""},
        stdout=subprocess.DEVNULL,
    )
    yield process, port
    process.kill()
    process.wait()


def answer(port: int, path: str) -> tuple[int, dict[str, str]]:
    """Status and headers of the first answer of a server that is still starting."""
    for _ in range(300):
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


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_worker_ends_with_the_server(served, ending):
    process, port = served
    answer(port, "/")
    started = workers(process.pid)
    assert started
    process.send_signal(ending)
    process.wait(timeout=30)
    for pid in started:
        for _ in range(100):
            if not Path(f"/proc/{pid}").exists():
                break
            time.sleep(0.1)
        assert not Path(f"/proc/{pid}").exists()
