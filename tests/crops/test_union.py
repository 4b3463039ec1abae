"""Ground that several claim is counted once."""

from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from markaz.crops.areas import ground_m2
from markaz.crops.union import on_plane, plane, season, shared_between, unite
from markaz.records.errors import InvalidValueError


def box(x, y, wide=0.001, high=0.001):
    return shapely.box(71 + x, 34 + y, 71 + x + wide, 34 + y + high)


def test_half_of_a_field_claimed_twice_counts_once():
    left, right = box(0, 0), box(0.0005, 0)
    united = unite([left, right])
    assert united.sum_m2 == pytest.approx(2 * ground_m2(left), rel=1e-6)
    assert united.union_m2 == pytest.approx(1.5 * ground_m2(left), rel=1e-6)
    [overlap] = united.overlaps
    assert (overlap.left, overlap.right) == (0, 1)
    assert overlap.area_m2 == pytest.approx(united.double_m2)
    assert overlap.iou == pytest.approx(1 / 3, rel=1e-4)


def test_fields_that_hang_together_are_one_component_and_keep_their_ground():
    united = unite([box(0, 0), box(0.01, 0), box(0.0005, 0), box(0.0012, 0)])
    assert [one.members for one in united.components] == [(0, 2, 3), (1,)]
    first = united.components[0]
    assert ground_m2(first.outline) == pytest.approx(first.union_m2, rel=1e-6)


def test_the_same_ground_in_two_seasons_is_cleared_twice():
    united = unite([box(0, 0), box(0, 0)], seasons=["2025", "2026"])
    assert united.double_m2 == pytest.approx(0, abs=1e-6)
    assert united.overlaps == ()
    assert [one.season for one in united.components] == ["2025", "2026"]


@pytest.mark.parametrize(
    ("day", "year"), [((2025, 11, 3), "2026"), ((2026, 4, 20), "2026"), ((2026, 8, 31), "2026")]
)
def test_a_season_is_named_by_the_year_of_its_harvest(day, year):
    assert season(date(*day)) == year


def test_neighbours_that_share_a_boundary_overlap_nowhere():
    united = unite([box(0, 0), box(0.001, 0)])
    assert united.overlaps == ()
    assert united.double_m2 == pytest.approx(0, abs=1e-6)


def test_who_overlaps_whom_is_summed_by_owner_own_repeats_apart():
    united = unite([box(0, 0), box(0.0005, 0), box(0.0005, 0)])
    shared = shared_between(united, ["ANF", "FC", "FC"])
    assert set(shared) == {("ANF", "FC"), ("FC", "FC")}
    assert shared["FC", "FC"] == pytest.approx(ground_m2(box(0, 0)), rel=1e-6)


def test_an_outline_that_crosses_itself_is_refused_by_its_number():
    bow = shapely.Polygon([(71, 34), (71.1, 34.1), (71.1, 34), (71, 34.1)])
    with pytest.raises(InvalidValueError, match="Outline 2 crosses itself"):
        unite([box(0, 0), bow])


def test_nothing_claimed_is_nothing():
    assert unite([]).union_m2 == 0


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(*[st.integers(0, 30)] * 2, *[st.integers(1, 12)] * 2), min_size=1, max_size=25
    )
)
def test_piece_by_piece_is_what_all_at_once_gives(boxes):
    claims = np.array([box(x / 1e4, y / 1e4, w / 1e4, h / 1e4) for x, y, w, h in boxes])
    united = unite(claims)
    whole = shapely.union_all(on_plane(claims, plane(claims))).area
    assert united.union_m2 == pytest.approx(whole, abs=0.01)
    assert sorted(m for one in united.components for m in one.members) == list(range(len(boxes)))
