"""Neither side learns more than an agency and whom to ring before both have consented."""

from dataclasses import fields

import pytest
from hypothesis import given
from tests.deconfliction.plans import KARACHI, NOON, RULES, operations, plan

from markaz.deconfliction import ladder
from markaz.deconfliction.blind import Notice, notice
from markaz.records.errors import NotASideError
from markaz.records.operations.conflict import Conflict, Step
from markaz.records.operations.operation import OperationKey
from markaz.records.operations.shape import Point

OURS, THEIRS = plan(Point(KARACHI)), plan(Point(KARACHI), agency="ASF", contact="ASF duty room")
OPEN = Conflict(left=OURS.key, right=THEIRS.key, opened_at=NOON, steps=(Step("watch_desk", NOON),))


def told(to, *, conflict=OPEN, left=OURS, right=THEIRS):
    return notice(conflict, to=to, left=left, right=right, rules=RULES)


def consented(*sides):
    conflict = OPEN
    for side in sides:
        conflict = ladder.consented(conflict, side=side, by="liaison", now=NOON)
    return conflict


@given(operations(agency="ASF", origin=KARACHI))
def test_what_is_told_before_consent_does_not_depend_on_the_plan(planned):
    assert told(OURS.key, right=planned) == Notice("ASF", "duty officer, 021-1234")


def test_each_side_is_told_of_the_other():
    assert (told(OURS.key).agency, told(THEIRS.key).agency) == ("ASF", "ANF")


@pytest.mark.parametrize("side", [OURS.key, THEIRS.key])
@pytest.mark.parametrize("asker", [OURS.key, THEIRS.key])
def test_the_consent_of_one_side_opens_nothing_to_either(side, asker):
    assert told(asker, conflict=consented(side)).details is None


def test_the_consent_of_both_opens_the_plan_to_both():
    both = consented(OURS.key, THEIRS.key)
    for asker, other in ((OURS.key, THEIRS), (THEIRS.key, OURS)):
        details = told(asker, conflict=both).details
        known = {one.name: getattr(details, one.name) for one in fields(details)}
        assert known == {name: getattr(other, name) for name in known}


def test_of_a_silent_operation_not_even_the_agency_is_told():
    silent = plan(Point(KARACHI), agency="ASF", silent=True, contact="ASF duty room")
    assert told(OURS.key, right=silent) == Notice("NCC", "Watch desk of the centre")


def test_a_third_agency_is_told_nothing():
    with pytest.raises(NotASideError):
        told(OperationKey("FIA", "R-1"))


def test_operations_of_another_conflict_are_refused():
    with pytest.raises(NotASideError):
        told(OURS.key, right=plan(Point(KARACHI), agency="FIA"))
