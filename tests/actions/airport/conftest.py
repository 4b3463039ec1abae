"""A desk at Karachi, its officers, and bags of a simulated machine."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from markaz.accounts.models import User
from markaz.actions.airport.bags import receiving
from markaz.actions.airport.bags.receiving import Received
from markaz.actions.airport.desk import desks
from markaz.airport.scans import dicos
from markaz.airport.scans.image import Kind, Origin, Scan, View
from markaz.store.airport.scans import Bag
from markaz.store.models import DeskRow


@pytest.fixture
def officer(db) -> User:
    return User.objects.create(username="asf.officer", agency="ASF", role="airport")


@pytest.fixture
def supervisor(db) -> User:
    return User.objects.create(username="asf.supervisor", agency="ASF", role="supervisor")


@pytest.fixture
def desk(home: Path, supervisor: User, now: datetime) -> DeskRow:
    return desks.set_up("KHI", agency="ASF", by=supervisor, now=now)


def scan_of(low: np.ndarray, *, n: int = 1, now: datetime, machine: str = "simulated B") -> Scan:
    """A bag of one view; the high energy passes a little more."""
    origin = Origin(machine, f"1.2.826.0.1.{n}", f"1.2.826.0.1.{n}.1", now, (1.0, 1.0))
    high = np.sqrt(low).astype(np.float32)
    return Scan(Kind.DX, origin, View(low.astype(np.float32), high))


@pytest.fixture
def hand_in(desk: DeskRow, officer: User, now: datetime, tmp_path: Path) -> Callable[..., Received]:
    """Hands a bag in: a plain one, with a block of steel where `shielded`."""

    def hand(n: int = 1, *, shielded: bool = False, minutes: int = 60, **bag) -> Received:
        low = np.full((60, 80), 0.8, np.float32)
        low[n % 60, n % 80] = 0.79
        if shielded:
            low[10:40, 10:60] = 0.0005
        told = {"flight": "PK 213", "destination": "DXB", "bag": f"B{n}", **bag}
        about = Bag(departs_at=now + timedelta(minutes=minutes), **told)
        for number, content in enumerate(dicos.write_scan(scan_of(low, n=n, now=now))):
            path = tmp_path / f"bag-{n}-{number}.dcs"
            path.write_bytes(content)
            done = receiving.receive_scan(path, desk=desk, bag=about, by=officer, now=now)
        return done

    return hand
