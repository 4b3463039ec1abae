"""What the reading aid measures in a scan, and how its word becomes the machine's verdict."""

from dataclasses import dataclass
from datetime import datetime

from markaz.actions.airport.bags import calibrations, pictures
from markaz.airport.physics.aid import Aid
from markaz.airport.physics.reading import read_pair
from markaz.airport.scans.image import Scan
from markaz.airport.scans.report import Ability, Category, Decision, Finding, ThreatReport
from markaz.store.models import MachineVerdict, ScanRow

# Algorithm and version stand in every verdict: another way of measuring is another version.
ALGORITHM, VERSION = "markaz reading aid", "1"


@dataclass(frozen=True, slots=True)
class Measured:
    """A scan, and by view what the reading aid made of it; nothing where it has no calibration."""

    scan: Scan
    aids: dict[int, Aid]


def measure(scan: Scan) -> Measured:
    """Measure every view; a volume has none to measure."""
    calibration = calibrations.of(scan.origin.machine)
    if calibration is None:
        return Measured(scan, {})
    return Measured(
        scan,
        {
            number: read_pair(view.low, view.high, calibration=calibration)
            for number, view in pictures.views(scan)
        },
    )


def verdict(row: ScanRow, measured: Measured) -> MachineVerdict:
    """The reading aid's word on a scan: an alarm where a mark is, never a clearance of a volume."""
    found = [
        _finding(one, view=number) for number, aid in measured.aids.items() for one in aid.findings
    ]
    marked = any(one["category"] == Category.CONTRABAND for one in found)
    decision = Decision.ALARM if marked else Decision.UNKNOWN
    return MachineVerdict(
        scan=row,
        by=ALGORITHM,
        at=row.received_at,
        after=row.received_at,
        decision=decision.value.lower(),
        algorithm=ALGORITHM,
        version=VERSION,
        findings=found,
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
        findings=[_finding(one, view=one.view) for one in report.findings],
        report_sha256=sha256,
    )


def _finding(one: Finding, *, view: int) -> dict[str, object]:
    return {
        "view": view,
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
