"""Amending, allowing late, tasks, requests and the change of shift from a terminal."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from markaz.accounts.models import User
from markaz.actions.operations import planning, writing
from markaz.actions.operations.planning import Plan
from markaz.cli.app import app
from markaz.governance.audit import Event
from markaz.records.errors import (
    InvalidValueError,
    NoConsentError,
    NotOwnerError,
    NotPermittedError,
)
from markaz.records.operations.operation import Window
from markaz.records.operations.shape import Point, Position
from markaz.store.models import AuditRow, OperationRow, PartRow

pytestmark = pytest.mark.django_db
LATER = "2099-01-17 09:30"


def run(*words: str):
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def told(*words: str):
    return json.loads(run(*words, "--json").output)


@pytest.fixture
def planned(home, anf_liaison) -> OperationRow:
    """A raid of ANF's in half an hour: filed late."""
    begin = timezone.now() + timedelta(minutes=30)
    plan = Plan(
        agency="ANF",
        reference="A-1",
        title="Night Heron",
        unit="Karachi squad",
        contact="duty officer, 021 111",
        kind="raid",
        window=Window(begin, begin + timedelta(hours=3)),
        shape=Point(Position(24.9065, 67.1608)),
        target="the godown",
    )
    return planning.enter(plan, by=anf_liaison, now=timezone.now()).operation


def test_what_is_amended_changes_and_the_rest_stays(planned):
    answer = told("operation", "amend", "anf/A-1", "--title", "Day Heron")
    assert (answer["title"], answer["clear"], answer["late"]) == ("Day Heron", True, True)
    row = OperationRow.objects.get(reference="A-1", known_to=None)
    assert (row.unit, row.target, row.shape) == (planned.unit, planned.target, planned.shape)
    assert (row.filed_by, row.starts_at) == ("anf", planned.starts_at)


def test_an_operation_moved_in_time_and_place_is_filed_anew(planned):
    answer = told(
        "operation", "amend", "ANF/A-1", "--starts", LATER, "--ends", "2099-01-17 12:30",
        "--place", "31.5204, 74.3587",
    )  # fmt: skip
    assert (answer["late"], answer["clear"]) == (False, True)
    row = OperationRow.objects.get(reference="A-1", known_to=None)
    assert (row.filed_by, writing.clock(row.starts_at)) == ("operator", LATER)
    assert "31.5204" in row.shape


def test_a_late_operation_is_allowed_with_its_reason_and_written_down(planned):
    answer = told("operation", "allow-late", "ANF/A-1", "--reason", "the lorry leaves at dawn")
    assert (answer["allowed_by"], answer["reason"]) == ("operator", "the lorry leaves at dawn")
    row = AuditRow.objects.get(event=Event.LATE_FILING_ALLOWED.value)
    assert row.details == {"filed_by": "anf", "reason": "the lorry leaves at dawn"}
    assert told("operation", "start", "ANF/A-1")["state"] == "live"


def test_nobody_allows_what_they_telephoned_in_themselves(planned):
    soon = timezone.now() + timedelta(minutes=45)
    run("operation", "amend", "ANF/A-1", "--starts", writing.clock(soon))
    with pytest.raises(NotPermittedError, match="their own late filing"):
        run("operation", "allow-late", "ANF/A-1", "--reason", "now or never")


@pytest.mark.parametrize("verb", ["amend", "allow-late"])
def test_an_operation_that_is_not_there_is_refused_in_a_sentence(verb, planned):
    more = ("--reason", "x") if verb == "allow-late" else ("--title", "x")
    with pytest.raises(InvalidValueError, match="has no operation 'A-9'"):
        run("operation", verb, "ANF/A-9", *more)


