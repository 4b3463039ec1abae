"""Two simulated operations that clash: a raid by one agency, a convoy of another past its door."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from markaz.records.operations.operation import Window
from markaz.records.operations.shape import Convoy, Point, Position, Shape, Waypoint

_GODOWN = Position(24.9065, 67.1608)
_PORT, _BYPASS, _HIGHWAY = (
    Position(24.8397, 66.9772), Position(24.9120, 67.1560), Position(25.0310, 67.3080),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planned:
    """What a simulated officer would type; nothing in it is real."""

    agency: str
    reference: str
    title: str
    unit: str
    contact: str
    kind: str
    window: Window
    shape: Shape
    target: str
    numbers: tuple[str, ...] = ()


def clashing(morning: datetime) -> tuple[Planned, Planned]:
    """Two plans for one morning, which come within a kilometre of each other.

    Args:
        morning: when the raid begins, with its zone.
    """

    def at(minutes: int) -> datetime:
        return morning + timedelta(minutes=minutes)

    convoy = Convoy(
        (Waypoint(_PORT, at(30)), Waypoint(_BYPASS, at(75)), Waypoint(_HIGHWAY, at(105))), 300.0
    )
    return (
        Planned(
            "ANF", "SIM-RAID-1", "Night Heron (simulated)", "Simulated squad",
            "ANF duty officer (simulated), 000 111", "raid", Window(morning, at(180)),
            Point(_GODOWN), "a simulated godown", ("phone: 0300 0000000",),
        ),
        Planned(
            "CUSTOMS", "SIM-CONVOY-1", "Quiet Harbour (simulated)", "Simulated port cell",
            "Customs port desk (simulated), 000 222", "convoy", Window(at(30), at(110)),
            convoy, "a simulated consignment", ("phone: +92 300 0000000",),
        ),
    )  # fmt: skip
