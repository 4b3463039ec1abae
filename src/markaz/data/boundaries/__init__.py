"""A sample layer of province outlines; it makes no statement on disputed areas."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, cast

Layer = dict[str, Any]


@cache
def _text(country: str) -> str:
    layer = files("markaz.data.boundaries").joinpath(f"{country.lower()}.geojson")
    return layer.read_text(encoding="utf-8")


def provinces_geojson(country: str = "PK") -> Layer:
    """The outlines of a country's provinces (PK or AF), a fresh copy at every call."""
    return cast(Layer, json.loads(_text(country)))
