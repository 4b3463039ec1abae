"""Runs a detector and judges what comes out; a detector at fault is told of, never raised."""

import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from markaz.airport.detectors import child
from markaz.airport.detectors.manifest import Detector, Output
from markaz.airport.physics import reading
from markaz.airport.physics.calibration import Calibration
from markaz.airport.scans.image import Scan, View
from markaz.airport.scans.report import Category, Decision, Finding, ReportType, ThreatReport
from markaz.records.errors import InvalidValueError

TEXT = "Marked by a detector: only a search tells what it is."
_BOX = 6
_MOST_BOXES = 200


class Reason(StrEnum):
    """Why a detector was switched off."""

    MODEL = "its model is not the one that its manifest describes"
    TIME = "it took longer than it may"
    CRASH = "it ended without an answer"
    SHAPE = "its answer has another shape than its manifest says"
    NUMBERS = "its answer holds values that are no numbers"


_CODES = {child.OTHER_MODEL: Reason.MODEL, child.TOO_LONG: Reason.SHAPE}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a detector may use: seconds by the clock, and bytes of address space."""

    seconds: float = 20.0
    most_bytes: int = 3 << 30


@dataclass(frozen=True, slots=True)
class Fault:
    """What a detector did wrong; whoever keeps the list switches it off until a person looks."""

    detector: str
    version: str
    reason: Reason
    at: datetime
    told: str = ""


def run(
    detector: Detector,
    scan: Scan,
    *,
    calibration: Calibration | None,
    uid: str,
    now: datetime,
    limits: Limits | None = None,
) -> ThreatReport | Fault:
    """The report of a detector on every view of a scan, or the first fault of it.

    Only a detector of depths needs the machine's calibration.
    """
    limits, findings = limits or Limits(), list[Finding]()
    for number, view in enumerate((scan.first, scan.second), start=1):
        if view is None:
            continue
        answer = _answer(detector, view, limits=limits)
        if not isinstance(answer, np.ndarray):
            reason, told = answer
            return Fault(detector.name, detector.version, reason, now, told)
        found = _found(answer, detector, view, calibration=calibration)
        findings += [replace(one, view=number) for one in found]
    alarm = any(one.category is Category.CONTRABAND for one in findings)
    return ThreatReport(
        type=ReportType.MACHINE,
        decision=Decision.ALARM if alarm else Decision.UNKNOWN,
        findings=tuple(findings),
        algorithm=detector.name,
        version=detector.version,
        made_at=now,
        uid=uid,
        scan_series_uid=scan.origin.series_uid,
        scan_instance_uid=scan.origin.instance_uid,
        machine=scan.origin.machine,
        parameters=_parameters(detector, calibration),
        tip=scan.tip,
    )


def _found(
    answer: NDArray[np.float32], detector: Detector, view: View, *, calibration: Calibration | None
) -> tuple[Finding, ...]:
    if detector.output is Output.BOXES:
        return _boxes(answer, detector)
    if calibration is None:
        raise InvalidValueError("Depths are read by a calibration, and this machine has none.")
    return reading.marks(view, answer[0], calibration=calibration)


def _parameters(detector: Detector, calibration: Calibration | None) -> dict[str, str]:
    told = {"sha256": detector.sha256[:16]}
    if calibration is None:
        return told
    return told | {"exponent": f"{calibration.exponent:g}", "calibration": calibration.name}


def _answer(
    detector: Detector, view: View, *, limits: Limits
) -> NDArray[np.float32] | tuple[Reason, str]:
    if not detector.whole():
        return Reason.MODEL, ""
    given = BytesIO()
    np.save(given, np.stack([view.low, view.high])[None].astype(np.float32), allow_pickle=False)
    call = [
        sys.executable, "-I", "-m", "markaz.airport.detectors.child",
        str(detector.model.absolute()), detector.sha256,
        str(limits.most_bytes), str(max(1, round(limits.seconds))),
    ]  # fmt: skip
    try:
        # An empty folder to work in: a model's weights may not come from files beside it.
        with TemporaryDirectory() as nowhere:
            done = subprocess.run(  # noqa: S603 (this program)
                call, input=given.getvalue(), capture_output=True, timeout=limits.seconds,
                check=False, cwd=nowhere, env={"OPENBLAS_NUM_THREADS": "1"},
            )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Reason.TIME, f"{limits.seconds:g} s"
    if done.returncode in _CODES:
        return _CODES[done.returncode], ""
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return Reason.CRASH, lines[-1][:200] if lines else f"exit {done.returncode}"
    return _judged(done.stdout, detector, shape=view.low.shape)


def _judged(
    written: bytes, detector: Detector, *, shape: tuple[int, ...]
) -> NDArray[np.float32] | tuple[Reason, str]:
    try:
        found = np.load(BytesIO(written), allow_pickle=False)
    except (ValueError, EOFError, OSError) as error:
        return Reason.SHAPE, str(error)[:200]
    fits = (
        found.shape == (1, 2, *shape)
        if detector.output is Output.BASIS
        else found.ndim == 2 and found.shape[1] == _BOX and len(found) <= _MOST_BOXES  # noqa: PLR2004
    )
    if not fits or found.dtype.kind != "f":
        return Reason.SHAPE, f"{found.dtype} {found.shape}"[:200]
    if not np.isfinite(found).all():
        return Reason.NUMBERS, ""
    numbers: NDArray[np.float32] = found.astype(np.float32)
    return numbers


def _boxes(found: NDArray[np.float32], detector: Detector) -> tuple[Finding, ...]:
    findings = []
    for left, top, right, bottom, probability, row in found.tolist():
        if not detector.least <= probability <= 1 or not 0 <= int(row) < len(detector.classes):
            continue
        findings.append(
            Finding(
                ((left, top), (right, top), (right, bottom), (left, bottom)),
                detector.classes[int(row)],
                TEXT,
                probability=probability,
            )
        )
    return tuple(findings)
