"""Live operations come and go, and each is asked about as it stands."""

from dataclasses import replace

import pytest
from tests.deconfliction.plans import KARACHI, RULES, aside, at, plan, way

from markaz.deconfliction.live import LiveOperations
from markaz.records.errors import InvalidValueError
from markaz.records.operations.shape import Point


def names(live, operation):
    return [(one.left.agency, one.right.agency) for one in live.overlaps(operation)]


@pytest.fixture
def live():
    return LiveOperations([plan(Point(KARACHI), agency="ASF")], rules=RULES)


def test_a_new_operation_meets_the_live_ones(live):
    assert names(live, plan(Point(KARACHI))) == [("ANF", "ASF")]


def test_what_is_removed_is_met_no_more(live):
    live.remove(plan(Point(KARACHI), agency="ASF").key)
    assert (len(live), live.overlaps(plan(Point(KARACHI)))) == (0, ())


def test_what_is_replaced_is_met_where_it_is_now(live):
    moved = plan(Point(aside(KARACHI, north_m=400_000)), agency="ASF")
    live.replace(moved)
    assert names(live, plan(Point(KARACHI))) == []
    assert names(live, plan(moved.shape)) == [("ANF", "ASF")]


def test_a_refused_replacement_leaves_the_former_plan_standing(live):
    with pytest.raises(InvalidValueError, match="no kind of operation"):
        live.replace(plan(Point(KARACHI), agency="ASF", kind="picnic"))
    assert names(live, plan(Point(KARACHI))) == [("ANF", "ASF")]


def test_an_operation_does_not_meet_itself(live):
    assert live.overlaps(plan(Point(KARACHI), agency="ASF")) == ()


def test_operations_of_one_agency_meet_only_where_the_rules_say_so():
    first, second = (plan(Point(KARACHI), reference=f"R-{n}") for n in (1, 2))
    assert LiveOperations([first], rules=RULES).overlaps(second) == ()
    among_own = replace(RULES, own_agency=True)
    assert len(LiveOperations([first], rules=among_own).overlaps(second)) == 1


def test_the_order_in_which_they_were_filed_changes_nothing():
    held = [
        plan(Point(aside(KARACHI, east_m=100 * n)), agency=agency, reference=f"R-{n}")
        for n in range(5)
        for agency in ("ASF", "FIA")
    ]
    new = plan(way((KARACHI, 0), (aside(KARACHI, east_m=5_000), 60)))
    there, back = (LiveOperations(order, rules=RULES) for order in (held, held[::-1]))
    assert len(there.overlaps(new)) == 10
    assert there.overlaps(new) == back.overlaps(new)


def test_numbers_of_what_was_removed_are_used_again_rightly():
    live = LiveOperations(rules=RULES)
    long = way((KARACHI, 0), (aside(KARACHI, north_m=300_000), 120))
    for turn in range(3):
        live.add(plan(long, agency="ASF", reference=f"R-{turn}"))
        live.add(plan(Point(KARACHI), agency="FIA", reference=f"R-{turn}"))
        live.remove(plan(long, agency="ASF", reference=f"R-{turn}").key)
    assert [one.right.agency for one in live.overlaps(plan(Point(KARACHI)))] == ["FIA"] * 3


def test_what_is_over_is_retired_once_its_padding_is_over(live):
    key = plan(Point(KARACHI), agency="ASF").key
    assert live.retire(now=at(239)) == ()
    assert live.retire(now=at(240)) == (key,)
    assert key not in live


def test_a_live_operation_is_not_added_twice(live):
    with pytest.raises(InvalidValueError, match="replace it"):
        live.add(plan(Point(KARACHI), agency="ASF"))


def test_what_is_not_live_is_not_removed(live):
    with pytest.raises(InvalidValueError, match="not live"):
        live.remove(plan(Point(KARACHI)).key)
