from itertools import pairwise

import pytest

from markaz.data.boundaries import provinces_geojson
from markaz.data.places import PROVINCES


def signed_area(ring: list[list[float]]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


@pytest.mark.parametrize("country", ["PK", "AF"])
def test_there_is_one_outline_per_province_with_its_labels(country):
    layer = provinces_geojson(country)
    known = {code: unit for code, unit in PROVINCES.items() if unit.country == country}
    assert [shape["properties"]["code"] for shape in layer["features"]] == sorted(known)
    for shape in layer["features"]:
        unit = known[shape["properties"]["code"]]
        assert shape["properties"]["label_en"] == unit.label_en
        assert shape["properties"]["label_ur"] == unit.label_ur


@pytest.mark.parametrize("country", ["PK", "AF"])
def test_rings_are_closed_and_wound_so_that_the_inside_is_filled(country):
    for shape in provinces_geojson(country)["features"]:
        for outside, *holes in shape["geometry"]["coordinates"]:
            assert outside[0] == outside[-1]
            assert signed_area(outside) < 0, "d3-geo wants exterior rings clockwise"
            assert all(signed_area(hole) > 0 for hole in holes)


def test_neighbours_share_their_border_point_by_point():
    points = [
        {tuple(point) for polygon in shape["geometry"]["coordinates"] for point in polygon[0]}
        for shape in provinces_geojson("PK")["features"]
    ]
    islamabad = points[2]
    others = set().union(*points[:2], *points[3:])
    assert islamabad <= others


def test_a_changed_copy_leaves_the_layer_as_it_was():
    provinces_geojson()["features"].clear()
    assert len(provinces_geojson()["features"]) == 7
