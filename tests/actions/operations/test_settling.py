"""A conflict goes from nobody's to closed, and every step stays."""

from datetime import timedelta

import pytest

from markaz.actions.operations import clock, looking, planning, settling
from markaz.actions.operations.desk import shift, tasking
from markaz.actions.operations.desk.tasking import Order
from markaz.records.errors import (
    ConflictOwnedError,
    InvalidValueError,
    NoConsentError,
    NotOwnerError,
    NotPermittedError,
    OutcomeMissingError,
)
from markaz.store import setup
from markaz.store.models import AuditRow, ConflictAct, ConflictRow, HandoverRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def name(clash) -> str:
    return clash.clashes[0].name


@pytest.fixture
def later(now):
    return now + timedelta(minutes=2)


def test_unowned_for_five_minutes_the_next_desk_is_called_and_then_the_duty_head(name, now):
    def rungs(minutes):
        clock.call_due(by=setup.operator(), now=now + timedelta(minutes=1 + minutes))
        return list(ConflictAct.objects.filter(act="called").values_list("rung", flat=True))

    assert rungs(4.9) == ["watch_desk"]
    assert rungs(5) == ["watch_desk", "next_desk"]
    assert rungs(5) == ["watch_desk", "next_desk"]
    assert rungs(10) == ["watch_desk", "next_desk", "duty_head"]
    assert rungs(100) == ["watch_desk", "next_desk", "duty_head"]
    assert AuditRow.objects.filter(event="next desk called").count() == 2


def test_asked_late_the_clock_calls_each_rung_at_the_moment_it_was_due(name, now):
    clock.call_due(by=setup.operator(), now=now + timedelta(hours=3))
    due = list(ConflictAct.objects.filter(act="called").values_list("at", flat=True))
    assert [(at - now).total_seconds() / 60 for at in due] == [1, 6, 11]


def test_once_it_is_owned_nobody_more_is_called(name, watcher, now, later):
    settling.take(name, by=watcher, now=later)
    assert clock.call_due(by=setup.operator(), now=now + timedelta(hours=3)) == 0


def test_what_was_due_before_it_was_taken_is_kept(name, watcher, now):
    settling.take(name, by=watcher, now=now + timedelta(minutes=7))
    acts = list(ConflictAct.objects.order_by("id").values_list("act", "rung"))
    assert acts == [("called", "watch_desk"), ("called", "next_desk"), ("taken", "")]


def test_only_one_person_owns_it(name, watcher, next_watcher, later):
    settling.take(name, by=watcher, now=later)
    with pytest.raises(ConflictOwnedError):
        settling.take(name, by=next_watcher, now=later)
    with pytest.raises(NotOwnerError):
        settling.close(name, by=next_watcher, now=later)


def test_details_are_shown_when_both_have_consented_and_not_before(
    name, anf_liaison, customs_liaison, later
):
    settling.consent(name, side="", by=customs_liaison, now=later)
    (ours,) = looking.open_conflict(name, by=customs_liaison, now=later).sides
    assert (ours.consented, ours.both, ours.notice.details) == (True, False, None)
    settling.consent(name, side="", by=anf_liaison, now=later)
    (ours,) = looking.open_conflict(name, by=customs_liaison, now=later).sides
    assert ours.notice.details.target == "the godown behind the bypass"


def test_a_consent_is_taken_back_while_nobody_has_seen_anything(
    name, anf_liaison, customs_liaison, later
):
    settling.consent(name, side="", by=customs_liaison, now=later)
    settling.withdraw(name, side="", by=customs_liaison, now=later)
    settling.consent(name, side="", by=anf_liaison, now=later)
    (ours,) = looking.open_conflict(name, by=anf_liaison, now=later).sides
    assert ours.notice.details is None
    settling.consent(name, side="", by=customs_liaison, now=later)
    with pytest.raises(NoConsentError):
        settling.withdraw(name, side="", by=customs_liaison, now=later)


def test_it_closes_when_both_sides_have_said_what_came_of_it(
    name, watcher, anf_liaison, customs_liaison, later
):
    settling.take(name, by=watcher, now=later)
    said = {"ending": "moved in time", "remark": "an hour later"}
    settling.say_outcome(name, side="", **said, by=anf_liaison, now=later)
    with pytest.raises(OutcomeMissingError):
        settling.close(name, by=watcher, now=later)
    settling.say_outcome(name, side="", **said, by=customs_liaison, now=later)
    settling.close(name, by=watcher, now=later)
    assert ConflictRow.objects.get().closed_at == later
    assert looking.watch(by=watcher, now=later) == ()


def test_the_desk_consents_for_nobody_and_a_stranger_finds_nothing(name, watcher, later):
    from tests.actions.operations.conftest import person

    with pytest.raises(NotPermittedError):
        settling.consent(name, side="ANF", by=watcher, now=later)
    stranger = person("pcg", "PCG", "liaison")
    assert looking.open_conflict(name, by=stranger, now=later) is None
    for act in (settling.consent, settling.withdraw):
        with pytest.raises(InvalidValueError, match="no conflict") as known:
            act(name, side="", by=stranger, now=later)
        with pytest.raises(InvalidValueError, match="no conflict") as unknown:
            act("ZZZZZZZZ", side="", by=stranger, now=later)
        assert str(known.value).replace(name, "") == str(unknown.value).replace("ZZZZZZZZ", "")


def test_the_side_of_a_silent_operation_is_spoken_for_by_the_desk(
    home, plan, anf_liaison, customs_liaison, now
):
    planning.enter(plan(silent=True), by=anf_liaison, now=now)
    told = planning.enter(
        plan(agency="CUSTOMS", reference="C-1"), by=customs_liaison, now=now
    ).clashes[0]
    assert told.notice.agency == "NCC"


def test_the_next_shift_takes_over_what_is_open_and_owned(
    name, watcher, next_watcher, anf_liaison, now, later
):
    settling.take(name, by=watcher, now=later)
    order = Order(kind="request", what="whose plate?", to_agency="ANF",
                  due_at=now + timedelta(hours=1))  # fmt: skip
    tasking.give(order, by=watcher, now=later)
    shift.hand_over(to="watch.two", remark="quiet night", by=watcher, now=later)
    note = HandoverRow.objects.get()
    assert {item["kind"] for item in note.open_items} == {"conflict", "request"}
    (file,) = looking.watch(by=next_watcher, now=later)
    assert file.conflict.owner == "watch.two"


def test_a_task_is_acknowledged_and_answered_by_whom_it_was_given_to(
    home, watcher, anf_liaison, customs_liaison, now
):
    order = Order(kind="task", what="ring the port", to_agency="ANF",
                  due_at=now + timedelta(hours=1))  # fmt: skip
    name = tasking.give(order, by=watcher, now=now).name
    with pytest.raises(InvalidValueError, match="no task"):
        tasking.acknowledge(name, by=customs_liaison, now=now)
    assert tasking.acknowledge(name, by=anf_liaison, now=now).owner == "anf"
    assert tasking.finish(name, answer="rung", by=anf_liaison, now=now).done_by == "anf"
    with pytest.raises(InvalidValueError, match="done already"):
        tasking.finish(name, answer="again", by=anf_liaison, now=now)
