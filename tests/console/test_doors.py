"""Signing in and one's own keys: what is open, what is locked, and what leaves a receipt."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from markaz.store import audit
from markaz.store.models import AuditRow

RIGHT, NEW = "a long enough sentence", "quite another sentence"


@pytest.fixture
def person(analyst, pages_home):
    cache.clear()  # the sign-in library counts attempts there
    analyst.set_password(RIGHT)
    analyst.save()
    return analyst


@pytest.fixture
def signed_in(person) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": person.username, "password": RIGHT})
    return client


def attempt(client: Client, password: str):
    return client.post(reverse("account_login"), {"login": "analyst", "password": password})


def change_password(client: Client):
    asked = {"oldpassword": RIGHT, "password1": NEW, "password2": NEW}
    return client.post(reverse("account_change_password"), asked)


def test_who_knows_the_password_is_let_in(person):
    answer = attempt(Client(), RIGHT)
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_five_wrong_passwords_lock_even_the_right_one_out(person):
    client = Client()
    for _ in range(django_settings.AXES_FAILURE_LIMIT):
        last = attempt(client, "a wrong sentence")
    assert last.status_code == 429
    assert attempt(client, RIGHT).status_code == 429
    assert client.get("/").status_code == 302


def test_a_second_factor_cannot_be_guessed_for_ever(person):
    Authenticator.objects.create(user=person, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    client = Client()
    attempt(client, RIGHT)
    forms = [
        client.post(reverse("mfa_authenticate"), {"code": "000000"}).context["form"]
        for _ in range(6)
    ]
    said = [form.errors["code"].as_text() for form in forms]
    assert said[0] != said[-1]
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    "address",
    ["signup/", "email/", "password/reset/", "password/set/", "confirm-email/", "social/"],
)
def test_no_other_door_of_the_sign_in_library_exists(address, signed_in):
    assert signed_in.get(f"/accounts/{address}").status_code == 404


def test_the_form_for_a_new_password_offers_no_mail(signed_in):
    assert "reset" not in signed_in.get(reverse("account_change_password")).content.decode()


def test_a_changed_password_leaves_its_receipt(signed_in, person):
    change_password(signed_in)
    person.refresh_from_db()
    assert person.check_password(NEW)
    row = AuditRow.objects.get(event="own keys changed")
    assert (row.by, row.details) == (person.username, {"changed": "password"})


def test_no_password_is_changed_without_its_receipt(signed_in, person, monkeypatch):
    def broken(*_args, **_kwargs):
        raise OSError("the log cannot be written")

    monkeypatch.setattr(audit, "log", broken)
    with pytest.raises(OSError, match="log"):
        change_password(signed_in)
    person.refresh_from_db()
    assert person.check_password(RIGHT)


def test_taking_the_second_factor_off_leaves_its_receipt(signed_in, person):
    Authenticator.objects.create(user=person, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    signed_in.post(reverse("account_reauthenticate"), {"password": RIGHT})
    signed_in.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert AuditRow.objects.get(event="own keys changed").details == {"changed": "second factor"}


def test_looking_at_the_form_leaves_none(signed_in):
    signed_in.get(reverse("account_change_password"))
    assert not AuditRow.objects.filter(event="own keys changed").exists()
