"""Partners, and whose key it is that somebody shows."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from markaz.accounts import tokens
from markaz.store.models import Partner, PartnerToken


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A partner, and the name of the key by which its program signed in."""

    partner: Partner
    token: str


def find(name: str) -> Partner | None:
    """The partner of this name that is still one."""
    return Partner.objects.filter(name=name, active=True).first()


def standing() -> tuple[Partner, ...]:
    """Every partner, its keys that were not revoked and its feeds ready to be looked at."""
    keys = PartnerToken.objects.filter(revoked_at=None)
    rows = Partner.objects.prefetch_related(
        Prefetch("tokens", keys), "feeds", "access__collection__root"
    )
    return tuple(rows)


def by_token(secret: str, *, now: datetime) -> SignedIn | None:
    """Whose token this is, if it stands at this moment."""
    return _holder(PartnerToken.Kind.TOKEN, tokens.digest(secret), now=now)


def by_certificate(sha256: str, *, now: datetime) -> SignedIn | None:
    """Whose certificate has this fingerprint, if it stands at this moment."""
    return _holder(PartnerToken.Kind.CERTIFICATE, sha256, now=now)


def _holder(kind: str, sha256: str, *, now: datetime) -> SignedIn | None:
    key = (
        PartnerToken.objects.filter(
            kind=kind, sha256=sha256, revoked_at=None, expires_at__gt=now, partner__active=True
        )
        .select_related("partner")
        .first()
    )
    return SignedIn(key.partner, key.name) if key else None
