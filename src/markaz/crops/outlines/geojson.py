"""Features of GeoJSON, of RFC 7946 and of the older kind that names its reference system."""

from collections.abc import Iterator, Mapping
from typing import Any

import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.errors import GEOSException

from markaz.crops.outlines.outline import Aside, Raw
from markaz.records.errors import InvalidValueError, UnreadableFileError

_GEOMETRIES = {"Polygon", "MultiPolygon", "LineString", "Point", "MultiPoint", "MultiLineString",
               "GeometryCollection"}  # fmt: skip


def features(written: object, *, name: str) -> Iterator[Raw | Aside]:
    """Each feature in degrees on WGS 84, or set aside."""
    if not isinstance(written, dict):
        raise UnreadableFileError("{name} is no GeoJSON: send a FeatureCollection.", name=name)
    onto = _system(written.get("crs"), name=name)
    listed = written.get("features", [written])
    if not isinstance(listed, list) or not listed:
        raise UnreadableFileError("{name} holds no features: export it again.", name=name)
    return (_feature(one, number, onto=onto) for number, one in enumerate(listed, start=1))


def _system(written: Any, *, name: str) -> Transformer | None:
    """From the named reference system to WGS 84; None where nothing need be done."""
    if written is None:
        return None
    try:
        system = CRS.from_user_input(written["properties"]["name"])
    except (CRSError, KeyError, TypeError):
        raise UnreadableFileError(
            "{name} names a reference system that is not known: export it in WGS 84.", name=name
        ) from None
    return Transformer.from_crs(system, "OGC:CRS84", always_xy=True)


def _feature(written: Any, number: int, *, onto: Transformer | None) -> Raw | Aside:
    words: dict[str, str] = {}
    try:
        words = plain(written.get("properties"))
        geometry = written if written.get("type") in _GEOMETRIES else written.get("geometry")
        shape = shapely.geometry.shape(geometry)
        if onto is not None:
            shape = shapely.transform(shape, onto.transform, interleaved=False)
        return Raw(number, shape, words)
    except (AttributeError, KeyError, TypeError, ValueError, GEOSException, IndexError):
        reason = InvalidValueError("The outline is no whole geometry: draw it again.")
        return Aside(number, reason, words)


def plain(properties: object) -> dict[str, str]:
    """Properties as texts; what is empty is left out."""
    if not isinstance(properties, Mapping):
        return {}
    return {str(key): str(value) for key, value in properties.items() if value not in (None, "")}
