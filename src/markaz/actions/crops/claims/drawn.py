"""A field drawn or typed corner by corner, as a file of one outline."""

import json
from collections.abc import Mapping

from markaz.records.errors import InvalidValueError

_FEWEST = 3


def as_geojson(corners: str, said: Mapping[str, str]) -> bytes:
    """Corners, one to a line as latitude and longitude, as GeoJSON with what is said of the field.

    Raises:
        InvalidValueError: a line is no place, or there are too few.
    """
    ring = [_corner(line) for line in corners.splitlines() if line.strip()]
    if len(ring) < _FEWEST:
        raise InvalidValueError("Draw at least three corners of the field.")
    feature = {
        "type": "Feature",
        "properties": {name: text for name, text in said.items() if text},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }
    told = {"type": "FeatureCollection", "features": [feature]}
    return json.dumps(told, ensure_ascii=False).encode()


def _corner(line: str) -> tuple[float, float]:
    parts = line.replace("،", ",").split(",")
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        raise InvalidValueError(
            "{line!r} is no corner: write latitude, longitude as 30.6012, 66.4051.",
            line=line.strip()[:60],
        ) from None
    return longitude, latitude