@pytest.mark.parametrize(("verb", "kind"), [("add", "task"), ("ask", "request")])
def test_a_task_or_request_is_given_acknowledged_and_done(verb, kind, planned):
    given = told("task", verb, "whose lorry is it", "--to", "anf", "--due", LATER, "--about",
                 "ANF/A-1")  # fmt: skip
    assert (given["kind"], given["to"], given["state"]) == (kind, "ANF", "not acknowledged")
    assert "whose lorry" in run("task", "list").output
    taken = told("task", "acknowledge", given["task"])
    assert (taken["owner"], taken["state"]) == ("operator", "acknowledged")
    ended = told("task", "done", given["task"], "--answer", "a farmer's")
    assert (ended["state"], ended["answer"]) == ("done", "a farmer's")
    assert told("task", "list") == []
    assert [one["task"] for one in told("task", "list", "--done")] == [given["task"]]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", "x", "--to", "NOBODY", "--due", LATER), "Choose the agency"),
        (("add", "x", "--to", "ANF", "--due", "2020-01-17 09:30"), "in the past"),
        (("add", "x", "--to", "ANF", "--due", "soon"), "is no moment"),
        (("ask", "x", "--to", "ANF", "--due", LATER, "--about", "ANF/A-9"), "No such operation"),
        (("acknowledge", "NOBODY"), "no task 'NOBODY'"),
    ],
)
def test_a_task_that_does_not_hold_is_refused_in_a_sentence(words, sentence, planned):
    with pytest.raises(InvalidValueError, match=sentence):
        run("task", *words)


def test_the_desk_is_handed_over_with_what_is_open(planned):
    User.objects.create(username="watch.two", agency="NCC", role="watch")
    task = told("task", "add", "ring them", "--to", "ANF", "--due", LATER)["task"]
    names = {one["name"] for one in told("shift", "open")}
    assert names == {"ANF/A-1", task}
    note = told("shift", "hand-over", "watch.two", "--remark", "quiet")
    assert (note["to"], {one["name"] for one in note["open"]}) == ("watch.two", names)
    assert told("shift", "notes") == [note]
    assert "quiet" in run("shift", "notes").output
    with pytest.raises(InvalidValueError, match="Name the colleague"):
        run("shift", "hand-over", "nobody")


def test_an_agency_takes_part_and_does_so_no_longer(planned):
    given = told("part", "give", "ANF/A-1", "asf", "--role", "assist")
    assert (given["agency"], given["part"]) == ("ASF", "takes part (assist)")
    assert PartRow.objects.filter(agency="ASF", known_to=None).exists()
    run("part", "end", "ANF/A-1", "ASF")
    assert not PartRow.objects.filter(agency="ASF", known_to=None).exists()
    with pytest.raises(InvalidValueError, match="no part that could end"):
        run("part", "end", "ANF/A-1", "ASF")


def test_the_centre_says_yes_to_its_own_part(planned):
    run("part", "give", "ANF/A-1", "NCC", "--role", "joint")
    run("part", "acknowledge", "ANF/A-1")
    assert PartRow.objects.get(agency="NCC", known_to=None).acknowledged_by == "operator"


def test_a_conflict_is_handed_over_and_a_consent_taken_back(planned):
    User.objects.create(username="watch.two", agency="NCC", role="watch")
    start, end = (writing.clock(at) for at in (planned.starts_at, planned.ends_at))
    entered = told(
        "operation", "enter", "--agency", "CUSTOMS", "--title", "Quiet Harbour", "--kind", "raid",
        "--starts", start, "--ends", end, "--contact", "port desk", "--unit", "cell",
        "--place", "24.9085, 67.1608",
    )  # fmt: skip
    name = entered["conflicts"][0]["conflict"]
    run("overlap", "take", name)
    told("overlap", "consent", name, "--side", "ANF")
    told("overlap", "withdraw", name, "--side", "ANF")
    with pytest.raises(NoConsentError):
        run("overlap", "withdraw", name, "--side", "ANF")
    assert told("overlap", "hand-over", name, "--to", "watch.two")["owner"] == "watch.two"
    with pytest.raises(NotOwnerError):
        run("overlap", "hand-over", name, "--to", "watch.two")
