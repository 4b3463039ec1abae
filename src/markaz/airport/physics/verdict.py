"""The reading aid's answer as a threat detection report of the machine's kind."""

from datetime import datetime

from markaz.airport.physics import steps
from markaz.airport.physics.aid import Aid
from markaz.airport.physics.calibration import Calibration
from markaz.airport.physics.drift import LIMIT
from markaz.airport.scans.image import Scan
from markaz.airport.scans.report import Category, Decision, ReportType, ThreatReport

ALGORITHM, VERSION = "Markaz reading aid", "1"


def report(
    aid: Aid, scan: Scan, *, calibration: Calibration, uid: str, now: datetime
) -> ThreatReport:
    """What the aid says of a scan: an alarm, or that it does not know; it never says clear."""
    marked = any(one.category is Category.CONTRABAND for one in aid.findings)
    return ThreatReport(
        type=ReportType.MACHINE,
        decision=Decision.ALARM if marked else Decision.UNKNOWN,
        findings=aid.findings,
        algorithm=ALGORITHM,
        version=VERSION,
        made_at=now,
        uid=uid,
        scan_series_uid=scan.origin.series_uid,
        scan_instance_uid=scan.origin.instance_uid,
        machine=scan.origin.machine,
        parameters={
            "exponent": f"{calibration.exponent:g}",
            "calibration": calibration.name,
            "window": f"{steps.WINDOW[0]:g}-{steps.WINDOW[1]:g}",
            "bias": f"{calibration.bias:.3f}",
            "drift limit": f"{LIMIT:g}",
        },
        tip=scan.tip,
    )
