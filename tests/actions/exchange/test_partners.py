"""Partners are kept by the administrator, with keys that end."""

from datetime import timedelta

import pytest

from markaz.actions.exchange import offering, partners
from markaz.actions.exchange.partners import About
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.exchange import collections
from markaz.store.exchange import partners as kept
from markaz.store.models import AuditRow, Feed, Partner, PartnerToken

HTTPS = "https://partner.example/api/collections/1/"


def test_a_partner_has_titles_country_and_contact(partner):
    stored = Partner.objects.get(name="north")
    assert (stored.title_ur, stored.country, stored.active) == ("شمالی رابطہ", "TR", True)
    assert AuditRow.objects.get().event == "partner added"


@pytest.mark.parametrize("role", ["analyst", "liaison", "auditor", "head", "watch"])
def test_nobody_else_keeps_partners(partner, administrator, now, role):
    administrator.role = role
    by = {"by": administrator, "now": now}
    for act in (
        lambda: partners.add_partner("x1", about=About("X"), **by),
        lambda: partners.make_token("north", token="t", days=1, **by),
        lambda: partners.trust_certificate("north", "0" * 64, called="c", days=1, **by),
        lambda: partners.revoke_key("north", key="t", **by),
        lambda: partners.keep_feed("north", url=HTTPS, user="", secret_file="", **by),
        lambda: partners.standing(by=administrator),
        lambda: offering.open_collection("a1", partner="north", purpose="p", **by),
    ):
        with pytest.raises(NotPermittedError):
            act()
    assert (Partner.objects.count(), PartnerToken.objects.count(), Feed.objects.count()) == (
        1,
        0,
        0,
    )


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("North", About("N")),
        ("", About("N")),
        ("a" * 65, About("N")),
        ("x", About(" ")),
        ("x", About("N" * 161)),
        ("x", About("N", country="Turkey")),
        ("x", About("N", contact="c" * 161)),
        ("north", About("N")),
    ],
)
def test_a_partner_that_cannot_be_kept_is_refused(partner, administrator, now, name, about):
    with pytest.raises(InvalidValueError):
        partners.add_partner(name, about=about, by=administrator, now=now)
    assert Partner.objects.count() == 1


def test_a_token_stands_until_its_end_or_its_revocation(partner, administrator, now):
    by = {"by": administrator, "now": now}
    secret = partners.make_token("north", token="polling", days=2, **by)
    holder = kept.by_token(secret, now=now + timedelta(days=1))
    assert (holder.partner, holder.token) == (partner, "polling")
    assert kept.by_token(secret, now=now + timedelta(days=2)) is None
    with pytest.raises(InvalidValueError):
        partners.make_token("north", token="polling", days=2, **by)
    partners.revoke_key("north", key="polling", **by)
    assert kept.by_token(secret, now=now) is None
    with pytest.raises(InvalidValueError):
        partners.revoke_key("north", key="polling", **by)
    assert partners.make_token("north", token="polling", days=2, **by) != secret


@pytest.mark.parametrize(("token", "days"), [("t", 0), ("t", 367), (" ", 1), ("t" * 65, 1)])
def test_a_key_has_a_name_and_an_end(partner, administrator, now, token, days):
    with pytest.raises(InvalidValueError):
        partners.make_token("north", token=token, days=days, by=administrator, now=now)


def test_a_certificate_is_one_partners(partner, administrator, now):
    by = {"by": administrator, "now": now}
    partners.add_partner("south", about=About("S"), **by)
    partners.trust_certificate("north", "AB:" * 31 + "AB", called="c", days=1, **by)
    assert kept.by_certificate("ab" * 32, now=now).partner == partner
    assert kept.by_token("ab" * 32, now=now) is None
    for name, fingerprint in (("south", "ab" * 32), ("south", "ab"), ("nobody", "cd" * 32)):
        with pytest.raises(InvalidValueError):
            partners.trust_certificate(name, fingerprint, called="d", days=1, **by)


@pytest.mark.parametrize(
    "url",
    ["", "partner.example", "ftp://partner.example/", "http://partner.example/collections/1/",
     "https://user@partner.example/", "https://partner.example/?next=1", "https://x/" + "a" * 600],
)  # fmt: skip
def test_an_address_that_would_carry_the_secret_in_the_clear_is_refused(
    partner, administrator, now, url
):
    with pytest.raises(InvalidValueError):
        partners.keep_feed("north", url=url, user="", secret_file="", by=administrator, now=now)


def test_a_feed_keeps_where_the_secret_stands_and_not_the_secret(
    partner, administrator, now, tmp_path
):
    by = {"by": administrator, "now": now}
    secret = tmp_path / "secret"
    with pytest.raises(InvalidValueError):
        partners.keep_feed("north", url=HTTPS, user="u", secret_file=str(secret), **by)
    secret.write_text("s3cret")
    feed = partners.keep_feed(
        "north", url=HTTPS.rstrip("/"), user="u", secret_file=str(secret), **by
    )
    assert feed.url == HTTPS
    assert "s3cret" not in str(Feed.objects.values())
    with pytest.raises(InvalidValueError):
        partners.keep_feed("north", url=HTTPS, user="u", secret_file="", **by)


def test_a_collection_is_opened_for_a_purpose_and_closed_again(partner, administrator, now):
    by = {"partner": "north", "by": administrator, "now": now}
    uuid = offering.open_collection("alerts", purpose=" joint  work ", **by)
    one = collections.one(partner, root="partners", key=str(uuid))
    assert (one.may_read, one.may_write, one.purpose) == (True, False, "joint work")
    closed = offering.open_collection("alerts", purpose="over", may_read=False, **by)
    assert closed == uuid
    assert collections.one(partner, root="partners", key=str(uuid)) is None
    for alias, purpose in (("alerts", " "), ("Al erts", "p"), ("alerts", "p" * 301)):
        with pytest.raises(InvalidValueError):
            offering.open_collection(alias, purpose=purpose, **by)
