"""The TAXII server beside the OASIS reference server: `python -m benchmarks.taxii`.

Both servers are started on loopback and asked by the same standard client (taxii2-client) with the
same invented objects: sent in batches, then read by pages of `--page` at the beginning, in the
middle and at the end.  `--postgres` starts a PostgreSQL for a second run of ours.  Last, `--many`
objects are paged from the first to the last, and what memory the server holds is watched.

Each line has wall time and, beside it, the processor time of the server: on a busy machine only the
second says something.  The reference server (medallion, memory back end) gets an environment of its
own and is stopped after `--peer-seconds`: its cost for a batch grows with what it holds.
"""

import argparse
import functools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import requests
from taxii2client.v21 import Collection

from benchmarks.exchange_cuts import Centre, free_port, made, served, told

_HERE = Path(__file__).parent
_TICKS = os.sysconf("SC_CLK_TCK")
_LOOKS = 9
_PATIENCE_S = 90
_SLOW_MS = 5000
_UUID = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
PREPARE = """
from django.utils import timezone
from markaz.actions.exchange import offering, partners
from markaz.store import setup

setup.ensure()
by, now = setup.operator(), timezone.now()
partners.add_partner("right", about=partners.About("simulated"), by=by, now=now)
for alias in sys.argv[1:]:
    print(offering.open_collection(alias, partner="right", purpose="benchmark, simulated",
                                   may_write=True, by=by, now=now))
print(partners.make_token("right", token="benchmark", days=1, by=by, now=now))
"""


