"""A neighbourhood drawn: nodes that open, links by strength, labels where there is room."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from markaz.actions.subjects.network.looking import Near
from markaz.actions.subjects.network.nodes import Node
from markaz.console.maps.labels import LETTER, Room
from markaz.subjects.network.layout import Placed, places
from markaz.subjects.network.links import in_words

WIDTH, HEIGHT, HUB_ROW = 960, 720, 60
# Few nodes leave room for long names beside the ring; many need the room themselves.
_FEW, _MARGIN_FEW, _MARGIN_MANY = 60, 170, 70
_LONGEST = 26
# A handful of nodes needs no tall drawing.
_HANDFUL, _LOW = 14, 420
_MOST_HUBS = 6
_SIZES = {0: 11.0, 1: 7.0, 2: 4.5}
_SMALL = {0: 9.0, 1: 4.0, 2: 3.0}


@dataclass(frozen=True, slots=True)
class Dot:
    """A node of the drawing; `label` is empty where there is no room for it."""

    x: float
    y: float
    size: float
    step: int
    href: str
    title: str
    is_subject: bool
    label: str
    label_x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class HubDot:
    """A hub below the others, with the lines to whom it touches."""

    x: float
    y: float
    kind: str
    value: str
    sharing: int
    lines: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole drawing; each of `lines` is a strength and one path of all links that strong."""

    width: int
    height: int
    is_dense: bool
    lines: tuple[tuple[str, str], ...]
    dots: tuple[Dot, ...]
    hubs: tuple[HubDot, ...]


def address(node: Node) -> str:
    """Where a node opens: a subject's own page, or the network around a mention."""
    page = "console:subject" if node.is_subject else "console:network"
    return reverse(page, args=[node.name])


def graph(near: Near) -> Graph:
    """The drawing of a neighbourhood; always the same for the same one."""
    high = HEIGHT if len(near.nodes) > _HANDFUL else _LOW
    at = _laid_out(places(near.found.nodes), high)
    steps = near.found.nodes["step"].to_pylist()
    sizes = _SIZES if len(at) <= _FEW else _SMALL
    room = Room(WIDTH, high)
    for (x, y), step in zip(at, steps, strict=True):
        size = sizes[step]
        room.take((x - size, y - size, x + size, y + size))
    dots = tuple(
        _dot(node, place, step, sizes[step], room)
        for node, place, step in zip(near.nodes, at, steps, strict=True)
    )
    hubs = _hubs(near, at, high)
    height = high + (HUB_ROW if hubs else 0)
    return Graph(WIDTH, height, len(at) > _FEW, _lines(near, at), dots, hubs)


def _laid_out(placed: Sequence[Placed], high: int) -> list[tuple[float, float]]:
    margin = _MARGIN_FEW if len(placed) <= _FEW else _MARGIN_MANY
    wide, tall = WIDTH / 2 - margin, high / 2 - 20
    return [(round(WIDTH / 2 + p.x * wide, 1), round(high / 2 + p.y * tall, 1)) for p in placed]


def _dot(node: Node, at: tuple[float, float], step: int, size: float, room: Room) -> Dot:
    x, y = at
    short = node.label if len(node.label) <= _LONGEST else f"{node.label[: _LONGEST - 1]}…"
    gap = size + 5
    leans_left = x < WIDTH / 2 - 1
    left = x - gap - len(short) * LETTER if leans_left else x + gap
    fits = room.fits(short, left=left, middle=y)
    return Dot(
        x,
        y,
        size,
        step,
        address(node),
        f"{node.label} · {node.father_name}" if node.father_name else node.label,
        node.is_subject,
        # Whose neighbourhood it is must be read whatever lies there.
        short if fits or step == 0 else "",
        round(x - gap if leans_left else x + gap, 1),
        "end" if leans_left else "start",
    )


def _lines(near: Near, at: Sequence[tuple[float, float]]) -> tuple[tuple[str, str], ...]:
    strokes: dict[str, list[str]] = {"weak": [], "moderate": [], "strong": []}
    for row in near.found.links.to_pylist():
        strokes[in_words(row["strength"]).value].append(_line(at[row["left"]], at[row["right"]]))
    # The weak ones first: they lie under the others.
    return tuple((word, "".join(drawn)) for word, drawn in strokes.items() if drawn)


def _line(one: tuple[float, float], other: tuple[float, float]) -> str:
    return f"M{one[0]:g},{one[1]:g}L{other[0]:g},{other[1]:g}"


def _hubs(near: Near, at: Sequence[tuple[float, float]], high: int) -> tuple[HubDot, ...]:
    shown = near.hubs[:_MOST_HUBS]
    found = []
    for nth, hub in enumerate(shown):
        here = round(WIDTH * (nth + 0.5) / len(shown), 1), high + HUB_ROW / 2
        lines = "".join(_line(at[place], here) for place in hub.touches)
        found.append(HubDot(*here, hub.kind, hub.value, hub.sharing, lines))
    return tuple(found)
