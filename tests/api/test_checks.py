"""Asking by API: the same answer, rights, log and limit as at the page, and no word more."""

import json
from functools import cache
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.actions.subjects.conftest import NAME, PHONE
from tests.actions.subjects.test_leaks import AGENCIES, ROLES, SECRETS, expected

from markaz.accounts.models import User
from markaz.governance.marking import Marking
from markaz.store.models import AuditRow, CheckRow

pytestmark = pytest.mark.django_db
ADDRESS = "/api/check"
PURPOSE = "case 12 of 2026"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def body(**said: object) -> bytes:
    return json.dumps({"purpose": PURPOSE, **said}).encode()


@pytest.fixture
def asks(program):
    """Ask as somebody, by program."""

    called = cache(program)

    def of(user: User, **said: object):
        return called(user).post(ADDRESS, body(**said), "application/json")

    return of


def test_the_answer_is_the_one_of_the_command(listed, ask, asks, anf_liaison):
    listed()
    answer = asks(anf_liaison, name=NAME, father="Khalid Bilal", born="1980")
    assert answer.status_code == 200
    assert answer.json() == ask(anf_liaison).as_dict()
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "said",
    [{"phone": PHONE}, {"name": NAME, "born": "1980"}, {"place": "godown 7 hub road"}],
)
def test_every_field_asks(said, listed, asks, anf_liaison):
    listed(address="Godown 7, Hub Road, Karachi")
    assert asks(anf_liaison, **said).json()["answer"] == "known"


@pytest.fixture
def answered(asks, client):
    """What somebody is answered by program, and at the page."""

    def both(by: User):
        answer = asks(by, phone=PHONE)
        client.force_login(by, backend=BACKEND)
        return answer, client.post(reverse("console:check"), {"asked": PHONE, "purpose": PURPOSE})

    return both


@pytest.mark.parametrize(("role", "agency", "marking"), list(product(ROLES, AGENCIES, Marking)))
def test_a_program_learns_no_more_than_the_page_tells(role, agency, marking, listed, answered):
    listed(marking=marking)
    answer, page = answered(User.objects.create(username="asker", agency=agency, role=role))
    how = "refused" if answer.status_code == 403 else _how(answer.json())
    assert (how, page.status_code) == (expected(role, agency, marking), answer.status_code)
    if how != "entry":
        told = answer.content.decode() + page.content.decode().replace(PHONE, "")
        assert [secret for secret in SECRETS if secret in told] == []
        assert "ANF" not in answer.content.decode() or how == "pointer"


def _how(told: dict[str, object]) -> str:
    if told["entries"]:
        return "entry"
    return "pointer" if told["pointers"] else "nothing"


@pytest.mark.parametrize("marking", [Marking.AMBER_STRICT, Marking.RED])
def test_a_hidden_entry_and_none_are_the_same_bytes(marking, listed, asks, customs_liaison):
    nothing = asks(customs_liaison, phone=PHONE)
    listed(marking=marking)
    hidden = asks(customs_liaison, phone=PHONE)
    assert hidden.content == nothing.content
    assert hidden.headers == nothing.headers


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"", "JSON"),
        (b"\xff", "JSON"),
        (b"[" * 9000, "JSON"),
        (b"[]", "one JSON object"),
        (b'{"phone": "1", "phone": "2"}', "twice"),
        (b"x" * 16_385, "16384 bytes"),
        (b'{"telephone": "0300 1234567"}', "no field 'telephone'"),
        (b'{"phone": ["0300 1234567"]}', "phone as text"),
        (b'{"phone": "0300 1234567"}', "purpose"),
        (b'{"purpose": "case 12 of 2026"}', "Ask for something"),
        (b'{"phone": "12", "purpose": "case 12 of 2026"}', "no phone"),
        (b'{"name": "Zubair", "born": "80", "purpose": "case 12"}', "no date of birth"),
        (b'{"name": "Zubair", "silent": "yes", "purpose": "case 12"}', "true or false"),
    ],
)
def test_what_is_no_question_is_refused_in_one_sentence(sent, words, program, anf_liaison):
    answer = program(anf_liaison).post(ADDRESS, sent, "application/json")
    assert (answer.status_code, set(answer.json())) == (400, {"error"})
    assert words in answer.json()["error"]
    assert not CheckRow.objects.exists()


def test_who_may_not_ask_silently_is_refused(asks, anf_liaison):
    answer = asks(anf_liaison, phone=PHONE, silent=True)
    assert answer.status_code == 403
    assert not CheckRow.objects.exists()


def test_beyond_the_hours_limit_it_is_429_and_in_the_log(asks, anf_liaison, settings):
    settings.MARKAZ_CHECKS_PER_HOUR = 1
    assert asks(anf_liaison, phone=PHONE).status_code == 200
    over = asks(anf_liaison, phone=PHONE)
    assert (over.status_code, set(over.json())) == (429, {"error"})
    assert AuditRow.objects.filter(event="check refused").count() == 1


def test_a_check_costs_twelve_statements_whatever_it_finds(listed, program, anf_liaison):
    listed()
    calls = program(anf_liaison)
    with CaptureQueriesContext(connection) as asked:
        assert calls.post(ADDRESS, body(phone=PHONE), "application/json").status_code == 200
    locks = 2 * (connection.vendor == "postgresql")
    assert len(asked) <= 12 + locks


def test_no_address_and_no_log_holds_what_was_asked(asks, anf_liaison, caplog):
    asks(anf_liaison, phone=PHONE)
    assert "1234567" not in caplog.text
    assert Client().get(f"{ADDRESS}?phone=03001234567").status_code == 401
