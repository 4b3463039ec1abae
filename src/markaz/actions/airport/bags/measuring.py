"""What the reading aid measures in a scan, and how its word becomes the machine's verdict."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from markaz.actions.airport.bags import pictures
from markaz.actions.airport.machines import calibrations
from markaz.actions.airport.machines.calibrations import Known
from markaz.airport.physics import verdict
from markaz.airport.physics.aid import Aid
from markaz.airport.physics.reading import read_pair
from markaz.airport.scans.image import Scan
from markaz.airport.scans.report import Ability, Decision, Finding, ThreatReport
from markaz.store.models import DeskRow, MachineVerdict, ScanRow


@dataclass(frozen=True, slots=True)
class Measured:
    """A scan, and by view what the reading aid made of it; nothing where it has no calibration."""

    scan: Scan
    aids: dict[int, Aid]
    known: Known | None


def measure(scan: Scan, *, desk: DeskRow, now: datetime) -> Measured:
    """Measure every view; a volume has none to measure."""
    known = calibrations.of(desk, scan.origin.machine, now=now)
    if known is None:
        return Measured(scan, {}, None)
    aids = {
        number: read_pair(view.low, view.high, calibration=known.calibration)
        for number, view in pictures.views(scan)
    }
    return Measured(scan, aids, known)


def report(measured: Measured, *, now: datetime) -> ThreatReport | None:
    """The reading aid's report of a scan; None where nothing of it was measured."""
    if measured.known is None or not measured.aids:
        return None
    return verdict.report(
        measured.aids,
        measured.scan,
        calibration=measured.known.calibration,
        uid=f"2.25.{uuid4().int}",
        now=now,
    )


def said(
    row: ScanRow, measured: Measured, report: ThreatReport | None, *, sha256: str
) -> MachineVerdict:
    """The reading aid's word on a scan; of what it did not measure it knows nothing."""
    decision = report.decision if report else Decision.UNKNOWN
    known = measured.known if report else None
    return MachineVerdict(
        scan=row,
        by=verdict.ALGORITHM,
        at=row.received_at,
        after=row.received_at,
        decision=decision.value.lower(),
        algorithm=verdict.ALGORITHM,
        version=verdict.VERSION,
        findings=findings(report.findings) if report else [],
        report_sha256=sha256,
        calibration=known.calibration.name if known else "",
        calibrated_at=known.calibration.made_at if known else None,
        trust=known.trust.value if known else "",
    )


def told(row: ScanRow, report: ThreatReport, *, sha256: str, now: datetime) -> MachineVerdict:
    """The machine's own word, as its report gives it."""
    return MachineVerdict(
        scan=row,
        by=report.machine or report.algorithm,
        at=now,
        after=row.received_at,
        decision=report.decision.value.lower(),
        algorithm=report.algorithm[:64],
        version=report.version[:64],
        findings=findings(report.findings),
        report_sha256=sha256,
    )


def findings(found: Iterable[Finding]) -> list[dict[str, object]]:
    """A report's findings as the tables keep them."""
    return [_finding(one) for one in found]


def _finding(one: Finding) -> dict[str, object]:
    return {
        "view": one.view,
        "polygon": [[round(x, 1), round(y, 1)] for x, y in one.polygon],
        "category": one.category.value,
        "text": one.text,
        "zeff": _rounded(one.zeff),
        "zeff_sigma": _rounded(one.zeff_sigma),
        "density": _rounded(one.areal_density),
        "density_sigma": _rounded(one.areal_density_sigma),
        "not_inspected": one.ability is Ability.SHIELD,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 2)
