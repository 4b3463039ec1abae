"""How many checks a second a served installation answers: `python -m benchmarks.check_api`.

Simulated people are put into the tables of a new home, the console is served as `markaz serve`
serves it, and `--clients` programs, each with a token of its own, ask for names and telephones by
`POST /api/check` for `--seconds`; then the same programs call the same address by GET, which looks
up the token and refuses.  The difference is what a check costs.  Programs and server share the
machine.
"""

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from benchmarks import check_home

_MANY = "1000000"
_READY_S = 60


def main() -> None:
    """Fill, serve, ask and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, default=200_000)
    asked.add_argument("--clients", type=int, nargs="+", default=[2, 4])
    asked.add_argument("--processes", type=int, default=os.cpu_count())
    asked.add_argument("--seconds", type=float, default=10.0)
    asked.add_argument("--database", default="", help="a postgresql:// address")
    asked.add_argument("--home", type=Path, help="a folder filled by benchmarks.check")
    asked.add_argument("--seed", type=int, default=5)
    options = asked.parse_args()
    if not check_home.SHARED.is_dir():
        print("the public collections are not beside this checkout: nothing to measure")
        return
    os.environ["MARKAZ_CHECKS_PER_HOUR"] = _MANY
    with tempfile.TemporaryDirectory() as new:
        folder = options.home or Path(new)
        check_home.opened(folder, options.database)
        check_home.filled(options.seed, options.people)
        tokens = _tokens(max(options.clients))
        bodies = _bodies(options.seed, options.people)
        print(
            "route, clients: requests a second, ms p50 / p99, refused or failed,"
            " ms of the server's processor for each"
        )
        with _served(folder, options.processes) as (port, server):
            for clients in options.clients:
                for route in ("phone", "name", "token only"):
                    before = _spent(server)
                    answered = _say(route, tokens[:clients], port, bodies[route], options.seconds)
                    print(
                        f"  {(_spent(server) - before) * 1000 / max(answered, 1):.2f}", flush=True
                    )


def _tokens(count: int) -> list[str]:
    from django.utils import timezone

    from markaz.accounts.models import User
    from markaz.actions.accounts import make_token
    from markaz.store import setup

    by, now = setup.operator(), timezone.now()
    made = []
    for number in range(count):
        name = f"program{number}"
        User.objects.get_or_create(username=name, defaults={"agency": "ANF", "role": "liaison"})
        made.append(make_token(name, name=f"benchmark {now.isoformat()}", days=1, by=by, now=now))
    return made


def _bodies(seed: int, people: int) -> dict[str, list[bytes | None]]:
    from markaz.subjects.identifiers.identifier import Identifier, IdentifierKind
    from markaz.subjects.identifiers.reading import read

    some = check_home.some(seed, people, 1000)
    questions = check_home.questions(seed, some)
    purpose = {"purpose": "measuring, nobody real"}
    names = [
        {"name": one.name, "father": one.father, "born": str(one.year), **purpose}
        for one in questions
    ]
    # Some invented numbers are none that could be dialled.
    known = (read(one.phone, kind=IdentifierKind.PHONE) for one in some)
    phones = [{"phone": one.written, **purpose} for one in known if isinstance(one, Identifier)]
    return {
        "name": [json.dumps(one).encode() for one in names],
        "phone": [json.dumps(one).encode() for one in phones],
        "token only": [None],
    }


@contextmanager
def _served(home: Path, processes: int) -> Iterator[tuple[int, int]]:
    from markaz.cli.serve import free_port

    port = free_port("127.0.0.1")
    words = [sys.executable, "-c", "import sys; from markaz.__main__ import main; sys.exit(main())"]
    served = subprocess.Popen(
        [*words, "serve", "--port", str(port), "--processes", str(processes)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "MARKAZ_HOME": str(home)},
    )
    try:
        _await(port)
        yield port, served.pid
    finally:
        served.terminate()
        served.wait(timeout=20)


def _spent(process: int) -> float:
    """Seconds of processor that a process and those beside it took so far (Linux)."""
    beside = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    return sum(map(_spent_alone, (process, *map(int, beside))))


def _spent_alone(process: int) -> float:
    told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(int(ticks) for ticks in told[11:13]) / os.sysconf("SC_CLK_TCK")


def _await(port: int) -> None:
    until = time.monotonic() + _READY_S
    while time.monotonic() < until:
        try:
            _call(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "", None)
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError("the server did not come up")


def _call(line: http.client.HTTPConnection, token: str, body: bytes | None) -> int:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    line.request("GET" if body is None else "POST", "/api/check", body, headers)
    answer = line.getresponse()
    answer.read()
    return answer.status


def _ask(
    token: str, port: int, bodies: Sequence[bytes | None], seconds: float
) -> list[list[float]]:
    """The milliseconds of each answer, those as wanted and those that were not."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    draw, good, bad = random.Random(token), [], []
    until = time.perf_counter() + seconds
    while (start := time.perf_counter()) < until:
        body = draw.choice(bodies)
        status = _call(line, token, body)
        spent = (time.perf_counter() - start) * 1000
        (good if status == (405 if body is None else 200) else bad).append(spent)
    return [good, bad]


def _say(
    route: str, tokens: Sequence[str], port: int, bodies: Sequence[bytes | None], seconds: float
) -> int:
    with ThreadPoolExecutor(len(tokens)) as pool:
        told = list(pool.map(lambda token: _ask(token, port, bodies, seconds), tokens))
    good = sorted(one for part in told for one in part[0])
    bad = sum(len(part[1]) for part in told)
    if not good:
        print(f"{route}, {len(tokens)}: none was answered, {bad} failed", flush=True)
        return 0
    last = good[min(len(good) - 1, int(len(good) * 0.99))]
    print(
        f"{route}, {len(tokens)}: {len(good) / seconds:.0f},"
        f" {statistics.median(good):.1f} / {last:.1f}, {bad},",
        end="",
    )
    return len(good) + bad


if __name__ == "__main__":
    main()
