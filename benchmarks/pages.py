"""Times of the console's pages, asked one after another as a signed-in officer would.

`python -m benchmarks.pages [--home DIR] [--rows N]`: over an installation that is there already,
or over a new one that holds N rows of the standard report.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

from benchmarks import standard_file

LIMIT_MS = 200
_ASKED = 30
_YEAR = "from=2025-01-01&to=2025-12-31"
_WORDS = ("R-0000", "charas", "Lahore", "heroin", "bypass", "karachi", "R-00123")
_PROVINCES = ("PK-PB", "PK-SD", "PK-KP", "PK-BA")
_SUBSTANCES = ("CAN-RESIN", "OPI", "ATS-METH", "COC")
_ROWS = ("CAN-RESIN", "OPI-HEROIN")
_SORTS = ("latest", "heaviest", "earliest", "reports")


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--home", type=Path)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=11)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or Path(folder) / "home"
        os.environ |= {"MARKAZ_HOME": str(home), "DJANGO_SETTINGS_MODULE": "markaz.config.settings"}
        import django

        django.setup()
        warnings.filterwarnings("ignore", message="No directory at")
        if options.home is None:
            _fill(Path(folder), rows=options.rows, seed=options.seed)
        _measure(random.Random(options.seed))


def _fill(folder: Path, *, rows: int, seed: int) -> None:
    from django.utils import timezone

    from markaz.actions.intake import receive_file
    from markaz.store import setup

    setup.ensure()
    path = folder / "standard.csv"
    standard_file.write(path, rows=rows, seed=seed)
    receive_file(path, source="markaz-standard", by=setup.operator(), now=timezone.now())


def _measure(chance: random.Random) -> None:
    from django.conf import settings
    from django.test import Client

    from markaz.accounts.models import User
    from markaz.actions.ledger import refresh
    from markaz.store import setup
    from markaz.store.models import ReportRow

    setup.ensure()
    settings.ALLOWED_HOSTS = ["*"]
    begun = time.perf_counter()
    refresh()
    print(f"reports: {ReportRow.objects.count():,}; ledger built in {_since(begun) / 1000:.1f} s")
    worst = 0.0
    for username, agency, role in (
        ("measured", "NCC", "analyst"),
        ("measured.anf", "ANF", "liaison"),
    ):
        user, _ = User.objects.get_or_create(
            username=username, defaults={"agency": agency, "role": role}
        )
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[1])
        own = ReportRow.objects.filter(known_to=None)
        if not user.viewer.at_centre:
            own = own.filter(agency=agency)
        numbers = list(own.values_list("number", flat=True)[:2000])
        print(f"as {role} of {agency}:")
        for name, address in _kinds(numbers, chance):
            worst = max(worst, _time(client, name, address))
    print(f"worst p95 of what was asked before: {worst:.0f} ms (limit {LIMIT_MS} ms)")


def _kinds(numbers: list[int], chance: random.Random) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "home", lambda: "/"
    yield "files received", lambda: "/batches/"
    yield (
        "incidents, a page",
        lambda: f"/incidents/?page={chance.randint(1, 200)}&sort={chance.choice(_SORTS)}",
    )
    yield (
        "incidents, filtered",
        lambda: (
            f"/incidents/?province={chance.choice(_PROVINCES)}&substance={chance.choice(_SUBSTANCES)}"
            f"&from=2025-{chance.randint(1, 6):02}-01&to=2025-{chance.randint(7, 12):02}-28"
        ),
    )
    yield "incidents, by words", lambda: f"/incidents/?q={chance.choice(_WORDS)}"
    yield "one incident", lambda: f"/incidents/{chance.choice(numbers)}/"
    yield "briefing", lambda: f"/briefing/?{_YEAR}"
    yield (
        "one figure",
        lambda: f"/briefing/figures/seized_mass/?{_YEAR}&page={chance.randint(1, 50)}",
    )
    yield (
        "one row of a figure",
        lambda: f"/briefing/figures/seized_mass_by_substance/?{_YEAR}&row={chance.choice(_ROWS)}",
    )


def _time(client: Any, name: str, address: Callable[[], str]) -> float:
    first = _ask(client, address())
    times = sorted(_ask(client, address()) for _ in range(_ASKED))
    p95 = times[int(len(times) * 0.95)]
    print(
        f"  {name:<22} p50 {statistics.median(times):6.0f} ms   p95 {p95:6.0f} ms"
        f"   first {first:6.0f} ms" + ("" if p95 < LIMIT_MS else "   OVER THE LIMIT")
    )
    return p95


def _ask(client: Any, address: str) -> float:
    begun = time.perf_counter()
    answer = client.get(address)
    taken = _since(begun)
    if answer.status_code != HTTPStatus.OK:
        sys.exit(f"{address} answers {answer.status_code}")
    return taken


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
