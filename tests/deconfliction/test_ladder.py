"""Who is called, who answers, and when a conflict may close."""

from datetime import timedelta

import pytest
from tests.deconfliction.plans import KARACHI, NOON, RULES, plan

from markaz.deconfliction import ladder
from markaz.deconfliction.meeting import overlap
from markaz.records import errors
from markaz.records.operations.conflict import Ending, Outcome
from markaz.records.operations.operation import OperationKey
from markaz.records.operations.shape import Point

LEFT, RIGHT = OperationKey("ANF", "R-1"), OperationKey("ASF", "R-1")


def after(minutes):
    return NOON + timedelta(minutes=minutes)


@pytest.fixture
def conflict():
    found = overlap(plan(Point(KARACHI)), plan(Point(KARACHI), agency="ASF"), rules=RULES)
    return ladder.opened(found.left, found.right, rules=RULES, now=NOON)


def outcome(side):
    return Outcome(side, Ending.MOVED_IN_TIME, by="liaison", at=after(20))


def test_a_new_conflict_waits_at_the_watch_desk(conflict):
    assert (conflict.rung, conflict.owner) == ("watch_desk", "")
    assert ladder.due(conflict, rules=RULES) == after(5)


@pytest.mark.parametrize(
    ("minutes", "rung"),
    [(4.99, "watch_desk"), (5, "next_desk"), (9.99, "next_desk"), (10, "duty_head")],
)
def test_an_unowned_conflict_climbs_when_it_is_due(conflict, minutes, rung):
    assert ladder.called(conflict, rules=RULES, now=after(minutes)).rung == rung


def test_a_late_look_gives_the_steps_that_punctual_looks_give(conflict):
    late = ladder.called(conflict, rules=RULES, now=after(600))
    punctual = conflict
    for minute in range(12):
        punctual = ladder.called(punctual, rules=RULES, now=after(minute))
    assert late == punctual
    assert [step.at for step in late.steps] == [after(0), after(5), after(10)]


def test_nothing_is_due_after_the_last_rung(conflict):
    assert ladder.due(ladder.called(conflict, rules=RULES, now=after(11)), rules=RULES) is None


def test_an_owned_conflict_does_not_climb(conflict):
    owned = ladder.taken(conflict, by="desk 1", now=after(1))
    assert ladder.called(owned, rules=RULES, now=after(60)) == owned


def test_a_conflict_has_one_owner_at_a_time(conflict):
    owned = ladder.taken(conflict, by="desk 1", now=after(1))
    with pytest.raises(errors.ConflictOwnedError):
        ladder.taken(owned, by="desk 2", now=after(2))


def test_its_owner_hands_it_over_at_the_change_of_shift(conflict):
    owned = ladder.taken(conflict, by="desk 1", now=after(1))
    assert ladder.handed_over(owned, to="desk 2", by="desk 1", now=after(2)).owner == "desk 2"


def test_nobody_else_hands_it_over(conflict):
    with pytest.raises(errors.NotOwnerError):
        ladder.handed_over(conflict, to="desk 2", by="desk 1", now=after(2))


def test_it_closes_when_both_sides_have_given_an_outcome(conflict):
    owned = ladder.taken(conflict, by="desk 1", now=after(1))
    both = ladder.ended(ladder.ended(owned, outcome(LEFT)), outcome(RIGHT))
    done = ladder.closed(both, by="desk 1", now=after(30))
    assert (done.closed, done.closed_by) == (True, "desk 1")
    assert ladder.endings(done) == dict.fromkeys((LEFT, RIGHT), Ending.MOVED_IN_TIME)


def test_one_side_alone_does_not_close_it(conflict):
    owned = ladder.ended(ladder.taken(conflict, by="desk 1", now=after(1)), outcome(LEFT))
    with pytest.raises(errors.OutcomeMissingError):
        ladder.closed(owned, by="desk 1", now=after(30))


def test_only_its_owner_closes_it(conflict):
    both = ladder.ended(ladder.ended(conflict, outcome(LEFT)), outcome(RIGHT))
    with pytest.raises(errors.NotOwnerError):
        ladder.closed(both, by="desk 1", now=after(30))


def test_a_closed_conflict_stays_as_it_is(conflict):
    owned = ladder.taken(conflict, by="desk 1", now=after(1))
    both = ladder.ended(ladder.ended(owned, outcome(LEFT)), outcome(RIGHT))
    done = ladder.closed(both, by="desk 1", now=after(30))
    with pytest.raises(errors.ConflictClosedError):
        ladder.ended(done, outcome(LEFT))
    assert ladder.called(done, rules=RULES, now=after(600)) == done


def test_a_stranger_gives_no_outcome(conflict):
    with pytest.raises(errors.NotASideError):
        ladder.ended(conflict, outcome(OperationKey("FIA", "R-1")))


def test_consent_is_taken_back_while_the_other_side_has_not_given_it(conflict):
    once = ladder.consented(conflict, side=LEFT, by="a", now=after(1))
    assert ladder.withdrawn(once, side=LEFT) == conflict


def test_consent_is_not_taken_back_after_both_have_seen(conflict):
    once = ladder.consented(conflict, side=LEFT, by="a", now=after(1))
    twice = ladder.consented(once, side=RIGHT, by="b", now=after(2))
    with pytest.raises(errors.NoConsentError):
        ladder.withdrawn(twice, side=LEFT)


def test_a_side_consents_once(conflict):
    once = ladder.consented(conflict, side=LEFT, by="a", now=after(1))
    with pytest.raises(errors.AlreadyConsentedError):
        ladder.consented(once, side=LEFT, by="a", now=after(2))


@pytest.mark.parametrize("kind", errors.ConflictError.__subclasses__(), ids=lambda k: k.__name__)
def test_every_refusal_is_one_sentence(kind):
    assert str(kind()).endswith(".")
