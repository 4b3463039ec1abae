"""Partners, the keys of their programs, and what of theirs is fetched."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.db import transaction

from markaz.accounts import tokens
from markaz.accounts.models import User
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit
from markaz.store.exchange import partners
from markaz.store.models import Feed, Partner, PartnerToken

# As a person's token: one that never ends is forgotten on a machine that nobody keeps.
LONGEST_DAYS = 366
_LONGEST_NAME, _LONGEST_TITLE, _LONGEST_URL = 64, 160, 512
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?", re.ASCII)
_COUNTRY = re.compile(r"(?:[A-Z]{2})?", re.ASCII)
_FINGERPRINT = re.compile(r"[0-9a-f]{64}", re.ASCII)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class About:
    """Who a partner is, in words; `country` is two letters of ISO 3166-1 or empty."""

    title_en: str
    title_ur: str = ""
    country: str = ""
    organisation: str = ""
    contact: str = ""


@transaction.atomic
def add_partner(name: str, *, about: About, by: User, now: datetime) -> Partner:
    """Take up a partner; nothing is open to it yet."""
    require(by.permissions, Permission.KEEP_PARTNERS)
    if not _NAME.fullmatch(name):
        raise InvalidValueError(
            "Name the partner in small letters, digits and hyphens, 64 at most: --title is free."
        )
    if not about.title_en.strip() or len(max(about.title_en, about.title_ur, key=len)) > (
        _LONGEST_TITLE
    ):
        raise InvalidValueError(
            "Give the partner a title of {most} letters or fewer.", most=_LONGEST_TITLE
        )
    if not _COUNTRY.fullmatch(about.country):
        raise InvalidValueError("Write the country in two capital letters, or leave it away.")
    if max(map(len, (about.organisation, about.contact))) > _LONGEST_TITLE:
        raise InvalidValueError(
            "Write organisation and contact in {most} letters or fewer.", most=_LONGEST_TITLE
        )
    if Partner.objects.filter(name=name).exists():
        raise InvalidValueError(
            "A partner {name!r} stands already: choose another name.", name=name
        )
    partner = Partner.objects.create(
        name=name,
        title_en=about.title_en.strip(),
        title_ur=about.title_ur.strip(),
        country=about.country,
        organisation=about.organisation.strip(),
        contact=about.contact.strip(),
        made_by=by.username,
        made_at=now,
    )
    audit.log(Event.PARTNER_ADDED, subject=name, by=by, now=now, details={"country": about.country})
    return partner


def make_token(name: str, *, token: str, days: int, by: User, now: datetime) -> str:
    """Make a secret by which a partner's program signs in; it is told this once."""
    secret = tokens.fresh()
    kind = PartnerToken.Kind.TOKEN
    _keep_key(name, tokens.digest(secret), kind=kind, called=token, days=days, by=by, now=now)
    return secret


def trust_certificate(
    name: str, fingerprint: str, *, called: str, days: int, by: User, now: datetime
) -> None:
    """Let the holder of a client certificate sign in; by its SHA-256 fingerprint in hex."""
    sha256 = fingerprint.replace(":", "").strip().lower()
    if not _FINGERPRINT.fullmatch(sha256):
        raise InvalidValueError("The SHA-256 fingerprint of a certificate has 64 hex digits.")
    kind = PartnerToken.Kind.CERTIFICATE
    _keep_key(name, sha256, kind=kind, called=called, days=days, by=by, now=now)


@transaction.atomic
def revoke_key(name: str, *, key: str, by: User, now: datetime) -> None:
    """Let a partner's token or certificate open nothing from this moment on."""
    require(by.permissions, Permission.KEEP_PARTNERS)
    standing = PartnerToken.objects.filter(partner__name=name, name=key, revoked_at=None)
    if not standing.update(revoked_at=now):
        raise InvalidValueError(
            "{name} has no key named {key!r} that stands: see markaz partner list.",
            name=name,
            key=key,
        )
    audit.log(Event.PARTNER_KEY_REVOKED, subject=name, by=by, now=now, details={"key": key})


@transaction.atomic
def keep_feed(name: str, *, url: str, user: str, secret_file: str, by: User, now: datetime) -> Feed:
    """Have a collection of a partner's server fetched from now on."""
    require(by.permissions, Permission.KEEP_PARTNERS)
    partner = named(name)
    address = _address(url)
    if secret_file and not Path(secret_file).is_file():
        raise InvalidValueError(
            "{path} is not there: write the partner's secret into it.", path=secret_file
        )
    if Feed.objects.filter(url=address).exists():
        raise InvalidValueError("This collection is fetched already: see markaz partner list.")
    where = str(Path(secret_file).resolve()) if secret_file else ""
    feed = Feed.objects.create(partner=partner, url=address, user=user, secret_file=where)
    audit.log(Event.FEED_KEPT, subject=name, by=by, now=now, details={"url": address})
    return feed


def standing(*, by: User) -> tuple[Partner, ...]:
    """Every partner, with the keys that were not revoked and what is fetched of it."""
    require(by.permissions, Permission.KEEP_PARTNERS)
    return partners.standing()


def named(name: str) -> Partner:
    """The partner of this name.

    Raises:
        InvalidValueError: there is none.
    """
    partner = partners.find(name)
    if partner is None:
        raise InvalidValueError(
            "No partner is called {name!r}: see markaz partner list.", name=name
        )
    return partner


@transaction.atomic
def _keep_key(  # noqa: PLR0913 (keyword-only, each its own fact)
    name: str, sha256: str, *, kind: str, called: str, days: int, by: User, now: datetime
) -> None:
    require(by.permissions, Permission.KEEP_PARTNERS)
    partner, called = named(name), " ".join(called.split())
    if not 1 <= days <= LONGEST_DAYS:
        raise InvalidValueError(
            "A key lasts from 1 to {most} days: give --days so.", most=LONGEST_DAYS
        )
    if not 1 <= len(called) <= _LONGEST_NAME:
        raise InvalidValueError("Name the key in {most} letters or fewer.", most=_LONGEST_NAME)
    if PartnerToken.objects.filter(partner=partner, name=called, revoked_at=None).exists():
        raise InvalidValueError(
            "{name} has a key named {key!r} already: revoke it or choose another name.",
            name=name,
            key=called,
        )
    if PartnerToken.objects.filter(sha256=sha256, revoked_at=None).exists():
        raise InvalidValueError("This certificate is trusted already: one key is one partner's.")
    ends = now + timedelta(days=days)
    PartnerToken.objects.create(
        partner=partner, kind=kind, name=called, sha256=sha256, made_at=now, expires_at=ends
    )
    details = {"key": called, "kind": kind, "expires_at": ends.isoformat()}
    audit.log(Event.PARTNER_KEY_MADE, subject=name, by=by, now=now, details=details)


def _address(url: str) -> str:
    """The address of a collection, with its slash at the end."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(url) > _LONGEST_URL:
        raise InvalidValueError(
            "Give the collection's address: https://HOST/ROOT/collections/UUID/."
        )
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        # The secret would travel in the clear.
        raise InvalidValueError("A partner is asked over https only: give an https:// address.")
    if parts.username or parts.query or parts.fragment:
        raise InvalidValueError("Give the address alone: the user by --user, the secret in a file.")
    return url.rstrip("/") + "/"
