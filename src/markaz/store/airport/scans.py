"""Scans of a desk: kept once by their bytes, found by name, waiting for their flights."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F, QuerySet

from markaz.accounts.models import User
from markaz.records.errors import MarkazError
from markaz.store import files, naming
from markaz.store.airport import desks, detectors, pictures
from markaz.store.files import KeptFile
from markaz.store.models import (
    Batch,
    DeskRow,
    DetectorWord,
    HalfRow,
    MachineVerdict,
    OfficerDecision,
    QuarantineRow,
    ScanFile,
    ScanRow,
)

_ALARM = "alarm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """What the queue may know of a bag: its flight, and nothing of whose it is."""

    flight: str = ""
    departs_at: datetime | None = None
    destination: str = ""
    bag: str = ""
    # Of the journey, for rules alone: no row keeps it.
    journey: Mapping[str, object] = field(default_factory=dict)


def known(desk: DeskRow, *, sha256: str) -> ScanRow | None:
    """The scan that these bytes made at this desk, if they came before."""
    file = ScanFile.objects.filter(desk=desk, sha256=sha256).select_related("scan").first()
    return file.scan if file else None


def new(desk: DeskRow, bag: Bag, *, by: User, now: datetime) -> ScanRow:
    """A scan that is not saved yet: it bears its name, under which its pictures are packed."""
    return ScanRow(
        name=naming.drawn_name(),
        desk=desk,
        flight=bag.flight,
        departs_at=bag.departs_at,
        destination=bag.destination,
        bag=bag.bag,
        received_at=now,
        received_by=by.username,
    )


def keep_file(scan: ScanRow, file: KeptFile, *, file_name: str) -> ScanFile:
    """Bind kept bytes to a scan."""
    return ScanFile.objects.create(
        scan=scan, desk=scan.desk, sha256=file.sha256, file_name=file_name[:200], size=file.size
    )


def set_aside(
    desk: DeskRow, file: KeptFile, *, file_name: str, why: MarkazError, by: User, now: datetime
) -> tuple[QuarantineRow, bool]:
    """Put a file that cannot be read on the desk's list, once; whether it is new there."""
    return QuarantineRow.objects.get_or_create(
        desk=desk,
        sha256=file.sha256,
        defaults={
            "file_name": file_name[:200],
            "size": file.size,
            "sentence": why.sentence,
            "values": why.kept()["values"],
            "received_at": now,
            "received_by": by.username,
        },
    )


def named(name: str, *, by: User) -> ScanRow | None:
    """A scan by its name, if it is of a desk that the person sees."""
    rows = ScanRow.objects.select_related("desk").filter(desk__in=desks.seen(by))
    return rows.filter(name=name.strip().upper()).first()


def waiting(desk: DeskRow) -> QuerySet[ScanRow]:
    """What waits for a decision: the next flight first, of one flight the alarms first.

    Nothing else orders it: nothing of a person is in the table.  Where the desk decides before it
    sees the machine's word, that word does not order it either.
    """
    machine = () if desk.decision_first else ("-alarm",)
    return ScanRow.objects.filter(desk=desk, decided_at=None, erased_at=None).order_by(
        F("departs_at").asc(nulls_last=True), *machine, "received_at", "id"
    )


def decided(desk: DeskRow) -> QuerySet[ScanRow]:
    """What was decided, the latest first."""
    return ScanRow.objects.filter(desk=desk).exclude(decided_at=None).order_by("-decided_at")


def quarantine(desk: DeskRow) -> QuerySet[QuarantineRow]:
    """The files that could not be read, the latest first."""
    return QuarantineRow.objects.filter(desk=desk).order_by("-received_at", "-id")


def of_series(desk: DeskRow, uid: str) -> ScanRow | None:
    """The scan that a machine's own report speaks of."""
    rows = ScanRow.objects.filter(desk=desk, series_uid=uid, projected=False)
    return rows.order_by("-id").first() if uid else None


def growing(desk: DeskRow, uid: str) -> ScanRow | None:
    """The scan to which a second view may still come: nobody has decided on it."""
    rows = ScanRow.objects.filter(
        desk=desk, series_uid=uid, projected=False, decided_at=None, erased_at=None
    )
    return rows.order_by("-id").first() if uid else None


