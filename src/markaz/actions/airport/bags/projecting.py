"""Test pictures for training: a simulated bag, with a threat projected into it or without."""

import secrets
from datetime import datetime

import numpy as np
from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.airport.bags import measuring, pictures, queueing
from markaz.actions.airport.desk import desks
from markaz.actions.airport.machines import calibrations
from markaz.airport.bags.machine import machine
from markaz.airport.bags.packing import pack
from markaz.airport.physics.materials import material
from markaz.airport.physics.projection import project
from markaz.airport.scans.image import Kind, Origin, Scan, View
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit, bulk
from markaz.store.airport import projections, scans
from markaz.store.models import DeskRow

Box = tuple[int, int, int, int]
MOST = 200
_KIND, _PHOTONS, _THREAT = "B", 1e5, "cocaine-hcl"
_TRIES, _FEWEST_POINTS, _MOST_POINTS = 40, 40, 90
_THINNEST, _THICKEST = 2.0, 5.0


def project_some(airport: str, agency: str, *, count: int, by: User, now: datetime) -> list[str]:
    """Put test pictures among the bags that wait, every other one with a threat.

    They bear the flight of a bag that waits, so that nothing tells them apart before the decision.
    """
    require(by.permissions, Permission.KEEP_AIRPORT_DESK)
    desk = desks.own(airport, agency, by=by)
    if not 1 <= count <= MOST:
        raise InvalidValueError("Project from 1 to {most} test pictures at once.", most=MOST)
    chance = np.random.default_rng(secrets.randbits(64))
    return [_put(desk, present=n % 2 == 0, chance=chance, by=by, now=now) for n in range(count)]


def _put(
    desk: DeskRow, *, present: bool, chance: np.random.Generator, by: User, now: datetime
) -> str:
    view, box = _picture(chance, present=present)
    origin = Origin(machine(_KIND).name, f"2.25.{secrets.randbits(100)}", "", now, (1.0, 1.0))
    scan = Scan(Kind.DX, origin, first=view, tip=True)
    measured = measuring.measure(scan, desk=desk, now=now)
    row = scans.new(desk, scans.bag_like_those(desk), by=by, now=now)
    row.kind, row.machine, row.projected = Kind.DX.value, scans.machine_of(desk), True
    pictures.pack(row, scan, measured.aids)
    with transaction.atomic():
        bulk.one_at_a_time("airport")
        row.save(force_insert=True)
        what = material(_THREAT).label if present else ""
        projections.by_desk(row, what=what, box=box, by=by, now=now)
        queueing.speak(row, measured, by=by, now=now)
        audit.log(
            Event.THREAT_PROJECTED, subject=str(row), by=by, now=now, details={"present": present}
        )
    return row.name


def _picture(chance: np.random.Generator, *, present: bool) -> tuple[View, Box | None]:
    """A bag of a simulated machine, and where the threat lies in it."""
    view = machine(_KIND).shot(pack(chance).from_above(), photons=_PHOTONS, chance=chance)
    if not present:
        return view, None
    calibration = calibrations.simulated(_KIND)
    rows, columns = map(int, chance.integers(_FEWEST_POINTS, _MOST_POINTS, 2))
    depth = np.full((rows, columns), chance.uniform(_THINNEST, _THICKEST))
    threat = machine(_KIND).clean({material(_THREAT): depth})
    for _ in range(_TRIES):
        top = int(chance.integers(0, view.low.shape[0] - rows))
        left = int(chance.integers(0, view.low.shape[1] - columns))
        try:
            changed = project(view, threat, at=(top, left), calibration=calibration)
        except InvalidValueError:
            # Too much metal lies there: elsewhere in the bag.
            continue
        return changed, (left, top, left + columns, top + rows)
    return _picture(chance, present=present)
