"""What the room says of the ground: how exact a piece is, and what lies within an outline."""

import numpy as np
import pytest
from pyproj import Geod
from tests.deconfliction.plans import HARD_PLACES, KARACHI, RULES, aside, plan, square

from markaz.deconfliction.areas import Areas
from markaz.deconfliction.earth import apart_m, between, in_space, on_ground, places, straight_m
from markaz.deconfliction.tracks import PIECE_M, SAG_M, course, track
from markaz.records.operations.shape import Position

GEOD = Geod(ellps="WGS84")


@pytest.mark.parametrize("place", HARD_PLACES, ids=str)
def test_a_place_in_space_is_found_again_on_the_ground(place):
    latitude, longitude = on_ground(places((place,)))
    assert GEOD.inv(longitude[0], latitude[0], place.longitude, place.latitude)[2] < 1e-6


@pytest.mark.parametrize("place", HARD_PLACES, ids=str)
def test_a_piece_leaves_its_geodesic_by_no_more_than_is_allowed_for(place):
    far = aside(place, east_m=180_000, north_m=30_000)
    azimuth, _, length_m = GEOD.inv(place.longitude, place.latitude, far.longitude, far.latitude)
    knots = between(place, far, longest_m=PIECE_M)
    for part in np.linspace(0, 1, 11):
        chord = knots[:-1] + np.diff(knots, axis=0) * part
        along = length_m * (np.arange(len(chord)) + part) / len(chord)
        same = np.ones(len(chord))
        east, north, _ = GEOD.fwd(
            place.longitude * same, place.latitude * same, azimuth * same, along
        )
        assert np.linalg.norm(chord - in_space(north, east), axis=1).max() < SAG_M
        # What leaves the ground goes down, and hardly aside.
        assert apart_m(chord, in_space(north, east)).max() < 0.01


@pytest.mark.parametrize("ground_m", [100, 1_000, 50_000])
@pytest.mark.parametrize("azimuth", [0, 45, 90])
@pytest.mark.parametrize("latitude", [-90.0, 0.0, 24.9, 60.0])
def test_the_straight_line_for_a_way_is_never_too_short(ground_m, azimuth, latitude):
    longitude, north, _ = GEOD.fwd(67.0, latitude, azimuth, ground_m)
    ends = places((Position(latitude, 67.0), Position(north, longitude)))
    straight = np.linalg.norm(ends[1] - ends[0])
    assert straight <= straight_m(ground_m) + 1e-6
    assert straight > straight_m(ground_m) - 0.01


@pytest.mark.parametrize("place", HARD_PLACES, ids=str)
def test_an_outline_holds_what_lies_within_it_and_nothing_else(place):
    areas = Areas([track(course(plan(square(place, side_m=10_000))), rules=RULES)])
    inside = [aside(place, east_m=x, north_m=y) for x in (-4_900, 4_900) for y in (-4_900, 4_900)]
    outside = [aside(place, east_m=x, north_m=y) for x in (-5_400, 5_400) for y in (-5_400, 0)]
    rows = np.zeros(4, dtype=int)
    assert areas.holds(rows, places(inside)).all()
    assert not areas.holds(rows, places(outside)).any()


def test_the_far_side_of_the_earth_is_within_no_outline():
    areas = Areas([track(course(plan(square(KARACHI, side_m=10_000))), rules=RULES)])
    assert not areas.holds(np.zeros(1, dtype=int), -places((KARACHI,))).any()
