"""Requests for information, out and in: served with evidence, answered with a grade, overdue."""

from dataclasses import replace
from datetime import timedelta

import pytest

from markaz.actions.exchange.talking import requesting
from markaz.actions.exchange.talking.requesting import Asked, Step
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.exchange.releasing import requests
from markaz.store.models import AuditRow, RequestAct


@pytest.fixture
def asked(partner, now) -> Asked:
    return Asked(
        direction="out",
        partner="north",
        question="Who owns the vessel ZZ-1?",
        purpose="a joint case on the sea route",
        legal_basis="memorandum of 2024, article 5",
        due_at=now + timedelta(days=10),
        reference="NCC/12/2026",
    )


@pytest.fixture
def request_(asked, operator, now):
    return requesting.enter(asked, by=operator, now=now)


@pytest.fixture
def move(request_, operator, now):
    """Move the request on, with a step of which some is said."""

    def on(kind: str, **said):
        step = Step(kind, **{"at": now, **said})
        return requesting.move_on(request_.name, step, by=operator, now=now)

    return on


def test_a_request_is_served_answered_in_parts_and_ends(request_, move, now):
    move("served", evidence="letter 12, by courier")
    move("part answer", words="It is registered abroad.", grade="b2")
    assert requests.open_ones().get() == request_
    move("answer", words="A company of one.", grade="C3")
    row = requests.named(request_.name)
    assert row.ended_at == now
    assert [one.kind for one in row.acts.all()] == ["served", "part answer", "answer"]
    assert [one.source_reliability + one.information_credibility for one in row.acts.all()] == [
        "",
        "B2",
        "C3",
    ]
    assert AuditRow.objects.filter(event="request moved on").count() == 3


def test_what_is_ended_moves_no_more(move):
    move("refused", words="no legal basis there")
    with pytest.raises(InvalidValueError, match="ended"):
        move("answer", words="late", grade="A1")


@pytest.mark.parametrize(
    ("kind", "said", "sentence"),
    [
        ("served", {}, "proved"),
        ("answer", {"words": "yes"}, "Grade"),
        ("answer", {"words": "yes", "grade": "G1"}, "Grade"),
        ("answer", {"words": "yes", "grade": "A7"}, "Grade"),
        ("part answer", {"words": " ", "grade": "A1"}, "Write what"),
        ("postponed", {"words": "more time"}, "later moment"),
        ("lost", {}, "one of"),
    ],
)
def test_a_step_without_what_it_must_have_is_refused(move, kind, said, sentence):
    with pytest.raises(InvalidValueError, match=sentence):
        move(kind, **said)
    assert not RequestAct.objects.exists()


def test_what_is_to_come_is_not_written_down_as_done(move, now):
    with pytest.raises(InvalidValueError, match="yet to come"):
        move("served", evidence="letter 12", at=now + timedelta(minutes=1))


def test_a_request_past_its_moment_is_overdue_until_postponed(request_, move, now):
    late = now + timedelta(days=11)
    assert list(requests.overdue(now)) == []
    assert list(requests.overdue(late)) == [request_]
    move("postponed", words="more time", due_at=now + timedelta(days=20))
    assert list(requests.overdue(late)) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"direction": "sideways"}, "who asks"),
        ({"partner": "south"}, "No partner"),
        ({"question": ""}, "what is asked"),
        ({"purpose": ""}, "purpose"),
        ({"legal_basis": ""}, "law"),
        ({"marking": "ORANGE"}, "marking"),
    ],
)
def test_a_request_that_lacks_something_is_refused(asked, operator, now, changes, sentence):
    with pytest.raises(InvalidValueError, match=sentence):
        requesting.enter(replace(asked, **changes), by=operator, now=now)


def test_a_request_that_would_be_overdue_at_once_is_refused(asked, operator, now):
    with pytest.raises(InvalidValueError, match="overdue"):
        requesting.enter(replace(asked, due_at=now), by=operator, now=now)


def test_an_agency_asks_no_partner(asked, anf_liaison, now):
    with pytest.raises(NotPermittedError):
        requesting.enter(asked, by=anf_liaison, now=now)
