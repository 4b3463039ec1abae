"""How many scans an hour a desk takes in while its viewer is asked for pictures.

`python -m benchmarks.airport_desk [--scans N] [--rows H] [--columns W]`: N simulated scans of H x W
points through reading, aid, pictures and queue, one after another, with the page, the marks and the
first picture of a bag asked for after each; wall and processor seconds side by side.
"""

import argparse
import os
import statistics
import tempfile
import time
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

WANTED_PER_HOUR, HOUR_S, LIMIT_MS = 500, 3600, 300


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--scans", type=int, default=12)
    asked.add_argument("--rows", type=int, default=1000)
    asked.add_argument("--columns", type=int, default=1500)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "MARKAZ_HOME": str(Path(folder) / "home"),
            "MARKAZ_HOSTS": "testserver",
            "DJANGO_SETTINGS_MODULE": "markaz.config.settings",
        }
        import django

        django.setup()
        _measure(Path(folder), scans=options.scans, size=(options.rows, options.columns))


def _measure(folder: Path, *, scans: int, size: tuple[int, int]) -> None:
    import numpy as np
    from django.utils import timezone

    from markaz.actions.airport.desk import desks
    from markaz.airport.bags.machine import machine
    from markaz.airport.bags.packing import pack
    from markaz.store import setup

    setup.ensure()
    by = setup.operator()
    desk = desks.set_up("KHI", agency="ASF", by=by, now=timezone.now())
    browser = _officer()
    chance = np.random.default_rng(7)
    goods = pack(chance, canvas=size).from_above()
    shot = machine("B").shot(goods, photons=1e5, chance=chance)
    taken, worked, pages = [], [], []
    for number in range(scans):
        paths = _files(folder, shot, number=number)
        wall, processor = time.perf_counter(), time.thread_time()
        name = _take(paths, desk=desk, by=by)
        taken.append(time.perf_counter() - wall)
        worked.append(time.thread_time() - processor)
        pages.append(_ask(browser, name))
    _tell(taken, worked, pages, size)


def _officer() -> Any:
    from django.conf import settings
    from django.test import Client

    from markaz.accounts.models import User

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    browser = Client()
    officer = User.objects.create(username="officer", agency="ASF", role="airport")
    browser.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[1])
    return browser


def _files(folder: Path, shot: Any, *, number: int) -> list[Path]:
    from django.utils import timezone

    from markaz.airport.scans import dicos
    from markaz.airport.scans.image import Kind, Origin, Scan

    uid = f"2.25.7{number:04d}"
    origin = Origin("simulated B", uid, f"{uid}.1", timezone.now(), (1.0, 1.0))
    paths = []
    for n, content in enumerate(dicos.write_scan(Scan(Kind.DX, origin, first=shot))):
        paths.append(folder / f"{number}-{n}.dcs")
        paths[-1].write_bytes(content)
    return paths


def _take(paths: list[Path], *, desk: Any, by: Any) -> str:
    from django.utils import timezone

    from markaz.actions.airport.bags import receiving
    from markaz.store.airport.scans import Bag

    about = Bag(flight="PK 0001", departs_at=timezone.now() + timedelta(hours=1))
    done = [
        receiving.receive_scan(path, desk=desk, bag=about, by=by, now=timezone.now())
        for path in paths
    ]
    return str(done[-1].scan.name)


def _ask(browser: Any, name: str) -> float:
    """Milliseconds for the page of a bag, its first picture and its marks."""
    wall = time.perf_counter()
    for page in ("", "pictures/1-low/", "marks/"):
        address = f"/airport/scans/{name}/{page}"
        answer = browser.get(address, headers={"Accept-Encoding": "gzip"})
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"{address} answered {answer.status_code}")
    return (time.perf_counter() - wall) * 1000


def _tell(
    taken: list[float], worked: list[float], pages: list[float], size: tuple[int, int]
) -> None:
    # The first page reads its templates.
    middle, most = statistics.median(taken), max(pages[1:] or pages)
    print(f"{len(taken)} scans of {size[0]} x {size[1]}: median {middle:.2f} s by the clock,"
          f" {statistics.median(worked):.2f} s of processor")  # fmt: skip
    print(f"that is {HOUR_S / middle:,.0f} scans an hour (wanted {WANTED_PER_HOUR}),"
          f" {HOUR_S / middle / WANTED_PER_HOUR:.1f} times what is wanted")  # fmt: skip
    print(f"page, first picture and marks of a bag: median {statistics.median(pages):.0f} ms,"
          f" slowest after the first {most:.0f} ms (limit {LIMIT_MS})")  # fmt: skip


if __name__ == "__main__":
    main()
