"""Two centres exchange both ways through cuts and kills: `python -m benchmarks.exchange_cuts`.

Each centre has a home, a served process and a collection that is open to the other, half of it
filled beforehand and half while the other reads.  Between them stands a proxy that cuts connections
at random bytes; the fetching processes are killed (SIGKILL) at random moments and started again.
Afterwards what each centre took in is laid beside what the other offered: nothing may be missing,
doubled or beyond it.
"""

import argparse
import json
import os
import random
import selectors
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

COMMAND = [sys.executable, "-c", "import sys; from markaz.__main__ import main; sys.exit(main())"]
_READY_S = 60
_BATCH = 500
_BLOCK = 1 << 14

FILL = """
import sys
from django.db import transaction
from django.utils import timezone
from benchmarks.exchange_cuts import made
from markaz.store.exchange import adding
from markaz.store.models import Collection

def fill(first, last, salt, alias):
    collection = Collection.objects.get(alias=alias)
    for start in range(first, last, 500):
        with transaction.atomic():
            some = [made(n, salt=salt) for n in range(start, min(start + 500, last))]
            adding.add(collection, some, now=timezone.now())
"""
# In one process: a command for each step would take longer than the exchange.
PREPARE = """
from django.utils import timezone
from markaz.actions.exchange import offering, partners
from markaz.store import setup

other, half, salt = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
setup.ensure()
by, now = setup.operator(), timezone.now()
for name, alias in ((other, "shared"), ("third", "hidden")):
    partners.add_partner(name, about=partners.About(f"{name} (simulated)"), by=by, now=now)
    uuid = offering.open_collection(
        alias, partner=name, purpose="simulated exchange", by=by, now=now
    )
    if name == other:
        print(f"/taxii2/{offering.ROOT}/collections/{uuid}/")
        print(partners.make_token(name, token="fetch", days=1, by=by, now=now))
fill(0, half, salt, "shared")
# Another partner's: nothing of it may arrive.
fill(0, min(half, 1000), salt + 7, "hidden")
"""
FEED = """
from django.utils import timezone
from markaz.actions.exchange import partners
from markaz.store import setup

other, url, user, secret = sys.argv[1:]
by, now = setup.operator(), timezone.now()
partners.keep_feed(other, url=url, user=user, secret_file=secret, by=by, now=now)
"""


def made(number: int, *, salt: int) -> dict[str, object]:
    """An invented note of some hundred bytes, the same for the same number and salt."""
    draw = random.Random(f"{salt}:{number}")
    stix_id = f"note--{UUID(int=draw.getrandbits(128), version=4)}"
    return {
        "type": "note",
        "spec_version": "2.1",
        "id": stix_id,
        "created": "2026-01-15T09:30:00.000Z",
        "modified": "2026-01-15T09:30:00.000Z",
        "content": f"simulated {number} چرس " + "x" * draw.randrange(300),
        "object_refs": [stix_id],
        "x_number": number,
    }


class Cutter:
    """A proxy on loopback that cuts its next connections at random bytes of the answer."""

    def __init__(self, target: int, *, cuts: int, within: int, draw: random.Random) -> None:
        self.left, self.done = cuts, 0
        self._target, self._within, self._draw = target, within, draw
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=[near], daemon=True).start()

    def _carry(self, near: socket.socket) -> None:
        with near, suppress(OSError), socket.create_connection(("127.0.0.1", self._target)) as far:
            left = self._draw.randrange(self._within) if self.left > 0 else None
            with selectors.DefaultSelector() as both:
                both.register(near, selectors.EVENT_READ, far)
                both.register(far, selectors.EVENT_READ, near)
                while True:
                    for key, _ in both.select():
                        block = key.fileobj.recv(_BLOCK)
                        if not block:
                            return
                        if key.fileobj is far and left is not None:
                            if len(block) > left:
                                key.data.sendall(block[:left])
                                self.left, self.done = self.left - 1, self.done + 1
                                return
                            left -= len(block)
                        key.data.sendall(block)


@dataclass
class Centre:
    """One installation in a folder of its own, its tables there or in a database by address."""

    name: str
    home: Path
    database: str = ""
    port: int = 0
    expected: dict[str, dict[str, object]] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes find in their environment."""
        return {
            **os.environ,
            "MARKAZ_HOME": str(self.home),
            "DATABASE_URL": self.database,
            "MARKAZ_TAXII_PER_MINUTE": "0",
            "DJANGO_SETTINGS_MODULE": "markaz.config.settings",
        }

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start the command in this home."""
        return subprocess.Popen(
            [*COMMAND, *words], env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def code(self, code: str, *words: object) -> "subprocess.Popen[str]":
        """Start a piece of code in this home."""
        whole = f"import django; django.setup()\n{FILL}\n{code}"
        command = [sys.executable, "-c", whole, *map(str, words)]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)

    def asked(self, sql: str) -> list[tuple]:
        """Rows of its database, read past the program."""
        with closing(sqlite3.connect(self.home / "markaz.sqlite3", timeout=60)) as base:
            return base.execute(sql).fetchall()

    def count(self) -> int:
        """How many objects came in."""
        return self.asked("SELECT count(*) FROM store_inboundobject")[0][0]


def told(process: "subprocess.Popen[str]") -> list[str]:
    """The lines that a piece of code printed, once it has ended well."""
    said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError("a centre could not be prepared: see above")
    return said.split()