@dataclass
class Server:
    """A served collection: the client's view of it, and the process behind."""

    name: str
    collection: Collection
    pid: int

    def spent(self) -> float:
        """Seconds of processor time that the process has used."""
        words = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / _TICKS

    def memory(self) -> float:
        """Megabytes that the process holds."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024


@dataclass
class Added:
    """Batches that were sent: seconds of wall and of processor for each, and moments between."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)

    def rates(self, batch: int, seconds: list[float]) -> str:
        """Objects a second over all, over the first fifth and over the last fifth."""
        fifth = max(1, len(seconds) // 5)
        parts = (seconds, seconds[:fifth], seconds[-fifth:])
        # The kernel counts processor time in hundredths of a second.
        return " / ".join(f"{batch * len(p) / max(sum(p), 1 / _TICKS):,.0f}" for p in parts)


def main() -> None:
    """Measure each server and print."""
    options = _options()
    print("objects/s: all / first fifth / last fifth, by wall; by the server's processor time")
    print(f"page of {options.page}: ms by wall, median of {_LOOKS}; ms of processor")
    for objects in options.objects:
        if options.peer_seconds:
            with _medallion() as peer:
                if peer is not None:
                    _measure(peer, objects, options, seconds=options.peer_seconds)
        for database in _databases(options):
            with _markaz(database) as ours:
                _measure(ours, objects, options, seconds=None)
    if options.many:
        for database in _databases(options):
            _page_through(database, options)


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser()
    asked.add_argument("--objects", type=int, nargs="*", default=[10_000, 100_000])
    asked.add_argument("--many", type=int, default=1_000_000, help="0 leaves it out")
    asked.add_argument("--batch", type=int, default=500)
    asked.add_argument("--page", type=int, default=200)
    asked.add_argument("--peer-seconds", type=float, default=180.0, help="0 leaves it out")
    asked.add_argument("--postgres", action="store_true")
    return asked.parse_args()


def _measure(
    server: Server, objects: int, options: argparse.Namespace, *, seconds: float | None
) -> None:
    added = _add(server, objects, batch=options.batch, seconds=seconds)
    count = len(added.wall) * options.batch
    whole = "" if count >= objects else f" (stopped after {seconds:.0f} s)"
    print(
        f"{server.name}, {count:,} of {objects:,} objects{whole}:"
        f" {added.rates(options.batch, added.wall)};"
        f" {added.rates(options.batch, added.processor)}",
        flush=True,
    )
    ends = {"first page": None, "middle": added.moments[len(added.moments) // 2]}
    ends["end"] = added.moments[-1 - max(1, options.page // options.batch)]
    for where, after in ends.items():
        try:
            print(f"  {where}: {_looks(server, after, page=options.page)}", flush=True)
        except requests.RequestException:
            # It goes on computing the answer that nobody awaits: further pages would only queue.
            print(f"  {where}: no page within {_PATIENCE_S} s, further ones not asked", flush=True)
            break


def _add(server: Server, objects: int, *, batch: int, seconds: float | None) -> Added:
    added, begun = Added(), time.monotonic()
    for start in range(0, objects, batch):
        some = [made(number, salt=5) for number in range(start, start + batch)]
        body = json.dumps({"objects": some}, ensure_ascii=False).encode()
        added.moments.append(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
        wall, spent = time.perf_counter(), server.spent()
        status = server.collection.add_objects(body)
        added.wall.append(time.perf_counter() - wall)
        added.processor.append(server.spent() - spent)
        if status.success_count != batch:
            raise RuntimeError(f"{server.name} took {status.success_count} of {batch}")
        if seconds is not None and time.monotonic() - begun > seconds:
            break
    return added


def _looks(server: Server, after: str | None, *, page: int) -> str:
    """How long a page takes; a server that takes seconds is asked once."""
    asked = {"limit": page} if after is None else {"limit": page, "added_after": after}
    wall, processor = [], []
    for _ in range(_LOOKS):
        start, spent = time.perf_counter(), server.spent()
        found = len(server.collection.get_objects(**asked)["objects"])
        wall.append((time.perf_counter() - start) * 1000)
        processor.append((server.spent() - spent) * 1000)
        if wall[-1] > _SLOW_MS:
            break
    return (
        f"{sorted(wall)[len(wall) // 2]:,.1f} ms, longest {max(wall):,.1f} ms;"
        f" {sum(processor) / len(processor):,.1f} ms ({found} objects)"
    )


def _page_through(database: str, options: argparse.Namespace) -> None:
    fill = 'fill(0, int(sys.argv[1]), 5, "many")'
    with tempfile.TemporaryDirectory() as folder:
        centre = Centre("many", Path(folder), database)
        uuid, token = told(centre.code(PREPARE, "many"))
        start = time.perf_counter()
        told(centre.code(fill, options.many))
        filled = time.perf_counter() - start
        with served(centre) as pid:
            server = _server(_name(database), centre, uuid, token, pid)
            print(f"{server.name}, {options.many:,} objects filled in {filled:.0f} s:", flush=True)
            _walk(server, options.many)


def _walk(server: Server, expected: int) -> None:
    """Page from the first object to the last, a thousand at a time."""
    found, following, memory, slowest = 0, None, [], 0.0
    begun, spent = time.perf_counter(), server.spent()
    while True:
        start = time.perf_counter()
        asked = {"limit": 1000} if following is None else {"limit": 1000, "next": following}
        page = server.collection.get_objects(**asked)
        slowest = max(slowest, time.perf_counter() - start)
        found += len(page.get("objects", []))
        memory.append(server.memory())
        if not page["more"]:
            break
        following = page["next"]
    wall, spent = time.perf_counter() - begun, server.spent() - spent
    early = memory[: max(1, len(memory) // 10)]
    print(
        f"  paged {found:,} of {expected:,}: {found / wall:,.0f} objects/s;"
        f" {found / spent:,.0f} objects/s of processor; slowest page {slowest * 1000:,.0f} ms;"
        f" memory {max(early):,.0f} MB in the first tenth, {max(memory):,.0f} MB at most",
        flush=True,
    )


@contextmanager
def _markaz(database: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        centre = Centre("ours", Path(folder), database)
        alias = f"a{time.time_ns()}"
        uuid, token = told(centre.code(PREPARE, alias))
        with served(centre) as pid:
            yield _server(_name(database), centre, uuid, token, pid)


def _server(name: str, centre: Centre, uuid: str, token: str, pid: int) -> Server:
    url = f"http://127.0.0.1:{centre.port}/taxii2/partners/collections/{uuid}/"
    return Server(name, _patient(Collection(url, user="right", password=token)), pid)


def _patient(collection: Collection) -> Collection:
    """The client waits for ever by itself: here it gives up at some time."""
    session = collection._conn.session
    session.request = functools.partial(session.request, timeout=_PATIENCE_S)
    return collection


def _name(database: str) -> str:
    return "Markaz on PostgreSQL" if database else "Markaz on SQLite"


def _databases(options: argparse.Namespace) -> Iterator[str]:
    """SQLite, and a PostgreSQL of our own, empty, where one is asked for."""
    yield ""
    if not options.postgres:
        return
    tool = str(_HERE.parent / "tools" / "postgres")
    cluster = subprocess.run([tool, "start"], capture_output=True, text=True, check=True).stdout
    try:
        yield (Path(cluster.strip()) / "url").read_text().strip()
    finally:
        subprocess.run([tool, "stop", cluster.strip()], check=True)


@contextmanager
def _medallion() -> Iterator[Server | None]:
    python = _peer_python()
    if python is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        process = subprocess.Popen(
            [str(python), "-m", "medallion.scripts.run", "--port", str(port), _told_to(folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            url = f"http://127.0.0.1:{port}/root/collections/{_UUID}/"
            collection = _patient(Collection(url, user="right", password="pass"))
            _await(lambda: collection.refresh())
            yield Server("medallion, memory", collection, process.pid)
        finally:
            process.kill()
            process.wait()


def _told_to(folder: str) -> str:
    """Its configuration, with one empty collection."""
    collection = {
        "id": _UUID, "title": "A", "can_read": True, "can_write": True,
        "media_types": ["application/stix+json;version=2.1"], "objects": [], "manifest": [],
    }  # fmt: skip
    root = {
        "information": {
            "title": "root", "versions": ["application/taxii+json;version=2.1"],
            "max_content_length": 100_000_000,
        },
        "status": [],
        "collections": [collection],
    }  # fmt: skip
    held = Path(folder) / "data.json"
    held.write_text(json.dumps({"/discovery": {"title": "A"}, "root": root}))
    backend = {
        "module": "medallion.backends.memory_backend", "module_class": "MemoryBackend",
        "filename": str(held),
    }  # fmt: skip
    told_so = Path(folder) / "config.json"
    taxii = {"max_page_size": 1000}
    told_so.write_text(json.dumps({"backend": backend, "users": {"right": "pass"}, "taxii": taxii}))
    return str(told_so)


def _await(ask: Callable[[], object]) -> None:
    for _ in range(100):
        try:
            ask()
        except requests.RequestException:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the reference server did not come up")


def _peer_python() -> Path | None:
    """The peer's own environment, made from its locked list; None where that cannot be."""
    home = Path(tempfile.gettempdir()) / "markaz-medallion"
    python, locked = home / "bin" / "python", _HERE / "medallion.txt"
    if (home / "made").is_file():
        return python
    steps = [
        [sys.executable, "-m", "venv", "--clear", str(home)],
        [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(locked)],
    ]
    for step in steps:
        try:
            subprocess.run(step, check=True, capture_output=True, timeout=600)
        except (OSError, subprocess.SubprocessError):
            print("medallion could not be installed here, so its rows are left out")
            return None
    (home / "made").touch()
    return python


if __name__ == "__main__":
    main()