def halves(desk: DeskRow, uid: str) -> list[HalfRow]:
    """The files of a series that wait for the others of it."""
    return list(HalfRow.objects.filter(desk=desk, series_uid=uid).order_by("id"))


def wait_for_half(
    desk: DeskRow, file: KeptFile, *, uid: str, file_name: str, now: datetime
) -> None:
    """Let one energy wait for the other."""
    HalfRow.objects.get_or_create(
        desk=desk,
        sha256=file.sha256,
        defaults={"series_uid": uid, "file_name": file_name[:200], "received_at": now},
    )


def bag_like_those(desk: DeskRow) -> Bag:
    """The flight of a bag that waits, for a test picture among them."""
    row = waiting(desk).filter(projected=False).first()
    if row is None:
        return Bag()
    return Bag(flight=row.flight, departs_at=row.departs_at, destination=row.destination)


def machine_of(desk: DeskRow) -> str:
    """The machine that sent the latest bag."""
    row = ScanRow.objects.filter(desk=desk, projected=False).order_by("-id").first()
    return row.machine if row else ""


def forget_halves(desk: DeskRow, hashes: list[str]) -> None:
    """These halves are a scan now."""
    HalfRow.objects.filter(desk=desk, sha256__in=hashes).delete()


def note_pictures(scan: ScanRow) -> None:
    """Write down what may be drawn of a scan since its second view came."""
    scan.save(update_fields=["views", "slices"])


def note_verdict(scan: ScanRow, verdict: MachineVerdict) -> None:
    """Repeat the standing verdict where the queue reads it."""
    marked = detectors.words(scan)
    scan.alarm = verdict.decision == _ALARM or any(one.decision == _ALARM for one in marked)
    # What one instrument could not see is not seen because another is silent on it.
    scan.not_inspected = scan.not_inspected or _unseen(verdict.findings)
    scan.save(update_fields=["alarm", "not_inspected"])


def note_word(scan: ScanRow, word: DetectorWord) -> None:
    """Let a detector's mark stand where the queue reads it, beside the verdict's."""
    scan.alarm = scan.alarm or word.decision == _ALARM
    scan.not_inspected = scan.not_inspected or _unseen(word.findings)
    scan.save(update_fields=["alarm", "not_inspected"])


def _unseen(findings: list[dict[str, object]]) -> bool:
    return any(one.get("not_inspected") for one in findings)


def note_decision(scan: ScanRow, decision: OfficerDecision) -> None:
    """Take a scan out of the queue with its first decision."""
    scan.decided_at = scan.decided_at or decision.at
    scan.save(update_fields=["decided_at"])


def note_opened(scan: ScanRow, *, now: datetime) -> bool:
    """Write down when the picture was first looked at; whether this was the first time."""
    if scan.opened_at is not None:
        return False
    scan.opened_at = now
    scan.save(update_fields=["opened_at"])
    return True


def kept(desk: DeskRow) -> QuerySet[ScanRow]:
    """The scans of a desk whose pictures are still kept, each with its case if it has one."""
    return ScanRow.objects.filter(desk=desk, erased_at=None).select_related("case")


def erase(ids: Collection[int], *, now: datetime) -> int:
    """Remove the bytes and pictures of these scans; how many there were.

    The rows stay: they say when which machine and officer decided what, and nothing of a person.
    """
    for scan in ScanRow.objects.filter(id__in=ids):
        _erase(scan, now=now)
    return len(ids)


def _erase(scan: ScanRow, *, now: datetime) -> None:
    scan.erased_at, scan.views, scan.slices = now, [], {}
    scan.save(update_fields=["erased_at", "views", "slices"])
    for file in scan.files.all():
        if not _kept_elsewhere(scan, file.sha256):
            transaction.on_commit(partial(files.remove, file.sha256))
    transaction.on_commit(partial(pictures.erase, scan))


def _kept_elsewhere(scan: ScanRow, sha256: str) -> bool:
    others = ScanFile.objects.filter(sha256=sha256).exclude(scan=scan)
    return (
        others.filter(scan__erased_at=None).exists() or Batch.objects.filter(sha256=sha256).exists()
    )
