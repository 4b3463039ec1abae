"""The room says what watching every second shows.

Tolerance: an overlap's least distance is printed to 0.1 m and its pieces leave the ground by up to
0.5 m, which counts where two operations all but touch; the map of the watcher is exact to
0.1 m within 30 km of its area, and to a part in 4,000 at 300 km, where no radius reaches.
"""

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from tests.deconfliction.oracle import distance_at, looked_at
from tests.deconfliction.plans import OVER_ALL, RULES, pairs
from tests.deconfliction.tables import found_near, kept_runs

from markaz.deconfliction.held import overlaps_with
from markaz.deconfliction.meeting import overlap
from markaz.deconfliction.tracks import course, track

TOLERANCE_M = 0.6
WITHIN_ONE_M = 1.0


@pytest.mark.slow
@effort(max_examples=200)
@given(pairs(), st.sampled_from((RULES, OVER_ALL)))
def test_two_operations_overlap_where_watching_every_second_shows_it(pair, rules):
    left, right = pair
    said, seen = overlap(left, right, rules=rules), looked_at(left, right, rules=rules)
    if seen is None:
        assert said is None
        return
    radius_m = max(rules.kind(one.kind).radius_m for one in pair)
    if said is None:
        # A flight that leaves at the very moment the other's hours begin meets it for no time.
        an_instant = len(set(seen.moments)) == 1
        assert an_instant or seen.at_most_m > radius_m - TOLERANCE_M
        return
    assert said.closest_m <= said.radius_m == radius_m
    assert seen.at_least_m - TOLERANCE_M <= said.closest_m <= seen.at_most_m + TOLERANCE_M
    assert distance_at(left, right, said.closest_at, rules=rules) == pytest.approx(
        said.closest_m, abs=TOLERANCE_M
    )
    for moment in (said.first, said.last):
        assert distance_at(left, right, moment, rules=rules) <= radius_m + WITHIN_ONE_M
    assert all(
        said.first.timestamp() <= moment <= said.last.timestamp() for moment in seen.moments[1:-1]
    )


@pytest.mark.slow
@effort(max_examples=200)
@given(pairs(), st.sampled_from((RULES, OVER_ALL)))
def test_what_overlaps_is_found_by_a_key_and_meets_its_bounds(pair, rules):
    new, held = pair
    alone = overlap(new, held, rules=rules)
    near = found_near(new, held, rules=rules)
    kept = kept_runs(held)
    told = overlaps_with(track(course(new), rules=rules), near, kept=kept, rules=rules)
    assert list(told) == ([alone] if alone else [])
