"""The daily checks of a machine as a small drawing: both drifts, and the limit as a band."""

from dataclasses import dataclass

from markaz.actions.airport.machines.checks import Machine
from markaz.airport.physics.drift import LIMIT

WIDTH, HEIGHT = 480, 96
_MARGIN, _STEPS = 8, 30
# As far as the drawing reaches, in limits; what drifts further lies at its edge.
_REACH = 2.5


@dataclass(frozen=True, slots=True)
class Drawing:
    """Points of both drifts, oldest first, in the drawing's own units; `band` is top and height."""

    low: tuple[tuple[float, float, bool], ...]
    high: tuple[tuple[float, float, bool], ...]
    band: tuple[float, float]
    width: int = WIDTH
    height: int = HEIGHT
    middle: float = HEIGHT / 2

    @property
    def low_line(self) -> str:
        """The points of the low energy as an SVG line."""
        return _line(self.low)

    @property
    def high_line(self) -> str:
        """The points of the high energy as an SVG line."""
        return _line(self.high)


def drawn(machine: Machine) -> Drawing:
    """The drawing of a machine's last daily checks."""
    checks = list(reversed(machine.checks))
    half = HEIGHT / 2 / _REACH
    return Drawing(
        low=tuple(_point(n, one.low_drift, one.alarm) for n, one in enumerate(checks)),
        high=tuple(_point(n, one.high_drift, one.alarm) for n, one in enumerate(checks)),
        band=(HEIGHT / 2 - half, 2 * half),
    )


def _point(number: int, drift: float, alarm: bool) -> tuple[float, float, bool]:  # noqa: FBT001
    across = _MARGIN + number * (WIDTH - 2 * _MARGIN) / (_STEPS - 1)
    up = max(-_REACH, min(_REACH, drift / LIMIT)) / _REACH
    return round(across, 1), round(HEIGHT / 2 * (1 - up), 1), alarm


def _line(points: tuple[tuple[float, float, bool], ...]) -> str:
    return " ".join(f"{x},{y}" for x, y, _ in points)
