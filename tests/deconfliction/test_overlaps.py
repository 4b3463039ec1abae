"""Sentences about two operations that a duty officer would agree with."""

from dataclasses import replace

import pytest
from tests.deconfliction.plans import KARACHI, OVER_ALL, RULES, aside, at, plan, square, way

from markaz.deconfliction.meeting import overlap
from markaz.records.operations.shape import Convoy, Flight, Point, Position, Waypoint

HERE = Position(30.2, 67.0)


def other(shape, **changed):
    return plan(shape, agency="ASF", **changed)


def test_two_raids_within_the_radius_overlap():
    found = overlap(plan(Point(HERE)), other(Point(aside(HERE, east_m=999))), rules=RULES)
    assert (found.closest_m, found.radius_m, found.rule) == (999.0, 1000, "raid")


def test_two_raids_just_beyond_the_radius_keep_clear():
    assert overlap(plan(Point(HERE)), other(Point(aside(HERE, east_m=1001))), rules=RULES) is None


def test_the_wider_of_two_radii_decides():
    search = other(Point(aside(HERE, north_m=2_900)), kind="search")
    found = overlap(plan(Point(HERE), kind="crop_clearance"), search, rules=RULES)
    assert found.rule == "crop_clearance"


def test_padding_makes_two_windows_meet_that_follow_each_other():
    later = other(Point(HERE), begin=200, end=300)
    found = overlap(plan(Point(HERE), begin=0, end=60), later, rules=RULES)
    assert (found.first, found.last) == (at(80), at(180))


def test_windows_that_touch_after_padding_keep_clear():
    later = other(Point(HERE), begin=300, end=400)
    assert overlap(plan(Point(HERE), begin=0, end=60), later, rules=RULES) is None


def test_ways_that_cross_at_different_hours_keep_clear():
    short = {"kind": "surveillance", "begin": 0, "end": 240}
    ours = way((aside(HERE, east_m=-40_000), 0), (aside(HERE, east_m=40_000), 240))
    theirs = way((aside(HERE, north_m=-40_000), 0), (aside(HERE, north_m=-1_000), 10),
                 (aside(HERE, north_m=40_000), 60))  # fmt: skip
    assert overlap(plan(ours, **short), other(theirs, **short), rules=RULES) is None


def test_ways_that_cross_at_one_moment_overlap_at_that_moment():
    short = {"kind": "surveillance", "begin": 0, "end": 60}
    ours = way((aside(HERE, east_m=-20_000), 0), (aside(HERE, east_m=20_000), 60))
    theirs = way((aside(HERE, north_m=-20_000), 0), (aside(HERE, north_m=20_000), 60))
    found = overlap(plan(ours, **short), other(theirs, **short), rules=RULES)
    assert found.closest_m < 30
    assert abs((found.closest_at - at(30)).total_seconds()) < 2
    # Each a third of a kilometre off when they are half a kilometre apart: 32 seconds either way.
    assert 60 < (found.last - found.first).total_seconds() < 68


def test_what_waits_before_it_moves_is_where_it_sets_out():
    start = aside(HERE, east_m=-20_000)
    moving = plan(way((start, 0), (HERE, 60)), kind="surveillance", end=60)
    found = overlap(moving, other(Point(start), begin=-110, end=-60, kind="raid"), rules=RULES)
    assert found.first == at(-30)


def test_a_place_within_an_area_is_at_no_distance():
    field = other(square(HERE, side_m=30_000), kind="crop_clearance")
    assert overlap(plan(Point(HERE)), field, rules=RULES).closest_m == 0


def test_an_area_within_another_overlaps_it():
    small = other(square(HERE, side_m=500), kind="search")
    assert overlap(plan(square(HERE, side_m=80_000), kind="search"), small, rules=RULES)


def test_a_way_through_an_area_overlaps_while_it_is_near():
    through = way((aside(HERE, east_m=-30_000), 0), (aside(HERE, east_m=30_000), 60))
    found = overlap(
        plan(square(HERE, side_m=2_000), kind="search", begin=-10, end=90),
        other(through, kind="surveillance", end=60),
        rules=RULES,
    )
    # A kilometre a minute, from 1.5 km before the middle to 1.5 km past it.
    assert (found.last - found.first).total_seconds() == pytest.approx(180, abs=2)


def test_the_length_of_a_convoy_brings_it_nearer():
    stops = tuple(Waypoint(aside(HERE, east_m=east), at(m)) for east, m in ((0, 0), (9_000, 60)))
    place = other(Point(aside(HERE, north_m=1_900)))
    column = plan(Convoy(stops, 2_000), kind="convoy", end=60)
    assert overlap(column, place, rules=RULES).closest_m == pytest.approx(900, abs=0.1)
    assert overlap(replace(column, shape=Convoy(stops, 0)), place, rules=RULES) is None


FLIGHT = Flight("XX 301", "KHI", at(0), "LHE", at(105))
MULTAN = Position(28.3, 70.9)  # beneath the way from Karachi to Lahore


def test_a_flight_is_at_its_airport_before_it_leaves():
    flight = plan(FLIGHT, kind="airport", end=105)
    found = overlap(flight, other(Point(KARACHI), begin=-90, end=-30), rules=RULES)
    assert found.rule == "airport"


def test_a_flight_in_the_air_keeps_clear_of_the_ground_beneath():
    flight = plan(FLIGHT, kind="airport", end=105)
    beneath = other(square(MULTAN, side_m=60_000), kind="search", end=105)
    assert overlap(flight, beneath, rules=RULES) is None
    assert overlap(flight, beneath, rules=OVER_ALL)


def test_two_operations_on_one_flight_overlap():
    ours, theirs = plan(FLIGHT, kind="airport", end=105), other(FLIGHT, kind="airport", end=105)
    assert overlap(ours, theirs, rules=RULES).closest_m == 0


def test_it_does_not_matter_who_asks():
    ours = plan(way((HERE, 0), (aside(HERE, east_m=9_000), 60)), end=60)
    theirs = other(square(aside(HERE, east_m=4_000), side_m=700))
    assert overlap(ours, theirs, rules=RULES) == overlap(theirs, ours, rules=RULES)
