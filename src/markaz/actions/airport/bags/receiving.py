"""A machine's file at the desk: kept under its hash, read, measured, put into the queue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.airport.bags import asking, measuring, opening, queueing
from markaz.actions.airport.bags.queueing import Arrival
from markaz.airport.scans import dicos
from markaz.airport.scans.image import Energy, Half, Scan
from markaz.airport.scans.refused import Refused
from markaz.airport.scans.report import ThreatReport
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit, bulk, files
from markaz.store.airport import desks, scans, steps
from markaz.store.airport.scans import Bag
from markaz.store.files import KeptFile
from markaz.store.models import DeskRow, QuarantineRow, ScanRow

File = tuple[KeptFile, str]
# A volume of 600 slices of 512 x 512 is half of this; a larger file is no bag.
MOST_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file: a scan, a list of files set aside, or a wait for the other half."""

    scan: ScanRow | None = None
    set_aside: QuarantineRow | None = None
    repeated: bool = False


def desk_for(airport: str, agency: str, *, by: User) -> DeskRow:
    """The desk that the person, or the machine's account, hands scans in to.

    Raises:
        NotPermittedError: the role hands none in.
        InvalidValueError: there is no such desk of the agency.
    """
    require(by.permissions, Permission.HAND_IN_SCAN)
    desk = desks.named(airport.strip().upper(), agency or by.agency)
    if desk is None or not (by.viewer.at_centre or desk.agency == by.agency):
        raise InvalidValueError(
            "Your agency has no desk at {airport!r}: a supervisor sets one up.",
            airport=airport.strip(),
        )
    return desk


def receive_scan(
    path: Path,
    *,
    desk: DeskRow,
    bag: Bag,
    file_name: str = "",
    by: User,
    now: datetime,
) -> Received:
    """Take one file of a machine in; the same bytes again change nothing.

    What cannot be read is set aside with its sentence and makes no scan.
    """
    require(by.permissions, Permission.HAND_IN_SCAN)
    if path.stat().st_size > MOST_BYTES:
        raise InvalidValueError("This file is too large for a scan: send one bag in one file.")
    came = Arrival(desk, files.keep(path), file_name or path.name, bag, by, now)
    known = scans.known(desk, sha256=came.file.sha256)
    if known is not None:
        return _again(came, known)
    try:
        read = opening.read(came.file.path.read_bytes(), name=came.file_name, now=now)
    except Refused as why:
        return _set_aside(came, why)
    if isinstance(read, ThreatReport):
        return _keep_report(came, read)
    if isinstance(read, Half):
        return _keep_half(came, read)
    return _queued(came, read, [(came.file, came.file_name)])


def receive_read(  # noqa: PLR0913 (keyword-only, each its own fact)
    what: Scan | ThreatReport,
    contents: Sequence[bytes],
    names: Sequence[str],
    *,
    desk: DeskRow,
    bag: Bag,
    by: User,
    now: datetime,
) -> Received:
    """Take in what a watched folder read already, with the bytes of its files."""
    require(by.permissions, Permission.HAND_IN_SCAN)
    kept = [(files.keep_bytes(one), name) for one, name in zip(contents, names, strict=True)]
    came = Arrival(desk, *kept[0], bag, by, now)
    known = scans.known(desk, sha256=came.file.sha256)
    if known is not None:
        return _again(came, known)
    if isinstance(what, ThreatReport):
        return _keep_report(came, what)
    return _queued(came, what, kept)


def refuse(
    content: bytes, *, name: str, why: Refused, desk: DeskRow, by: User, now: datetime
) -> Received:
    """Set bytes aside that a watched folder could not read."""
    require(by.permissions, Permission.HAND_IN_SCAN)
    return _set_aside(Arrival(desk, files.keep_bytes(content), name, Bag(), by, now), why)


def _queued(came: Arrival, scan: Scan, kept: queueing.Kept) -> Received:
    row, repeated = queueing.queue(came, scan, kept)
    asking.ask(row, scan, by=came.by, now=came.now)
    return Received(row, repeated=repeated)


