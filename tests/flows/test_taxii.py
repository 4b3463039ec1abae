"""The server as it is started: the standard client unchanged, and bodies that want to do harm."""

import http.client
import json
import os
import re
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from benchmarks.exchange_cuts import PREPARE, Centre, served, told
from taxii2client.exceptions import AccessError
from taxii2client.v21 import Collection, Server, as_pages

GIGABYTE = 1_000_000_000
MEDIA = "application/taxii+json;version=2.1"
WRITE = """
from django.utils import timezone
from markaz.actions.exchange import offering
from markaz.store import setup
for alias, read, write in (("both", True, True), ("inbox", False, True)):
    offering.open_collection(alias, partner="right", purpose="simulated exchange", may_read=read,
                             may_write=write, by=setup.operator(), now=timezone.now())
"""


@pytest.fixture(scope="module")
def centre(tmp_path_factory) -> Iterator[tuple[Centre, str]]:
    """A served centre with 250 objects for the partner `right`, and that partner's token."""
    os.environ["MARKAZ_UPLOAD_MB"] = "20"
    one = Centre("left", tmp_path_factory.mktemp("left"))
    try:
        _, token = told(one.code(PREPARE, "right", 250, 1))
        told(one.code(WRITE))
        with served(one):
            yield one, token
    finally:
        del os.environ["MARKAZ_UPLOAD_MB"]


@pytest.fixture
def server(centre) -> Server:
    one, token = centre
    return Server(f"http://127.0.0.1:{one.port}/taxii2/", user="right", password=token)


def called(server: Server, alias: str) -> Collection:
    (found,) = (one for one in server.default.collections if one.alias == alias)
    return found


def note(**stated: object) -> dict[str, object]:
    made = "2026-01-15T09:30:00.000Z"
    stix_id = f"note--{uuid4()}"
    head = {"type": "note", "spec_version": "2.1", "id": stix_id, "created": made, "modified": made}
    return {**head, "content": "simulated", "object_refs": [stix_id], **stated}


def test_the_standard_client_pages_through_a_collection(server):
    shared = called(server, "shared")
    assert (shared.can_read, shared.can_write) == (True, False)
    pages = list(as_pages(shared.get_objects, per_request=100))
    assert [len(page["objects"]) for page in pages] == [100, 100, 50]
    numbers = [one["x_number"] for page in pages for one in page["objects"]]
    assert numbers == list(range(250))
    lines = [
        line for page in as_pages(shared.get_manifest, per_request=200) for line in page["objects"]
    ]
    assert [line["id"] for line in lines] == [
        one["id"] for page in pages for one in page["objects"]
    ]
    after = lines[199]["date_added"]
    assert len(shared.get_objects(added_after=after)["objects"]) == 50
    with pytest.raises(AccessError):
        shared.add_objects({"objects": [note()]})


def test_the_standard_client_sends_reads_and_takes_back(server):
    both, one = called(server, "both"), note()
    later = {**one, "modified": "2026-01-16T09:30:00.000Z"}
    status = both.add_objects({"objects": [one, later, {**one, "content": "other"}]})
    assert (status.status, status.success_count, status.failure_count) == ("complete", 2, 1)
    status.refresh()
    assert status.total_count == 3
    assert both.get_object(one["id"])["objects"] == [later]
    assert both.get_object(one["id"], version="first")["objects"] == [one]
    assert both.get_objects(id=[one["id"]], type="note", version="all")["objects"] == [one, later]
    assert both.object_versions(one["id"])["versions"] == [one["modified"], later["modified"]]
    both.delete_object(one["id"], version="all")
    with pytest.raises(requests.HTTPError, match="404"):
        both.get_object(one["id"])


def test_the_standard_client_hears_what_is_not_its_own(centre, server):
    one, _ = centre
    assert sorted(c.alias for c in server.default.collections) == ["both", "inbox", "shared"]
    inbox = called(server, "inbox")
    assert inbox.add_objects({"objects": [note()]}).success_count == 1
    with pytest.raises(AccessError):
        inbox.get_objects()
    stranger = Server(f"http://127.0.0.1:{one.port}/taxii2/", user="right", password="guess")
    with pytest.raises(requests.HTTPError, match="401"):
        stranger.refresh()


def memory_mb(port: int) -> float:
    """The most that the server on this port has held in memory, in megabytes."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if str(port).encode() in words and b"serve" in words:
                status = (folder / "status").read_text()
                return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024
    pytest.fail("the server is not there")


def sent(centre, head: dict[str, str], blocks: Iterator[bytes]) -> tuple[int, str]:
    """Send a body bit by bit; the answer, or 0 where the server shut the door while we sent."""
    one, token = centre
    key = b64encode(f"right:{token}".encode()).decode()
    with closing(http.client.HTTPConnection("127.0.0.1", one.port, timeout=60)) as line:
        line.putrequest("POST", "/taxii2/partners/collections/both/objects/")
        for name, text in {"Authorization": f"Basic {key}", "Content-Type": MEDIA, **head}.items():
            line.putheader(name, text)
        line.endheaders()
        try:
            for block in blocks:
                line.send(block)
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""


def chunked(block: bytes, total: int) -> Iterator[bytes]:
    for _ in range(total // len(block)):
        yield b"%x\r\n%b\r\n" % (len(block), block)
    yield b"0\r\n\r\n"


def test_a_stream_of_a_gigabyte_costs_no_memory_and_leaves_the_server_well(centre, server):
    before = memory_mb(centre[0].port)
    block = b'{"objects": [' + b"[" * (1 << 16)
    chunks = chunked(block, GIGABYTE)
    status, _ = sent(centre, {"Transfer-Encoding": "chunked"}, chunks)
    assert status in (0, 413)
    status, _ = sent(centre, {"Content-Length": str(GIGABYTE)}, iter([block]))
    assert status in (0, 413)
    # More than this root reads, less than the server takes.
    status, said = sent(
        centre, {"Content-Length": str(11 * 10**6)}, (b" " * 10**6 for _ in range(11))
    )
    assert (status, json.loads(said)["http_status"]) == (413, "413")
    assert called(server, "both").add_objects({"objects": [note()]}).success_count == 1
    assert memory_mb(centre[0].port) - before < 100


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 5_000_000,
        b'{"objects": [' + b'{"a":' * 1_000_000,
        b'{"objects": [' + b"[]," * 2_000_000 + b"[]]}",
        b'{"objects": [' + b"1e999," * 1_000_000 + b"1]}",
        b'{"objects": ["' + b"\\ud800" * 500_000 + b'"]}',
    ],
    ids=lambda body: repr(body[:24]),
)
def test_a_body_made_to_do_harm_is_answered_within_bounds(centre, body):
    began = time.monotonic()
    status, said = sent(centre, {"Content-Length": str(len(body))}, iter([body]))
    assert 400 <= status < 500 or json.loads(said)["success_count"] == 0
    assert memory_mb(centre[0].port) < 1500
    assert time.monotonic() - began < 60


def test_the_commands_keep_partners_and_say_what_is_open(centre):
    one, _ = centre

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "markaz", *words]
        return subprocess.run(
            command, env=one.environment, capture_output=True, text=True, check=False
        )

    listed = json.loads(run("partner", "list", "--json").stdout)
    (right,) = (partner for partner in listed if partner["name"] == "right")
    assert sorted(right["open"]) == ["both (rw)", "inbox (w)", "shared (r)"]
    nothing = run("fetch")
    assert nothing.returncode == 1
    assert nothing.stderr.strip().startswith("markaz: Nothing is fetched yet")
