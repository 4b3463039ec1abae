"""The map of provinces: shades by weight, each province labelled where there is room."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import cos, radians
from typing import Any

from markaz.briefing.printing.labels import Label, marks, placed, wrapped
from markaz.briefing.printing.numbers import in_tonnes, short
from markaz.briefing.printing.style import GREEN, GREEN_PALE, NOTHING, Spec, chart
from markaz.briefing.printing.words import Lang, word
from markaz.data.boundaries import provinces_geojson
from markaz.records.figure import Figure, FigureRow

# The drawing leaves room on both sides for names that do not fit inside.
WIDTH, MOST_WIDE, MOST_TALL = 300, 226, 240
MOST_LABELS = 9
# An outline is drawn finely; to find room for a name a coarse one will do.
_FINE, _COARSE = 0.6, 4.0
# A closed ring has at least three corners and its first point again.
_CLOSED = 4
_COUNTRIES_WITH_OUTLINES = frozenset({"PK", "AF"})
Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns longitude and latitude into points of the page, north up."""

    west: float
    north: float
    per_degree: float
    squeeze: float
    left: float
    height: float

    def __call__(self, longitude: float, latitude: float) -> Point:
        across = self.left + (longitude - self.west) * self.squeeze * self.per_degree
        return round(across, 1), round((self.north - latitude) * self.per_degree, 1)


def has_outlines(country: str) -> bool:
    """Whether a map of this country's provinces can be drawn."""
    return country in _COUNTRIES_WITH_OUTLINES


def province_map(figure: Figure, *, lang: Lang) -> Spec:
    """A map of the country's provinces shaded by tonnes; grey where no seizure is on record."""
    figure = in_tonnes(figure)
    layer = provinces_geojson(figure.selection.country)["features"]
    frame = _frame(list(_positions(layer)))
    found = {row.key: row for row in figure.rows}
    shapes = [_shape(feature, frame=frame, found=found, lang=lang) for feature in layer]
    title = word("by_province", lang=lang)
    names = placed(
        _labels(shapes, found=found), rings=[_largest(shape) for shape in shapes],
        lang=lang, width=WIDTH, height=frame.height,
    )  # fmt: skip
    return chart(
        lang=lang, width=WIDTH, height=round(frame.height), title=title,
        layer=[*_areas(shapes), *marks(names, lang=lang, width=WIDTH, height=frame.height)],
    )  # fmt: skip


def listing(figure: Figure, *, lang: Lang) -> str:
    """Every province with its tonnes, for a map with more of them than it can label."""
    if not has_outlines(figure.selection.country) or len(figure.rows) <= MOST_LABELS:
        return ""
    features = provinces_geojson(figure.selection.country)["features"]
    names = {_code(each): str(each["properties"][f"label_{lang}"]) for each in features}
    ordered = sorted(in_tonnes(figure).rows, key=lambda row: (-row.value, row.key))
    known = [row for row in ordered if row.key in names]
    return " · ".join(
        f"{names[row.key]}\N{NO-BREAK SPACE}{short(row.value, lang=lang)}" for row in known
    )


def has_unknown(figure: Figure) -> bool:
    """Whether some province on the map has no figure."""
    if not has_outlines(figure.selection.country):
        return False
    found = {row.key for row in figure.rows}
    features = provinces_geojson(figure.selection.country)["features"]
    return any(_code(feature) not in found for feature in features)


def unplaced(figure: Figure) -> Decimal:
    """Tonnes of rows that stand for no province on the map."""
    if not has_outlines(figure.selection.country):
        return Decimal(0)
    features = provinces_geojson(figure.selection.country)["features"]
    codes = {_code(feature) for feature in features}
    outside = (row for row in in_tonnes(figure).rows if row.key not in codes)
    return sum((Decimal(row.value) for row in outside), Decimal(0))


def _code(feature: dict[str, Any]) -> str:
    return str(feature["properties"]["code"])


