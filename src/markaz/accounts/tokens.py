"""Tokens by which programs sign in: how one is made, and whose it is."""

import hashlib
import secrets
from datetime import datetime

from markaz.accounts.models import ApiToken, User

# So that a token in a file or a log is known for what it is.
_MARK = "markaz_"


def fresh() -> str:
    """A new token of 256 random bits."""
    return _MARK + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token: nobody tries out 256 random bits, so one SHA-256 is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def holder(token: str, *, now: datetime) -> User | None:
    """The person whose token this is, if it stands at this moment; one indexed query."""
    standing = ApiToken.objects.filter(revoked_at=None, expires_at__gt=now, user__is_active=True)
    found = standing.select_related("user").filter(sha256=digest(token)).first()
    return found.user if found else None