def _again(came: Arrival, row: ScanRow) -> Received:
    """Bytes that made a scan before: only what a kill cut short then is done now."""
    if asking.silent(row, views=len(row.views)):
        halves = [one for _, one in _read(_files(row), now=came.now)]
        asking.ask(row, dicos.join(halves), by=came.by, now=came.now)
    return Received(row, repeated=True)


@transaction.atomic
def _keep_report(came: Arrival, report: ThreatReport) -> Received:
    """A machine's own report: its word takes the place of the reading aid's, which stays kept."""
    row = scans.of_series(came.desk, report.scan_series_uid)
    if row is None:
        return _set_aside(
            came, Refused("This report speaks of a scan that did not come: send the scan first.")
        )
    bulk.one_at_a_time("airport")
    scans.keep_file(row, came.file, file_name=came.file_name)
    told = measuring.told(row, report, sha256=came.file.sha256, now=came.now)
    scans.note_verdict(row, steps.add(told, by=came.by, now=came.now))
    audit.log(
        Event.SCAN_RECEIVED, subject=str(row), by=came.by, now=came.now,
        details={"report": came.file.sha256, "verdict": told.decision},
    )  # fmt: skip
    return Received(row)


def _keep_half(came: Arrival, half: Half) -> Received:
    """One energy of a view: with the other it makes a scan, or the second view of one."""
    uid = half.origin.series_uid
    waited = [(files.of(one.sha256), one.file_name) for one in scans.halves(came.desk, uid)]
    parts = _paired([*_read(waited, now=came.now), ((came.file, came.file_name), half)])
    if not any(half is one for _, one in parts):
        return _wait(came, uid)
    row = scans.growing(came.desk, uid)
    former = _read(_files(row) if row else [], now=came.now)
    try:
        whole = dicos.join([one for _, one in (*former, *parts)])
    except Refused as why:
        return _set_aside(came, why)
    kept = [file for file, _ in parts]
    if row is None:
        return _queued(came, whole, kept)
    queueing.extend(came, row, whole, kept)
    asking.ask(row, whole, by=came.by, now=came.now)
    return Received(row)


def _files(row: ScanRow) -> list[File]:
    return [(files.of(one.sha256), one.file_name) for one in row.files.all()]


def _read(kept: Iterable[File], *, now: datetime) -> list[tuple[File, Half]]:
    read = ((file, opening.read(file[0].path.read_bytes(), name=file[1], now=now)) for file in kept)
    return [(file, one) for file, one in read if isinstance(one, Half)]


def _paired(parts: list[tuple[File, Half]]) -> list[tuple[File, Half]]:
    """The pictures of the views of which both energies are there."""
    energies: dict[int, set[Energy]] = {}
    for _, one in parts:
        energies.setdefault(one.view, set()).add(one.energy)
    return [(file, one) for file, one in parts if len(energies[one.view]) == len(Energy)]


@transaction.atomic
def _wait(came: Arrival, uid: str) -> Received:
    scans.wait_for_half(came.desk, came.file, uid=uid, file_name=came.file_name, now=came.now)
    audit.log(
        Event.SCAN_RECEIVED, subject=f"half of {uid}", by=came.by, now=came.now,
        details={"desk": str(came.desk), "sha256": [came.file.sha256]},
    )  # fmt: skip
    return Received()


@transaction.atomic
def _set_aside(came: Arrival, why: Refused) -> Received:
    row, new = scans.set_aside(
        came.desk, came.file, file_name=came.file_name, why=why, by=came.by, now=came.now
    )
    audit.log(
        Event.SCAN_SET_ASIDE, subject=f"file {came.file.sha256}", by=came.by, now=came.now,
        details={"desk": str(came.desk), "why": str(why)},
    )  # fmt: skip
    return Received(set_aside=row, repeated=not new)