def free_port() -> int:
    """A port of loopback on which nobody listens at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@contextmanager
def served(centre: Centre) -> Iterator[int]:
    """The centre's server, answering for as long as this is open; gives its process."""
    centre.port = free_port()
    process = centre.start("serve", "--port", str(centre.port))
    try:
        until = time.monotonic() + _READY_S
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{centre.port}/taxii2/", timeout=5)
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.2)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def fetched(centre: Centre, *, total: int, kills: int, limit: int, draw: random.Random) -> int:
    """Fetch until all is there, killed so many times on the way; gives how many hit it at work."""
    marks = sorted(draw.randrange(total) for _ in range(kills))
    hits = 0
    until = time.monotonic() + 60 + total / 50
    while time.monotonic() < until:
        process = centre.start("fetch", "--limit", str(limit))
        while process.poll() is None:
            if marks and centre.count() >= marks[0]:
                time.sleep(draw.random() / 20)
                process.send_signal(signal.SIGKILL)
                process.wait()
                hits += process.returncode == -signal.SIGKILL
                marks.pop(0)
            time.sleep(0.01)
        if centre.count() >= total and not marks:
            return hits
    raise TimeoutError(f"{centre.name} has {centre.count()} of {total}")


def faults(taker: Centre, giver: Centre) -> dict[str, int]:
    """What the taker has too little, too often, too much or altered; receipts that are missing."""
    rows = taker.asked("SELECT stix_id, body FROM store_inboundobject")
    times = Counter(stix_id for stix_id, _ in rows)
    altered = sum(
        json.loads(body) != giver.expected[stix_id]
        for stix_id, body in rows
        if stix_id in giver.expected
    )
    listed = {
        number
        for (versions,) in giver.asked("SELECT versions FROM store_receipt")
        for number in json.loads(versions)
    }
    shared = giver.asked(
        "SELECT v.id FROM store_objectversion v JOIN store_collection c ON c.id = v.collection_id"
        " WHERE c.alias = 'shared'"
    )
    return {
        "lost": len(giver.expected.keys() - times.keys()),
        "doubled": sum(count - 1 for count in times.values()),
        "beyond": len(times.keys() - giver.expected.keys()),
        "altered": altered,
        "without receipt": sum(number not in listed for (number,) in shared),
    }


@dataclass(frozen=True)
class Outcome:
    """How an exchange ended."""

    faults: dict[str, dict[str, int]]
    cuts: int
    kills: int
    seconds: float


def exchange(
    folder: Path, *, objects: int, cuts: int, kills: int, limit: int, seed: int
) -> Outcome:
    """Let two centres exchange so many objects each way, cut and killed so often altogether."""
    left, right = Centre("left", folder / "left"), Centre("right", folder / "right")
    draw, salts = random.Random(seed), {"left": seed, "right": seed + 1000}
    begun = [
        one.code(PREPARE, other.name, objects // 2, salts[one.name])
        for one, other in ((left, right), (right, left))
    ]
    keys = {one.name: told(process) for one, process in zip((left, right), begun, strict=True)}
    for one in (left, right):
        each = (made(number, salt=salts[one.name]) for number in range(objects))
        one.expected = {str(stix["id"]): stix for stix in each}
    with served(left), served(right):
        # Every cut falls somewhere within a few pages of some four hundred bytes an object.
        cutters = {
            one.name: Cutter(one.port, cuts=cuts // 2, within=limit * 1200, draw=draw)
            for one in (left, right)
        }
        for taker, giver in ((left, right), (right, left)):
            path, token = keys[giver.name]
            secret = taker.home / "secret"
            secret.write_text(token)
            url = f"http://127.0.0.1:{cutters[giver.name].port}{path}"
            told(taker.code(FEED, giver.name, url, taker.name, secret))
        start = time.monotonic()
        rest = 'fill(*map(int, sys.argv[1:]), "shared")'
        fillers = [one.code(rest, objects // 2, objects, salts[one.name]) for one in (left, right)]
        hits: list[int] = []

        def fetch(one: Centre, lot: random.Random) -> None:
            hits.append(fetched(one, total=objects, kills=kills // 2, limit=limit, draw=lot))

        threads = [
            threading.Thread(target=fetch, args=[one, random.Random(salts[one.name])])
            for one in (left, right)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for filler in fillers:
            told(filler)
        seconds = time.monotonic() - start
        for cutter in cutters.values():
            cutter.close()
    found = {"left": faults(left, right), "right": faults(right, left)}
    return Outcome(found, sum(one.done for one in cutters.values()), sum(hits), seconds)


def main() -> None:
    """Exchange and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--objects", type=int, default=100_000)
    asked.add_argument("--cuts", type=int, default=40)
    asked.add_argument("--kills", type=int, default=10)
    asked.add_argument("--limit", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        end = exchange(Path(folder), **vars(options))
    print(
        f"{options.objects:,} objects each way, {end.cuts} cuts, {end.kills} kills:"
        f" {end.seconds:.0f} s, {2 * options.objects / end.seconds:,.0f} objects/s"
    )
    for name, found in end.faults.items():
        print(f"{name}: {', '.join(f'{count} {word}' for word, count in found.items())}")
    if any(count for found in end.faults.values() for count in found.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
