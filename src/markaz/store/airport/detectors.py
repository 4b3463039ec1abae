"""Which detectors a desk asks, and what they said of its scans."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from markaz.accounts.models import User
from markaz.store.models import DeskRow, DetectorSwitch, DetectorWord, ScanRow


def standing(desk: DeskRow) -> dict[str, DetectorSwitch]:
    """The switch of each detector that stands at a desk, by the detector's name."""
    rows = DetectorSwitch.objects.filter(desk=desk, ended_at=None)
    return {row.detector: row for row in rows}


def switches(desk: DeskRow) -> QuerySet[DetectorSwitch]:
    """Every switch that was ever made at a desk, the latest first."""
    return DetectorSwitch.objects.filter(desk=desk).order_by("-id")


def on_anywhere(detector: str, *, sha256: str) -> QuerySet[DetectorSwitch]:
    """Where a detector with this model is on."""
    return DetectorSwitch.objects.select_related("desk").filter(
        detector=detector, sha256=sha256, on=True, ended_at=None
    )


def switch(row: DetectorSwitch, *, by: User, now: datetime) -> DetectorSwitch:
    """Keep a switch in the place of the one that stands."""
    DetectorSwitch.objects.filter(desk=row.desk, detector=row.detector, ended_at=None).update(
        ended_at=now
    )
    row.by, row.at = by.username, now
    row.save(force_insert=True)
    return row


def words(scan: ScanRow) -> list[DetectorWord]:
    """What detectors say of a scan, in the order in which they said it."""
    return list(DetectorWord.objects.filter(scan=scan, ended_at=None))


def add_word(row: DetectorWord) -> DetectorWord:
    """Keep what a detector said in the place of what it said of fewer pictures of the bag."""
    DetectorWord.objects.filter(scan=row.scan, detector=row.detector, ended_at=None).update(
        ended_at=row.at
    )
    row.save(force_insert=True)
    return row


def said(desk: DeskRow) -> dict[tuple[str, str], tuple[int, int]]:
    """Of how many scans each detector, by name and hash, said something, and how many it marked."""
    rows = (
        DetectorWord.objects.filter(scan__desk=desk, ended_at=None)
        .values_list("detector", "sha256")
        .annotate(scans=Count("id"), marked=Count("id", filter=Q(decision="alarm")))
    )
    return {(name, sha256): (scans, marked) for name, sha256, scans, marked in rows}
