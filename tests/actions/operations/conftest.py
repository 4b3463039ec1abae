"""Two agencies, the watch desk, and short ways to plan."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from markaz.accounts.models import User
from markaz.actions.operations import planning
from markaz.actions.operations.planning import Answer, Plan
from markaz.records.operations.operation import Window
from markaz.records.operations.shape import Point, Position

GODOWN = Position(24.9065, 67.1608)
NEARBY = Position(24.9085, 67.1608)
FAR = Position(31.5204, 74.3587)


def person(username: str, agency: str, role: str) -> User:
    return User.objects.create(username=username, agency=agency, role=role)


@pytest.fixture
def watcher(db) -> User:
    return person("watch.one", "NCC", "watch")


@pytest.fixture
def next_watcher(db) -> User:
    return person("watch.two", "NCC", "watch")


@pytest.fixture
def anf_supervisor(db) -> User:
    return person("anf.supervisor", "ANF", "supervisor")


@pytest.fixture
def plan(now) -> Callable[..., Plan]:
    """A plan of ANF at the godown two days from now; keywords change it."""

    def build(*, starts: datetime | None = None, at: Position = GODOWN, **changed) -> Plan:
        begin = starts or now + timedelta(days=2)
        known = {
            "agency": "ANF",
            "reference": "A-1",
            "title": "Night Heron",
            "unit": "Karachi squad",
            "contact": "duty officer, 021 111",
            "kind": "raid",
            "window": Window(begin, begin + timedelta(hours=3)),
            "shape": Point(at),
            "target": "the godown behind the bypass",
        }
        return Plan(**{**known, **changed})

    return build


@pytest.fixture
def clash(home, plan, anf_liaison, customs_liaison, now) -> Answer:
    """ANF has planned; what Customs is told when it plans beside."""
    planning.enter(plan(), by=anf_liaison, now=now)
    other = plan(
        agency="CUSTOMS",
        reference="C-7",
        title="Quiet Harbour",
        unit="Port cell",
        contact="port desk, 021 222",
        kind="surveillance",
        at=NEARBY,
        target="a lorry",
    )
    return planning.enter(other, by=customs_liaison, now=now + timedelta(minutes=1))