def _polygons(feature: dict[str, Any]) -> list[list[Ring]]:
    geometry = feature["geometry"]
    found: list[list[Ring]] = geometry["coordinates"]
    return found if geometry["type"] == "MultiPolygon" else [found]  # type: ignore[list-item]


def _positions(features: Iterable[dict[str, Any]]) -> Iterator[Point]:
    for feature in features:
        for polygon in _polygons(feature):
            yield from ((point[0], point[1]) for point in polygon[0])


def _frame(points: list[Point]) -> _Frame:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = cos(radians((south + north) / 2))
    wide, tall = (east - west) * squeeze, north - south
    scale = min(MOST_WIDE / wide, MOST_TALL / tall)
    return _Frame(west, north, scale, squeeze, (WIDTH - wide * scale) / 2, tall * scale)


def _shape(
    feature: dict[str, Any], *, frame: _Frame, found: dict[str, FigureRow], lang: Lang
) -> Spec:
    code = _code(feature)
    row = found.get(code)
    name = str(feature["properties"][f"label_{lang}"])
    polygons = [
        [_thinned([frame(point[0], point[1]) for point in ring]) for ring in polygon]
        for polygon in _polygons(feature)
    ]
    kept = [[ring for ring in polygon if len(ring) >= _CLOSED] for polygon in polygons]
    amount = short(row.value, lang=lang) if row else word("no_figure", lang=lang)
    return {
        "type": "Feature",
        "properties": {
            "code": code, "name": name, "tonnes": float(row.value) if row else None,
            "printed": amount,
        },
        "geometry": {"type": "MultiPolygon", "coordinates": [each for each in kept if each]},
    }  # fmt: skip


def _thinned(ring: Ring, *, apart: float = _FINE) -> Ring:
    """The ring without points that print on the same spot as the one before."""
    kept = ring[:1]
    for point in ring[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= apart:
            kept.append(point)
    return [*kept, ring[0]]


def _areas(shapes: list[Spec]) -> list[Spec]:
    """The provinces without a figure in grey, the others in shades; unknown is not the palest."""
    shade = {
        "field": "properties.tonnes",
        "type": "quantitative",
        "scale": {"type": "sqrt", "range": [GREEN_PALE, GREEN], "domainMin": 0},
        "legend": None,
    }
    unknown = [shape for shape in shapes if shape["properties"]["tonnes"] is None]
    known = [shape for shape in shapes if shape["properties"]["tonnes"] is not None]
    return [_layer(unknown, color={"value": NOTHING}), _layer(known, color=shade)]


def _layer(shapes: list[Spec], *, color: Spec) -> Spec:
    tooltip = [{"field": "properties.name"}, {"field": "properties.printed"}]
    return {
        "data": {"values": shapes},
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "mark": {"type": "geoshape", "stroke": "#ffffff", "strokeWidth": 0.8},
        "encoding": {"color": color, "tooltip": tooltip},
    }


def _labels(shapes: list[Spec], *, found: dict[str, FigureRow]) -> list[Label]:
    heaviest = sorted(found.values(), key=lambda row: (-row.value, row.key))
    by_code = {shape["properties"]["code"]: shape for shape in shapes}
    drawn = [by_code[row.key] for row in heaviest if row.key in by_code][:MOST_LABELS]
    top = max((shape["properties"]["tonnes"] for shape in drawn), default=0.0)
    return [_label(shape, top=top) for shape in drawn]


def _label(shape: Spec, *, top: float) -> Label:
    facts = shape["properties"]
    # White on the darker half of the scale (which is a square root), ink on the lighter.
    return Label(
        (*wrapped(facts["name"]), facts["printed"]),
        _largest(shape),
        light=facts["tonnes"] > top * 0.3,
    )


def _largest(shape: Spec) -> tuple[Point, ...]:
    ring = max((polygon[0] for polygon in shape["geometry"]["coordinates"]), key=_area)
    return tuple(_thinned(ring, apart=_COARSE))


def _area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2
