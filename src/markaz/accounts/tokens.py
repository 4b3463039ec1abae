"""Tokens by which programs sign in: how one is made, and whose it is."""

import hashlib
import secrets
from datetime import datetime

from django.db import connection

from markaz.accounts.models import User

# So that a token in a file or a log is known for what it is.
_MARK = "markaz_"
# Plain: each call of a program begins with it, and Django's wording of it took longer than a check.
_HOLDER = """
SELECT person.* FROM accounts_apitoken token JOIN accounts_user person ON person.id = token.user_id
WHERE token.sha256 = %s AND token.revoked_at IS NULL AND token.expires_at > %s AND person.is_active
"""


def fresh() -> str:
    """A new token of 256 random bits."""
    return _MARK + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token: nobody tries out 256 random bits, so one SHA-256 is enough."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def holder(token: str, *, now: datetime) -> User | None:
    """The person whose token this is, if it stands at this moment; one indexed query."""
    at = connection.ops.adapt_datetimefield_value(now)
    return next(iter(User.objects.raw(_HOLDER, [digest(token), at])), None)
