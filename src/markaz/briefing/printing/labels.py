"""Where a province's name goes on the map: inside it if it fits, else beside it with a line."""

from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise
from math import cos, hypot, pi, sin

from markaz.briefing.printing.style import GREY, INK, Spec
from markaz.briefing.printing.words import Lang

Point = tuple[float, float]
Ring = tuple[Point, ...]
Box = tuple[float, float, float, float]

_SIZE: dict[Lang, float] = {"en": 8.5, "ur": 10}
_LINE: dict[Lang, float] = {"en": 10, "ur": 12}
_WIDE: dict[Lang, float] = {"en": 0.55, "ur": 0.42}
_LONG = 11
# Beyond this many of its twelve points on dark ground a name cannot be read.
_MOST_COVERED = 3
_GRID = 30
_DIRECTIONS = 32
_DISTANCES = (26, 32, 40, 48, 56, 64, 72, 80, 90, 100, 110)


@dataclass(frozen=True, slots=True)
class Label:
    """The lines for one outline, the amount last, and where they stand once placed."""

    lines: tuple[str, ...]
    ring: Ring
    light: bool
    at: Point = (0, 0)
    anchor: Point | None = None


def wrapped(name: str) -> tuple[str, ...]:
    """A name in one line, or a long one in two as equal as its words allow."""
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    if len(name) <= _LONG or not spaces:
        return (name,)
    at = min(spaces, key=lambda at: abs(2 * at - len(name)))
    return name[:at], name[at + 1 :]


def placed(
    labels: list[Label], *, rings: list[Ring], lang: Lang, width: float, height: float
) -> list[Label]:
    """The labels that found room, none over another; those that fit inside go first."""
    inside = {label: at for label in labels if (at := _inside(label, lang=lang))}
    done = [replace(label, at=at) for label, at in inside.items()]
    taken = [_box(label.at, label=label, lang=lang) for label in done]
    for label in labels:
        if label in inside:
            continue
        centred = replace(label, at=_middles(label.ring)[0])
        spots = _around(centred, lang=lang, width=width, height=height)
        free = [at for at in spots if not _meets(_box(at, label=label, lang=lang), taken)]
        tried = [replace(centred, at=at, anchor=centred.at, light=False) for at in free]
        clear = [each for each in tried if _covered(each, lang=lang, rings=rings) <= _MOST_COVERED]
        if clear:
            best = min(clear, key=partial(_cost, done=done, lang=lang, rings=rings))
            done.append(best)
            taken.append(_box(best.at, label=best, lang=lang))
    return done


def marks(labels: list[Label], *, lang: Lang, width: float, height: float) -> list[Spec]:
    """The labels as layers of a chart: leader lines, names, amounts."""
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, width]}}
    y = {
        "field": "y", "type": "quantitative", "axis": None,
        "scale": {"domain": [0, height], "reverse": True},
    }  # fmt: skip
    leaders = [_leader(label, lang=lang) for label in labels if label.anchor]
    lines = [line for label in labels for line in _lines(label, lang=lang)]
    rule: Spec = {
        "data": {"values": leaders},
        "mark": {"type": "rule", "color": GREY, "strokeWidth": 0.6},
        "encoding": {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}},
    }
    return [rule, *(_texts(lines, x=x, y=y, lang=lang, weight=each) for each in _WEIGHTS)]


_WEIGHTS = ("normal", "bold")


