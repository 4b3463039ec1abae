"""Square fields somewhere in Balochistan, and files that claim them."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from markaz.actions.crops.claims.filing import Filed, file_fields
from markaz.actions.crops.claims.reading import Handed

WEST, SOUTH = 66.4, 30.6
# About 100 m there: a square of one step is about one hectare.
STEP = 0.001


def square(east: float, north: float, *, size: float = 1) -> list[list[list[float]]]:
    west, south, side = WEST + east * STEP, SOUTH + north * STEP, size * STEP
    ring = [(0, 0), (side, 0), (side, side), (0, side), (0, 0)]
    return [[[west + x, south + y] for x, y in ring]]


def feature(coordinates: object, **said: str) -> dict[str, object]:
    geometry = {"type": "Polygon", "coordinates": coordinates}
    return {"type": "Feature", "properties": said, "geometry": geometry}


def geojson(*features: dict[str, object]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.fixture
def file(home: Path, tmp_path: Path, operator, now) -> Callable[..., Filed]:
    """Hand in these features in the name of an agency."""

    def hand_in(*features: dict[str, object], agency: str = "LEVIES-BA", by=None) -> Filed:
        path = tmp_path / f"{agency}.geojson"
        path.write_text(geojson(*features), encoding="utf-8")
        handed = Handed(agency, cleared_on=date(2025, 3, 4))
        return file_fields(path, handed, file_name=path.name, by=by or operator, now=now)

    return hand_in
