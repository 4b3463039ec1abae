"""Opening accounts, their programs' tokens, and what people change of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from markaz.accounts import tokens
from markaz.accounts.models import ApiToken, User
from markaz.data.agencies import AGENCIES
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, Role, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit

# A token that never ends is forgotten on a machine that nobody keeps.
LONGEST_DAYS = 366
_LONGEST_NAME = 64


@transaction.atomic
def open_account(
    username: str, *, agency: str, role: str, password: str, by: User, now: datetime
) -> User:
    """Make a person's account with its agency and role."""
    require(by.permissions, Permission.MANAGE_ACCOUNTS)
    if agency not in AGENCIES:
        raise InvalidValueError(
            "No agency has the code {agency!r}: see the register of agencies.", agency=agency
        )
    if role not in {known.value for known in Role}:
        raise InvalidValueError(
            "No role is called {role!r}: choose one of {known}.",
            role=role,
            known=", ".join(known.value for known in Role),
        )
    if User.objects.filter(username=username).exists():
        raise InvalidValueError(
            "An account {username!r} stands already: choose another name.", username=username
        )
    user = User(username=username, agency=agency, role=role)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidValueError(
            "The password does not hold: {reason}", reason=" ".join(error.messages)
        ) from None
    user.set_password(password)
    user.save(force_insert=True)
    audit.log(
        Event.ACCOUNT_MADE,
        subject=username,
        by=by,
        now=now,
        details={"agency": agency, "role": role},
    )
    return user


@transaction.atomic
def make_token(username: str, *, name: str, days: int, by: User, now: datetime) -> str:
    """Make a token by which a program signs in as this person; it is told this once."""
    require(by.permissions, Permission.MANAGE_ACCOUNTS)
    user, name = _holder(username), " ".join(name.split())
    if not 1 <= days <= LONGEST_DAYS:
        raise InvalidValueError(
            "A token lasts from 1 to {most} days: give --days so.", most=LONGEST_DAYS
        )
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise InvalidValueError(
            "Name the program the token is for, in {most} letters or fewer.", most=_LONGEST_NAME
        )
    if ApiToken.objects.filter(user=user, name=name, revoked_at=None).exists():
        raise InvalidValueError(
            "{username} has a token named {name!r} already: revoke it or choose another name.",
            username=username,
            name=name,
        )
    token = tokens.fresh()
    ends = now + timedelta(days=days)
    ApiToken.objects.create(
        user=user, name=name, sha256=tokens.digest(token), made_at=now, expires_at=ends
    )
    audit.log(
        Event.TOKEN_MADE,
        subject=username,
        by=by,
        now=now,
        details={"name": name, "expires_at": ends.isoformat()},
    )
    return token


@transaction.atomic
def revoke_token(username: str, *, name: str, by: User, now: datetime) -> None:
    """Let a token open nothing from this moment on."""
    require(by.permissions, Permission.MANAGE_ACCOUNTS)
    standing = ApiToken.objects.filter(user__username=username, name=name, revoked_at=None)
    if not standing.update(revoked_at=now):
        raise InvalidValueError(
            "{username} has no token named {name!r} that stands: see markaz account tokens.",
            username=username,
            name=name,
        )
    audit.log(Event.TOKEN_REVOKED, subject=username, by=by, now=now, details={"name": name})


def standing_tokens(*, by: User) -> tuple[ApiToken, ...]:
    """Every token that was not revoked, of whomever it is."""
    require(by.permissions, Permission.MANAGE_ACCOUNTS)
    return tuple(ApiToken.objects.filter(revoked_at=None).select_related("user"))


def _holder(username: str) -> User:
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise InvalidValueError(
            "No account is called {username!r}: check the name.", username=username
        )
    if user.role == Role.OPERATOR:
        # It may do everything and belongs to whoever sits at the machine, not to a program.
        raise InvalidValueError("The command line's own account has no token: name a person's.")
    return user


@contextmanager
def change_own_keys(*, by: User, now: datetime) -> Iterator[None]:
    """Write an audit row beside whatever is changed meanwhile of a person's own keys."""
    with transaction.atomic():
        before = _keys(by)
        yield
        after = _keys(by)
        changed = [name for name in before if before[name] != after[name]]
        if changed:
            audit.log(
                Event.KEYS_CHANGED,
                subject=by.username,
                by=by,
                now=now,
                details={"changed": ", ".join(changed)},
            )


def _keys(user: User) -> dict[str, object]:
    factors = Authenticator.objects.filter(user=user).order_by("id")
    return {
        "password": User.objects.values_list("password", flat=True).get(id=user.id),
        "second factor": list(factors.values_list("id", "data")),
    }
