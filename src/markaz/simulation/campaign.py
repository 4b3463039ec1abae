"""Simulates a year of reports: the agencies' files, the truth behind them, and the manifest."""

import json
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from markaz.records.errors import InvalidValueError
from markaz.simulation import truth
from markaz.simulation.block import Block, Task, make
from markaz.simulation.events.calendar import Calendar
from markaz.simulation.outbox import Outbox
from markaz.simulation.targets import ONE_YEAR, Targets, blocks, targets

PROFILES = ("plain", "hostile")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
# Starting further processes costs more than a few blocks.
_ALONE = 3
_SENTENCE = (
    "Everything in this folder is simulated: no event, person, number or place is real.\n"
    "اس فولڈر کی ہر چیز مصنوعی ہے: کوئی واقعہ، شخص، نمبر یا جائے وقوعہ حقیقی نہیں۔\n"
)


@dataclass(frozen=True, slots=True)
class Summary:
    """How much was written: true incidents, reports of them, rows of those, and files."""

    incidents: int
    reports: int
    rows: int
    files: int

    def as_dict(self) -> dict[str, int]:
        """The counts under the names machines read."""
        return asdict(self)


def simulate(
    out: Path,
    *,
    year: int,
    scale: float,
    seed: int,
    profile: str = "plain",
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Write a simulated year into a folder; the same arguments give the same bytes.

    Args:
        out: The folder, made where it is missing and refused where it holds another campaign.
        year: All events happen within it, in Pakistan time.
        scale: 1 is the year of the press figures; 4,000 gives some ten million reports.
        seed: Another seed gives another year with the same totals.
        profile: "plain", or "hostile" where whole agencies report badly.
        progress: Called with the blocks done and the blocks in all.
    """
    exact_scale = _checked(out, year=year, scale=scale, profile=profile)
    whole, last = blocks(exact_scale)
    tasks = [Task(number, year, seed, profile, ONE_YEAR) for number in range(whole)]
    tasks.append(Task(whole, year, seed, profile, last))
    calendar = Calendar(year)
    outbox = Outbox(out, calendar=calendar)
    for name in truth.HEADERS:
        outbox.append_truth(name, truth.top(name))
    sums = _Sums()
    for done, block in enumerate(_made(tasks), start=1):
        sums.add(block)
        for delivery, chunk in block.deliveries.items():
            outbox.add(delivery, chunk)
        for name, content in block.truth.items():
            outbox.append_truth(name, content)
        if progress:
            progress(done, len(tasks))
    files = outbox.close()
    called = {"year": year, "scale": float(exact_scale), "seed": seed, "profile": profile}
    _write_papers(out, called=called, files=files, exact=targets(exact_scale), sums=sums)
    return Summary(sums.incidents, sums.reports, sums.rows, len(files))


@dataclass(slots=True)
class _Sums:
    incidents: int = 0
    reports: int = 0
    rows: int = 0
    naive_mass_mg: int = 0
    naive_arrested: int = 0

    def add(self, block: Block) -> None:
        self.incidents += block.incidents
        self.reports += block.reports
        self.rows += sum(chunk.rows for chunk in block.deliveries.values())
        self.naive_mass_mg += block.naive_mass_mg
        self.naive_arrested += block.naive_arrested


def _checked(out: Path, *, year: int, scale: float, profile: str) -> Decimal:
    if profile not in PROFILES:
        raise InvalidValueError(f"no profile '{profile}': choose {' or '.join(PROFILES)}")
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise InvalidValueError(f"year {year}: choose one from {_FIRST_YEAR} to {_LAST_YEAR}")
    if out.exists() and any(out.iterdir()):
        raise InvalidValueError(f"{out} is not empty: choose another folder or empty it")
    # The shortest text of the number, so that 0.1 is a tenth and nothing beside it.
    return Decimal(str(scale))


def _made(tasks: list[Task]) -> Iterator[Block]:
    """The blocks in order, made by all processors once there are many."""
    workers = min(os.cpu_count() or 1, len(tasks))
    if len(tasks) <= _ALONE or workers == 1:
        yield from map(make, tasks)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Block]] = deque()
        for task in tasks:
            waiting.append(pool.submit(make, task))
            # No more blocks wait than the writer can soon take: memory stays flat.
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _write_papers(
    out: Path,
    *,
    called: dict[str, Any],
    files: list[dict[str, str]],
    exact: Targets,
    sums: _Sums,
) -> None:
    _write_json(out / "manifest.json", {"simulated": True, **called, "files": files})
    _write_json(
        out / "truth" / "figures.json",
        {
            "simulated": True,
            **called,
            "exact": {**exact.as_dict(), "incidents": sums.incidents},
            "naive": {"mass_mg": sums.naive_mass_mg, "arrested": sums.naive_arrested},
            "reports": sums.reports,
            "definitions": _DEFINITIONS,
        },
    )
    (out / "SIMULATED.txt").write_text(_SENTENCE, encoding="utf-8")


_DEFINITIONS = {
    "mass_mg": "milligrams of the substances that belong in the drug total, where weighed",
    "value_usd": "those milligrams at the international price in force on the day of occurrence",
    "arrested": "suspects arrested in reports of kind seizure, arrest and airport_case",
    "arrested_foreign": "the foreign nationals among them",
    "clearance_arrested_foreign": "Afghan nationals arrested in clearances, not among them",
    "acres": "land cleared, in acres",
}


def _write_json(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
