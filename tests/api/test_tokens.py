"""A program signs in by a token, and by nothing else."""

from datetime import timedelta

import pytest

from markaz.accounts import tokens
from markaz.accounts.models import ApiToken
from markaz.actions import accounts
from markaz.api import urls
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.models import AuditRow

pytestmark = pytest.mark.django_db
ADDRESS = "/api/batches/1"


def test_a_token_is_kept_as_its_hash_only(operator, anf_liaison, now):
    token = accounts.make_token("anf", name="case system", days=90, by=operator, now=now)
    kept = ApiToken.objects.get()
    assert token not in str(vars(kept))
    assert kept.sha256 == tokens.digest(token)
    assert tokens.holder(token, now=now) == anf_liaison


def test_whose_token_it_is_costs_one_query(operator, anf_liaison, now, django_assert_num_queries):
    token = accounts.make_token("anf", name="case system", days=90, by=operator, now=now)
    with django_assert_num_queries(1):
        assert tokens.holder(token, now=now).viewer.agencies
    with django_assert_num_queries(1):
        assert tokens.holder("markaz_other", now=now) is None


def test_a_token_opens_nothing_once_it_is_over_or_revoked_or_its_person_gone(
    operator, anf_liaison, now
):
    token = accounts.make_token("anf", name="case system", days=90, by=operator, now=now)
    assert tokens.holder(token, now=now + timedelta(days=90)) is None
    anf_liaison.is_active = False
    anf_liaison.save()
    assert tokens.holder(token, now=now) is None
    anf_liaison.is_active = True
    anf_liaison.save()
    accounts.revoke_token("anf", name="case system", by=operator, now=now)
    assert tokens.holder(token, now=now) is None


def test_making_and_revoking_stand_in_the_log_without_the_token(operator, anf_liaison, now):
    token = accounts.make_token("anf", name="case system", days=90, by=operator, now=now)
    accounts.revoke_token("anf", name="case system", by=operator, now=now)
    rows = list(AuditRow.objects.order_by("id"))
    assert [row.event for row in rows] == ["token made", "token revoked"]
    assert all(row.subject == "anf" and row.details["name"] == "case system" for row in rows)
    assert token not in str([row.details for row in rows])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"username": "nobody"}, "nobody"),
        ({"username": "operator"}, "command line"),
        ({"days": 0}, "366"),
        ({"days": 367}, "366"),
        ({"name": " "}, "Name the program"),
        ({"name": "old"}, "already"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(operator, anf_liaison, now, change, words):
    accounts.make_token("anf", name="old", days=1, by=operator, now=now)
    asked = {"username": "anf", "name": "new", "days": 90, **change}
    with pytest.raises(InvalidValueError, match=words):
        accounts.make_token(asked.pop("username"), **asked, by=operator, now=now)


def test_an_analyst_makes_and_revokes_no_token(analyst, anf_liaison, now):
    with pytest.raises(NotPermittedError):
        accounts.make_token("anf", name="x", days=1, by=analyst, now=now)
    with pytest.raises(NotPermittedError):
        accounts.revoke_token("anf", name="x", by=analyst, now=now)
    with pytest.raises(NotPermittedError):
        accounts.standing_tokens(by=analyst)


def test_a_revoked_name_can_be_given_again(operator, anf_liaison, now):
    for _ in range(2):
        accounts.make_token("anf", name="case system", days=1, by=operator, now=now)
        accounts.revoke_token("anf", name="case system", by=operator, now=now)
    with pytest.raises(InvalidValueError, match="no token"):
        accounts.revoke_token("anf", name="case system", by=operator, now=now)


ADDRESSES = [
    "/api/reports", "/api/batches/1", "/api/scans", "/api/fields",
    "/api/fields/x/photographs", "/api/crop-status", "/api/check",
]  # fmt: skip


def test_every_address_is_tried_without_a_token():
    assert len(ADDRESSES) == len([one for one in urls.urlpatterns if one.name])


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_token_nothing_is_answered(program, address, method):
    answer = getattr(program(None), method)(address)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert "Authorization: Bearer" in answer.json()["error"]
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"


def test_a_session_of_the_console_opens_nothing_here(client, program, analyst):
    client.force_login(analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(ADDRESS).status_code == 401


def test_wrong_tokens_are_counted_and_then_refused_at_once(program, anf_liaison):
    right = program(anf_liaison)
    answers = [program(None, token="markaz_wrong").get(ADDRESS) for _ in range(12)]
    assert [one.status_code for one in answers] == [401] * 10 + [429] * 2
    assert answers[-1]["Retry-After"] == "300"
    # Whoever guesses beside an agency does not lock it out.
    assert right.get(ADDRESS).status_code == 404


def test_another_method_and_another_address_are_answered_in_json(program, anf_liaison):
    calls = program(anf_liaison)
    wrong = calls.get("/api/reports")
    assert (wrong.status_code, wrong["Allow"]) == (405, "POST")
    nowhere = calls.get("/api/nowhere/at/all")
    assert nowhere.status_code == 404
    assert "docs/api.md" in nowhere.json()["error"]


def test_a_fault_of_the_program_is_answered_in_json(program, anf_liaison, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("markaz.api.reports.receive_file", broken)
    answer = program(anf_liaison).post("/api/reports?source=markaz-standard", b"x")
    assert answer.status_code == 500
    assert "fault" in answer.json()["error"]
