"""Who comes in, what they accept, and how often they may ask."""

import hashlib
from base64 import b64encode
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client

from markaz.actions.exchange import partners
from markaz.store.models import Partner, PartnerToken

PEM = """-----BEGIN CERTIFICATE-----
TWFya2F6IGNlcnRpZmljYXRl
-----END CERTIFICATE-----
"""
FINGERPRINT = hashlib.sha256(b"Markaz certificate").hexdigest()


def basic(name: str, token: str) -> str:
    return "Basic " + b64encode(f"{name}:{token}".encode()).decode()


def ask(authorization: str = "", **headers: str):
    shown = {"authorization": authorization} if authorization else {}
    return Client().get("/taxii2/", headers={**shown, **headers})


def test_the_same_token_opens_as_basic_and_as_bearer(north):
    for shown in (basic("north", north.token), f"Bearer {north.token}", f"bearer  {north.token} "):
        assert ask(shown).status_code == 200


@pytest.mark.parametrize(
    "shown",
    ["", "Bearer", "Bearer x", "Basic", "Basic !", "Basic //8=", "Digest x", basic("north", "x"),
     basic("", ""), basic("south", "TOKEN"), basic("no:rth", "TOKEN")],
)  # fmt: skip
def test_whoever_shows_no_key_that_stands_is_asked_to_sign_in(north, south, shown):
    if shown == basic("south", "TOKEN"):
        shown = basic("south", north.token)  # another partner's token under one's own name
    answer = ask(shown)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Basic")
    told = answer.json()
    assert told["http_status"] == "401"
    assert {"title", "description", "error_id"} <= set(told)


def test_a_key_that_was_revoked_or_is_over_opens_nothing(north, operator, now):
    key = PartnerToken.objects.get()
    key.expires_at = now - timedelta(minutes=1)
    key.save()
    assert ask(f"Bearer {north.token}").status_code == 401
    key.expires_at = now + timedelta(days=1)
    key.save()
    assert ask(f"Bearer {north.token}").status_code == 200
    partners.revoke_key("north", key="test", by=operator, now=now)
    assert ask(f"Bearer {north.token}").status_code == 401


def test_a_partner_that_is_one_no_more_comes_in_no_more(north):
    Partner.objects.update(active=False)
    assert ask(f"Bearer {north.token}").status_code == 401


def test_only_the_hash_of_a_token_is_kept(north):
    row = PartnerToken.objects.get()
    assert north.token not in str(row.__dict__)
    assert row.sha256 == hashlib.sha256(north.token.encode()).hexdigest()


@pytest.mark.parametrize("written", [FINGERPRINT, FINGERPRINT.upper(), quote(PEM)])
def test_a_certificate_is_believed_from_the_trusted_proxy_alone(
    north, operator, now, settings, written
):
    partners.trust_certificate("north", FINGERPRINT, called="c", days=366, by=operator, now=now)
    assert ask(x_client_certificate=written).status_code == 401
    settings.MARKAZ_TAXII_PROXIES = ["192.0.2.7"]
    assert ask(x_client_certificate=written).status_code == 401
    settings.MARKAZ_TAXII_PROXIES = ["127.0.0.1"]
    assert ask(x_client_certificate=written).status_code == 200
    assert ask(x_client_certificate="0" * 64).status_code == 401
    assert ask(x_client_certificate="-----BEGIN CERTIFICATE-----").status_code == 401


def test_token_and_certificate_must_be_one_partners(north, south, operator, now, settings):
    settings.MARKAZ_TAXII_PROXIES = ["127.0.0.1"]
    partners.trust_certificate("north", FINGERPRINT, called="c", days=366, by=operator, now=now)
    both = {"x_client_certificate": FINGERPRINT}
    assert ask(f"Bearer {north.token}", **both).status_code == 200
    assert ask(f"Bearer {south.token}", **both).status_code == 401
    assert ask(f"Bearer {south.token}", x_client_certificate="1" * 64).status_code == 401


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/taxii+json;version=2.1", 200),
        ("application/taxii+json; version=2.1", 200),
        ("application/taxii+json", 200),
        ("text/html, application/taxii+json;version=2.1", 200),
        ("*/*", 200),
        ("application/taxii+json;version=2.0", 406),
        ("application/vnd.oasis.taxii+json", 406),
        ("application/json", 406),
        ("application/taxii+json;version=2.1;q=0", 406),
        ("nonsense", 406),
    ],
)
def test_a_program_is_answered_what_it_accepts_or_refused(north, accept, status):
    assert north.get("", accept=accept).status_code == status


def test_a_method_that_an_address_has_not_is_refused(north, offer):
    path = offer(north)
    answer = north.delete(f"{path}objects/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, POST"


def test_nothing_stands_elsewhere(north, offer):
    offer(north)
    for where in (
        "partners/nothing/",
        "a/b/c/d/",
        "partners/collections/%00/",
        "partners/status/1/",
    ):
        assert north.get(where).status_code == 404
    assert ask().status_code == 401


def test_a_partner_that_asks_too_often_waits(north, south, settings):
    settings.MARKAZ_TAXII_PER_MINUTE = 3
    assert [north.get("").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert north.get("")["Retry-After"] == "60"
    assert south.get("").status_code == 200


def test_whoever_tries_keys_out_waits_and_a_true_key_still_opens(north):
    tried = [ask(f"Bearer {number}").status_code for number in range(11)]
    assert tried == [401] * 10 + [429]
    assert north.get("").status_code == 200
