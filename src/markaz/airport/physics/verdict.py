"""The reading aid's answer as a threat detection report of the machine's kind."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from markaz.airport.physics import steps
from markaz.airport.physics.aid import Aid
from markaz.airport.physics.calibration import Calibration
from markaz.airport.physics.drift import LIMIT
from markaz.airport.scans.image import Scan
from markaz.airport.scans.report import Category, Decision, ReportType, ThreatReport

ALGORITHM, VERSION = "Markaz reading aid", "1"


def report(
    aids: Mapping[int, Aid], scan: Scan, *, calibration: Calibration, uid: str, now: datetime
) -> ThreatReport:
    """What the aid says of a scan's views, by their number: an alarm, or that it does not know.

    It never says clear.
    """
    found = tuple(replace(one, view=number) for number, aid in aids.items() for one in aid.findings)
    marked = any(one.category is Category.CONTRABAND for one in found)
    return ThreatReport(
        type=ReportType.MACHINE,
        decision=Decision.ALARM if marked else Decision.UNKNOWN,
        findings=found,
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
