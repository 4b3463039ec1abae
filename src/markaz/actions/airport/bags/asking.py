"""A scan that waits is shown to the detectors that its desk asks; it waits all the same."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.airport.bags import measuring
from markaz.actions.airport.machines import calibrations
from markaz.actions.airport.machines.detectors import asked_at, switch_off_at_fault
from markaz.airport.detectors.manifest import Detector, Output
from markaz.airport.detectors.running import Fault, run
from markaz.airport.scans import dicos
from markaz.airport.scans.image import Scan
from markaz.airport.scans.report import ThreatReport
from markaz.governance.audit import Event
from markaz.store import audit, bulk, files
from markaz.store.airport import detectors, scans
from markaz.store.models import DetectorWord, ScanRow


def ask(row: ScanRow, scan: Scan, *, by: User, now: datetime) -> None:
    """Ask every detector that is on, each in a process of its own, after the scan was queued.

    One at fault is switched off with its row in the log; the scan and the desk go on without it.
    """
    views = _views(scan)
    asked = silent(row, views=views)
    if not asked:
        return
    machine = scan.origin.machine
    known = calibrations.of(row.desk, machine, now=now)
    calibration = known.calibration if known else None
    for one in asked:
        if not one.fits(machine) or (calibration is None and one.output is Output.BASIS):
            continue
        said = run(one, scan, calibration=calibration, uid=f"2.25.{uuid4().int}", now=now)
        if isinstance(said, Fault):
            switch_off_at_fault(one, said, scan=str(row), by=by, now=now)
        else:
            _keep(row, one, said, views=views, by=by, now=now)


def silent(row: ScanRow, *, views: int) -> tuple[Detector, ...]:
    """The detectors that are on and have not yet spoken of so many views of a bag that waits."""
    if not views or row.decided_at is not None:
        return ()
    spoke = {(one.detector, one.sha256) for one in detectors.words(row) if one.views == views}
    return tuple(one for one in asked_at(row.desk) if (one.name, one.sha256) not in spoke)


def _views(scan: Scan) -> int:
    return sum(view is not None for view in (scan.first, scan.second))


@transaction.atomic
def _keep(
    row: ScanRow, one: Detector, said: ThreatReport, *, views: int, by: User, now: datetime
) -> None:
    """Keep the report's file with the scan's, and its word beside the machine's verdict."""
    bulk.one_at_a_time("airport")
    file = files.keep_bytes(dicos.write_tdr(said))
    scans.keep_file(row, file, file_name=f"{one.name}-{one.version}.tdr.dcs")
    word = DetectorWord(
        scan=row, detector=one.name, version=one.version, sha256=one.sha256,
        views=views, decision=said.decision.value.lower(),
        findings=measuring.findings(said.findings), report_sha256=file.sha256, at=now,
    )  # fmt: skip
    detectors.add_word(word)
    scans.note_word(row, word)
    audit.log(
        Event.DETECTOR_SPOKE, subject=str(row), by=by, now=now,
        details={"detector": str(word), "verdict": word.decision, "report": file.sha256},
    )  # fmt: skip
