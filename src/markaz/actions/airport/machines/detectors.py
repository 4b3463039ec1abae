"""The detectors of an installation: which are there, and which of them a desk asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.airport.desk import desks
from markaz.airport.detectors import manifest
from markaz.airport.detectors.manifest import Detector
from markaz.airport.detectors.running import Fault
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError, MarkazError
from markaz.store import audit, bulk
from markaz.store.airport import detectors
from markaz.store.models import DeskRow, DetectorSwitch

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Installed:
    """One manifest of the installation, as a desk sees it.

    `refused` says why a manifest describes no detector; then there is none. `whole` is whether the
    model is the one that was described. `scans` and `marked` count what it said at this desk.
    """

    file: str
    detector: Detector | None
    refused: MarkazError | None
    switch: DetectorSwitch | None
    whole: bool = False
    scans: int = 0
    marked: int = 0

    @property
    def on(self) -> bool:
        """Whether the desk asks it; a switch holds for the model that it was made for."""
        made, one = self.switch, self.detector
        return (
            one is not None
            and made is not None
            and made.on
            and (made.version, made.sha256) == (one.version, one.sha256)
        )


def folder() -> Path:
    """Where an operator lays manifests and models."""
    return Path(settings.MARKAZ_HOME) / "detectors"


def installed(desk: DeskRow, *, by: User) -> tuple[Installed, ...]:
    """Every detector that is there, the shipped ones first, with its state at a desk."""
    require(by.permissions, Permission.WORK_AIRPORT_DESK)
    standing, said = detectors.standing(desk), detectors.said(desk)
    found = []
    for path, one, refused in _described():
        name = one.name if one else ""
        scans, marked = said.get((name, one.sha256 if one else ""), (0, 0))
        whole = one is not None and one.whole()
        found.append(Installed(path.name, one, refused, standing.get(name), whole, scans, marked))
    return tuple(found)


def asked_at(desk: DeskRow) -> tuple[Detector, ...]:
    """The detectors that a desk asks of each scan."""
    standing = detectors.standing(desk)
    if not any(row.on for row in standing.values()):
        return ()
    return tuple(
        one
        for path, one, refused in _described()
        if one and Installed(path.name, one, refused, standing.get(one.name)).on
    )


@transaction.atomic
def switch(
    name: str, *, desk: DeskRow, on: bool, why: str, by: User, now: datetime
) -> DetectorSwitch:
    """Switch a detector on or off at a desk, with a reason; until a first switch it is off.

    Raises:
        InvalidValueError: no such detector, no reason, or a model that is not the described one.
    """
    require(by.permissions, Permission.KEEP_AIRPORT_DESK)
    desks.own(desk.airport, desk.agency, by=by)
    bulk.one_at_a_time("airport")
    one = next((one for _, one, _ in _described() if one and one.name == name), None)
    if one is None:
        raise InvalidValueError("No detector is called {name!r}: look its name up.", name=name)
    said = " ".join(why.split())
    if not said or len(said) > _LONGEST:
        raise InvalidValueError(
            "Say why the detector is switched, in {most} letters or fewer.", most=_LONGEST
        )
    if on and not one.whole():
        raise InvalidValueError(
            "The model of {name} is not the one that its manifest describes: install it anew.",
            name=name,
        )
    row = DetectorSwitch(
        desk=desk, detector=one.name, version=one.version, sha256=one.sha256, on=on, why=said
    )
    kept = detectors.switch(row, by=by, now=now)
    event = Event.DETECTOR_SWITCHED_ON if on else Event.DETECTOR_SWITCHED_OFF
    audit.log(
        event, subject=str(kept), by=by, now=now,
        details={"desk": str(desk), "why": said, "sha256": one.sha256},
    )  # fmt: skip
    return kept


@transaction.atomic
def switch_off_at_fault(
    detector: Detector, fault: Fault, *, scan: str, by: User, now: datetime
) -> None:
    """Switch a detector off wherever this model of it is on: what it did here it does there."""
    bulk.one_at_a_time("airport")
    for former in detectors.on_anywhere(detector.name, sha256=detector.sha256):
        row = DetectorSwitch(
            desk=former.desk, detector=detector.name, version=detector.version,
            sha256=detector.sha256, on=False, fault=fault.reason.value, told=fault.told,
        )  # fmt: skip
        kept = detectors.switch(row, by=by, now=now)
        audit.log(
            Event.DETECTOR_SWITCHED_OFF, subject=str(kept), by=by, now=now,
            details={
                "desk": str(former.desk), "fault": fault.reason.value, "told": fault.told,
                "scan": scan,
            },
        )  # fmt: skip


def _described() -> Iterator[tuple[Path, Detector | None, MarkazError | None]]:
    """Each manifest and its detector; a second one of the same name is refused."""
    names: set[str] = set()
    for path in (*manifest.manifests(manifest.SHIPPED), *manifest.manifests(folder())):
        try:
            one = manifest.described(path)
        except InvalidValueError as refused:
            yield path, None, refused
            continue
        if one.name in names:
            yield (
                path,
                None,
                InvalidValueError(
                    "Another detector is called {name}: give this one a name of its own.",
                    name=one.name,
                ),
            )
        else:
            names.add(one.name)
            yield path, one, None