def _texts(lines: list[Spec], *, x: Spec, y: Spec, lang: Lang, weight: str) -> Spec:
    return {
        "data": {"values": [line for line in lines if line["weight"] == weight]},
        "mark": {
            "type": "text", "baseline": "alphabetic", "fontSize": _SIZE[lang], "fontWeight": weight,
        },
        "encoding": {
            "x": x, "y": y, "text": {"field": "text"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }  # fmt: skip


def _lines(label: Label, *, lang: Lang) -> list[Spec]:
    top = label.at[1] - _LINE[lang] * len(label.lines) / 2
    return [
        {
            "x": label.at[0],
            "y": round(top + _LINE[lang] * (at + 0.8), 1),
            "text": line,
            "weight": _WEIGHTS[at == len(label.lines) - 1],
            "ink": "#ffffff" if label.light else INK,
        }
        for at, line in enumerate(label.lines)
    ]


def _box(at: Point, *, label: Label, lang: Lang) -> Box:
    half = max(map(len, label.lines)) * _SIZE[lang] * _WIDE[lang] / 2 + 1
    tall = _LINE[lang] * len(label.lines) / 2
    return at[0] - half, at[1] - tall, at[0] + half, at[1] + tall


def _inside(label: Label, *, lang: Lang) -> Point | None:
    return next((at for at in _middles(label.ring) if _fits(at, label=label, lang=lang)), None)


def _fits(at: Point, *, label: Label, lang: Lang) -> bool:
    left, top, right, bottom = _box(at, label=label, lang=lang)
    edge = [(x, y) for x in (left, at[0], right) for y in (top, at[1], bottom)]
    return all(_within(point, ring=label.ring) for point in edge)


def _meets(box: Box, taken: list[Box]) -> bool:
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in taken
    )


def _around(label: Label, *, lang: Lang, width: float, height: float) -> list[Point]:
    spots = []
    for distance in _DISTANCES:
        for step in range(_DIRECTIONS):
            angle = 2 * pi * step / _DIRECTIONS
            at = (label.at[0] + distance * cos(angle), label.at[1] + distance * sin(angle))
            left, top, right, bottom = _box(at, label=label, lang=lang)
            if left >= 0 and right <= width and top >= 0 and bottom <= height:
                spots.append((round(at[0], 1), round(at[1], 1)))
    return spots


def _covered(label: Label, *, lang: Lang, rings: list[Ring]) -> int:
    """How many of twelve points of the label stand on a province."""
    left, top, right, bottom = _box(label.at, label=label, lang=lang)
    across = (left, left + (right - left) / 3, right - (right - left) / 3, right)
    points = [(x, y) for x in across for y in (top, label.at[1], bottom)]
    return sum(any(_within(point, ring=ring) for ring in rings) for point in points)


def _cost(label: Label, *, done: list[Label], lang: Lang, rings: list[Ring]) -> float:
    """The line's length, and far more for standing on a province or crossing another label."""
    line = _points(label, lang=lang)
    near = sum(_strikes(line, other=other, lang=lang) for other in done)
    return len(line) * _STEP + 60 * _covered(label, lang=lang, rings=rings) + 80 * near


_STEP = 3


def _points(label: Label, *, lang: Lang) -> list[Point]:
    ends = _leader(label, lang=lang)
    wide, tall = ends["x2"] - ends["x"], ends["y2"] - ends["y"]
    count = int(hypot(wide, tall) / _STEP) + 1
    return [(ends["x"] + wide * at / count, ends["y"] + tall * at / count) for at in range(count)]


def _strikes(line: list[Point], *, other: Label, lang: Lang) -> bool:
    left, top, right, bottom = _box(other.at, label=other, lang=lang)
    if any(left <= x <= right and top <= y <= bottom for x, y in line):
        return True
    theirs = _points(other, lang=lang) if other.anchor else []
    return any(hypot(a[0] - b[0], a[1] - b[1]) < _STEP for a in line for b in theirs)


def _leader(label: Label, *, lang: Lang) -> dict[str, float]:
    end = label.anchor or label.at
    left, top, right, bottom = _box(label.at, label=label, lang=lang)
    return {
        "x": min(max(end[0], left), right), "y": min(max(end[1], top), bottom),
        "x2": end[0], "y2": end[1],
    }  # fmt: skip


@cache
def _middles(ring: Ring) -> list[Point]:
    """Inner points, the one with most room first, a text being about twice as wide as tall."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    grid = [
        (
            round(min(xs) + (max(xs) - min(xs)) * across / _GRID, 1),
            round(min(ys) + (max(ys) - min(ys)) * down / _GRID, 1),
        )
        for across in range(1, _GRID)
        for down in range(1, _GRID)
    ]
    inner = [at for at in grid if _within(at, ring=ring)] or [ring[0]]
    return sorted(inner, key=lambda at: -min(hypot((x - at[0]) / 2, y - at[1]) for x, y in ring))


@cache
def _bounds(ring: Ring) -> Box:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _within(point: Point, *, ring: Ring) -> bool:
    left, top, right, bottom = _bounds(ring)
    if not (left <= point[0] <= right and top <= point[1] <= bottom):
        return False
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > point[1]) != (y2 > point[1]) and point[0] < (x2 - x1) * (point[1] - y1) / (
            y2 - y1
        ) + x1:
            inside = not inside
    return inside
