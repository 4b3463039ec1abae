"""Areas on the ellipsoid and as written."""

from decimal import Decimal

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from markaz.crops.areas import ACRE_M2, HECTARE_M2, ground_m2, in_unit, stated
from markaz.data.units import square_metres
from markaz.records.errors import InvalidValueError

UNITS = ["acre", "ha", "sqm", "kanal", "marla", "jarib", "sqkm"]


def square(side_m, *, east=500_000.0, north=3_700_000.0, zone=32642):
    box = shapely.box(east, north, east + side_m, north + side_m)
    onto = Transformer.from_crs(zone, "OGC:CRS84", always_xy=True)
    return shapely.transform(box, onto.transform, interleaved=False)


def test_an_acre_and_a_hectare_are_exact():
    assert Decimal("4046.8564224") == ACRE_M2
    assert HECTARE_M2 == 10_000
    assert stated("1 acre").square_metres * 640 == Decimal("2589988.110336")


@pytest.mark.parametrize("degrees_off", [0, 2, 4])
def test_an_area_agrees_with_an_equal_area_plane(degrees_off):
    field = shapely.box(69.0 + degrees_off, 32.0, 69.002 + degrees_off, 32.002)
    onto = Transformer.from_crs("OGC:CRS84", "EPSG:6933", always_xy=True)
    plane = shapely.transform(field, onto.transform, interleaved=False)
    assert ground_m2(field) == pytest.approx(plane.area, rel=50e-6)


def test_a_square_of_one_hectare_by_utm_is_told_without_its_scale():
    assert ground_m2(square(100)) == pytest.approx(10_000 / 0.9996**2, rel=50e-6)


def test_a_hole_is_taken_off_whichever_way_it_turns():
    whole = square(100)
    hole = square(20, east=500_040.0, north=3_700_040.0)
    for ring in (hole.exterior, hole.exterior.reverse()):
        holed = shapely.Polygon(whole.exterior, [ring])
        assert ground_m2(holed) == pytest.approx(ground_m2(whole) - ground_m2(hole), rel=1e-9)


@given(
    st.decimals(min_value="0.01", max_value="99999", places=2),
    st.sampled_from(UNITS),
    st.sampled_from(["", "PK-KP", "AF-NAN", "IR"]),
)
def test_a_unit_comes_back_as_it_was_written(amount, unit, region):
    read = stated(f"{amount} {unit}", region=region)
    back = in_unit(read.square_metres, unit, region=region)
    assert abs(back - amount) <= amount * Decimal("1e-9")


@pytest.mark.parametrize(
    ("text", "square_metres"),
    [
        ("12 kanal", "6070.2846336"),
        ("3,20,000 acres", "1294994055.168"),
        ("۱۲ کنال", "6070.2846336"),
        ("2.5ha", "25000"),
        ("8 Kanals", "4046.8564224"),
    ],
)
def test_an_area_is_read_as_teams_write_it(text, square_metres):
    assert stated(text, region="PK").square_metres == Decimal(square_metres)


def test_a_jarib_is_as_large_as_where_it_is_said_and_said_to_be_rough():
    sizes = {region: stated("1 jarib", region=region) for region in ("AF-HEL", "PK-BA", "IR")}
    assert {region: int(one.square_metres) for region, one in sizes.items()} == {
        "AF-HEL": 2000,
        "PK-BA": 2023,
        "IR": 10_000,
    }
    assert all(one.rough for one in sizes.values())
    assert square_metres("kanal", region="PK-PB") == (Decimal("505.8570528"), False)


@pytest.mark.parametrize("text", ["twelve", "12", "12 kg", "12 bananas", "-3 acre", ""])
def test_what_is_no_area_is_refused(text):
    with pytest.raises(InvalidValueError):
        stated(text)
