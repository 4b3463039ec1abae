"""Features of KML and GPX, whose markup is read without entities and without the network."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import shapely
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from shapely.errors import GEOSException

from markaz.crops.outlines.outline import Aside, Raw
from markaz.records.errors import InvalidValueError, UnreadableFileError

_GPX_LINES = ("trk", "rte")


def features(content: bytes, *, name: str) -> tuple[str, Iterator[Raw | Aside]]:
    """Which of the two it is, and each feature in degrees on WGS 84, or set aside."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        raise UnreadableFileError(
            "{name} is no whole KML or GPX without a document type: export it again.", name=name
        ) from None
    kind = _tag(root)
    if kind == "kml":
        found = [one for one in root.iter() if _tag(one) == "Placemark"]
        return kind, (_placemark(one, number) for number, one in enumerate(found, start=1))
    if kind == "gpx":
        found = [one for one in root if _tag(one) in (*_GPX_LINES, "wpt")]
        return kind, (_gpx(one, number) for number, one in enumerate(found, start=1))
    raise UnreadableFileError("{name} is neither KML nor GPX: send one of them.", name=name)


def _tag(element: Element) -> str:
    """The name without its namespace, which differs by version and by exporter."""
    return str(element.tag).rpartition("}")[2]


def _children(element: Element, tag: str) -> list[Element]:
    return [one for one in element if _tag(one) == tag]


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _placemark(placemark: Element, number: int) -> Raw | Aside:
    words = {
        _tag(one): _text(one)
        for one in placemark
        if _tag(one) in ("name", "description") and _text(one)
    }
    for one in placemark.iter():
        if _tag(one) in ("SimpleData", "Data") and _text(one):
            words[one.get("name", "")] = _text(one)
        if _tag(one) in ("when", "begin") and _text(one):
            words.setdefault("date", _text(one)[:10])
    try:
        shapes = [shape for one in placemark for shape in _kml_shapes(one)]
        return Raw(number, _one(shapes), words)
    except (ValueError, GEOSException, IndexError):
        reason = InvalidValueError("The outline is no whole geometry: draw it again.")
        return Aside(number, reason, words)


def _kml_shapes(element: Element) -> Iterator[Any]:
    tag = _tag(element)
    if tag == "MultiGeometry":
        for one in element:
            yield from _kml_shapes(one)
    elif tag == "Polygon":
        outer = [_places(ring) for one in _children(element, "outerBoundaryIs") for ring in one]
        inner = [_places(ring) for one in _children(element, "innerBoundaryIs") for ring in one]
        yield shapely.Polygon(outer[0], inner)
    elif tag in ("LineString", "LinearRing"):
        yield shapely.LineString(_places(element))
    elif tag == "Point":
        yield shapely.Point(_places(element)[0])


def _places(element: Element) -> list[tuple[float, float]]:
    written = _text(_children(element, "coordinates")[0]).split()
    return [_place(one.split(",")) for one in written]


def _place(parts: list[str]) -> tuple[float, float]:
    return float(parts[0]), float(parts[1])


def _one(shapes: list[Any]) -> Any:
    if not shapes:
        return None
    if len(shapes) == 1:
        return shapes[0]
    if all(one.geom_type == "Polygon" for one in shapes):
        return shapely.MultiPolygon(shapes)
    return shapely.GeometryCollection(shapes)


def _gpx(element: Element, number: int) -> Raw | Aside:
    words = {
        "description" if _tag(one) in ("desc", "cmt") else _tag(one): _text(one)
        for one in element
        if _tag(one) in ("name", "desc", "cmt", "type") and _text(one)
    }
    moments = [_text(one) for one in element.iter() if _tag(one) == "time"]
    if moments:
        words["date"] = moments[0][:10]
    try:
        places = [
            (float(one.get("lon", "")), float(one.get("lat", "")))
            for one in element.iter()
            if _tag(one) in ("trkpt", "rtept", "wpt")
        ]
        whole = _tag(element) in _GPX_LINES and len(places) > 1
        return Raw(number, shapely.LineString(places) if whole else shapely.Point(places[0]), words)
    except (ValueError, GEOSException, IndexError):
        reason = InvalidValueError("The outline is no whole geometry: draw it again.")
        return Aside(number, reason, words)
