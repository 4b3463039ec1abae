"""One block of the invented year, from its random numbers to the bytes of its rows."""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from random import Random
from typing import NamedTuple

from markaz.simulation import truth
from markaz.simulation.agencies.filing import Filing
from markaz.simulation.agencies.layouts import LAYOUTS
from markaz.simulation.agencies.layouts.layout import Layout, Row
from markaz.simulation.agencies.report import Report
from markaz.simulation.agencies.schedule import Schedule
from markaz.simulation.events import people
from markaz.simulation.events.calendar import Calendar, counted
from markaz.simulation.events.drafting import draft
from markaz.simulation.events.exactness import weigh
from markaz.simulation.events.incident import Incident
from markaz.simulation.targets import Targets
from markaz.simulation.workbook import rows_xml

_NUMBERS_PER_BLOCK = 10_000


class Delivery(NamedTuple):
    """What one source sends on one day."""

    source: str
    day: int


class Chunk(NamedTuple):
    """Rendered rows, and how many they are."""

    content: bytes
    rows: int


@dataclass(frozen=True, slots=True)
class Task:
    """Everything that decides what a block holds."""

    number: int
    year: int
    seed: int
    profile: str
    wanted: Targets


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one block by delivery, its part of the truth, and what a naive sum would say."""

    deliveries: dict[Delivery, Chunk]
    truth: dict[str, bytes]
    incidents: int
    reports: int
    naive_mass_mg: int
    naive_arrested: int


@lru_cache(maxsize=4)
def _schedule(year: int) -> Schedule:
    return Schedule(Calendar(year))


def make(task: Task) -> Block:
    """The whole block; the same task always gives the same bytes."""
    schedule = _schedule(task.year)
    incidents = _incidents(_dice(task, "truth"), task=task, calendar=schedule.calendar)
    # Another profile tells of the same events: only the telling has other dice.
    filing = Filing(
        _dice(task, task.profile), block=task.number, schedule=schedule, profile=task.profile
    )
    reports = list(filing.reports(incidents))
    mass_mg, arrested = _naive(reports)
    return Block(
        deliveries=_deliveries(reports, calendar=schedule.calendar),
        truth={
            "incidents.jsonl": truth.incident_lines(incidents, calendar=schedule.calendar),
            "standard.csv": truth.standard_rows(incidents, calendar=schedule.calendar),
            "reports.csv": truth.report_rows(reports, calendar=schedule.calendar),
        },
        incidents=len(incidents),
        reports=len(reports),
        naive_mass_mg=mass_mg,
        naive_arrested=arrested,
    )


def _dice(task: Task, use: str) -> Random:
    # A text as seed is hashed the same way in every process.
    return Random(f"{task.seed}/{task.year}/{task.number}/{use}")  # noqa: S311


def _incidents(rng: Random, *, task: Task, calendar: Calendar) -> list[Incident]:
    wanted = task.wanted
    count = max(int(wanted.incidents * rng.uniform(0.93, 1.07)), 8)
    first = task.number * _NUMBERS_PER_BLOCK + 1
    incidents = draft(rng, count=count, first_number=first, calendar=calendar)
    people.settle(rng, incidents, wanted=wanted)
    weigh(rng, incidents, mass_mg=wanted.mass_mg, value_usd=wanted.value_usd, calendar=calendar)
    return incidents


def _naive(reports: list[Report]) -> tuple[int, int]:
    """The sum over the last version of each report, every agency believed."""
    last = {report.reference: report for report in reports}
    mass_mg = arrested = 0
    for report in last.values():
        if report.incident.kind not in people.COUNTED_KINDS or report.broken:
            continue
        arrested += report.arrested
        for line, amount in zip(report.incident.lines, report.amounts, strict=True):
            if line.base == "mg" and counted(line.substance):
                mass_mg += amount
    return mass_mg, arrested


def _deliveries(reports: list[Report], *, calendar: Calendar) -> dict[Delivery, Chunk]:
    gathered: dict[Delivery, list[Row]] = {}
    for report in reports:
        layout = LAYOUTS[report.source]
        delivery = Delivery(report.source, report.received)
        gathered.setdefault(delivery, []).extend(layout.rows(report, calendar))
    return {
        delivery: Chunk(rendered(rows, layout=LAYOUTS[delivery.source]), len(rows))
        for delivery, rows in gathered.items()
    }


def rendered(rows: Iterable[Row], *, layout: Layout) -> bytes:
    """The rows in the layout's own writing."""
    if layout.format == "xlsx":
        return rows_xml(rows, days=layout.days)
    if layout.format == "jsonl":
        return "".join(_json_line(row, layout=layout) for row in rows).encode()
    buffer = StringIO(newline="")
    csv.writer(buffer, delimiter=layout.delimiter, lineterminator="\r\n").writerows(rows)
    encoding = "utf-8" if layout.encoding == "utf-8-sig" else layout.encoding
    return buffer.getvalue().encode(encoding)


def _json_line(row: Row, *, layout: Layout) -> str:
    stated = {name: cell for name, cell in zip(layout.header, row, strict=True) if cell != ""}
    return json.dumps(stated, ensure_ascii=False) + "\n"
