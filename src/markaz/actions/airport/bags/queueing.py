"""A read scan on its way into the queue: its pictures first, then its rows in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.airport.bags import measuring, pictures
from markaz.actions.airport.bags.measuring import Measured
from markaz.actions.airport.desk import selecting
from markaz.actions.airport.machines import calibrations
from markaz.airport.scans import dicos
from markaz.airport.scans.image import Scan
from markaz.governance.audit import Event
from markaz.store import audit, bulk, files
from markaz.store.airport import projections, scans, steps
from markaz.store.airport.scans import Bag
from markaz.store.files import KeptFile
from markaz.store.models import DeskRow, MachineVerdict, ScanRow


@dataclass(frozen=True, slots=True)
class Arrival:
    """A kept file on its way into the queue."""

    desk: DeskRow
    file: KeptFile
    file_name: str
    bag: Bag
    by: User
    now: datetime


Kept = Sequence[tuple[KeptFile, str]]


def queue(came: Arrival, scan: Scan, kept: Kept) -> tuple[ScanRow, bool]:
    """Put a scan into the queue; the row, and whether its bytes made it before.

    The pictures are packed first: a kill leaves some that nobody asks for, never a scan without.
    """
    measured = measuring.measure(scan, desk=came.desk, now=came.now)
    row = scans.new(came.desk, came.bag, by=came.by, now=came.now)
    row.kind, row.machine = scan.kind.value, scan.origin.machine[:64]
    row.taken_at, row.series_uid = scan.origin.acquired_at, scan.origin.series_uid
    row.simulated = calibrations.is_simulated(scan.origin.machine)
    row.projected = scan.tip
    pictures.pack(row, scan, measured.aids)
    return _put(came, row, measured, kept)


@transaction.atomic
def extend(came: Arrival, row: ScanRow, scan: Scan, kept: Kept) -> None:
    """Add the second view to a scan that waits already; the machine's word is spoken anew."""
    bulk.one_at_a_time("airport")
    measured = measuring.measure(scan, desk=came.desk, now=came.now)
    pictures.pack(row, scan, measured.aids)
    scans.note_pictures(row)
    _keep(came, row, measured, kept)


@transaction.atomic
def speak(row: ScanRow, measured: Measured, *, by: User, now: datetime) -> MachineVerdict:
    """Keep the reading aid's word on a queued scan, and its report with the scan's files."""
    bulk.one_at_a_time("airport")
    report, sha256 = measuring.report(measured, now=now), ""
    if report is not None:
        file = files.keep_bytes(dicos.write_tdr(report))
        scans.keep_file(row, file, file_name="reading-aid.tdr.dcs")
        sha256 = file.sha256
    verdict = steps.add(measuring.said(row, measured, report, sha256=sha256), by=by, now=now)
    scans.note_verdict(row, verdict)
    audit.log(
        Event.SCAN_MEASURED, subject=str(row), by=by, now=now,
        details={"verdict": verdict.decision, "report": sha256},
    )  # fmt: skip
    return verdict


@transaction.atomic
def _put(came: Arrival, row: ScanRow, measured: Measured, kept: Kept) -> tuple[ScanRow, bool]:
    bulk.one_at_a_time("airport")
    known = scans.known(came.desk, sha256=came.file.sha256)
    if known is not None:
        return known, True
    row.save(force_insert=True)
    selecting.select(row, came.bag, by=came.by, now=came.now)
    if row.projected:
        projections.by_machine(row, by=came.by, now=came.now)
    _keep(came, row, measured, kept)
    return row, False


@transaction.atomic
def _keep(came: Arrival, row: ScanRow, measured: Measured, kept: Kept) -> None:
    for file, name in kept:
        scans.keep_file(row, file, file_name=name)
    scans.forget_halves(came.desk, [file.sha256 for file, _ in kept])
    verdict = speak(row, measured, by=came.by, now=came.now)
    audit.log(
        Event.SCAN_RECEIVED,
        subject=str(row),
        by=came.by,
        now=came.now,
        details={
            "desk": str(came.desk),
            "sha256": [file.sha256 for file, _ in kept],
            "verdict": verdict.decision,
        },
    )
