"""Opening accounts, and what people change of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from markaz.accounts.models import User
from markaz.data.agencies import AGENCIES
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, Role, require
from markaz.records.errors import InvalidValueError
from markaz.store import audit


@transaction.atomic
def open_account(
    username: str, *, agency: str, role: str, password: str, by: User, now: datetime
) -> User:
    """Make a person's account with its agency and role."""
    require(by.permissions, Permission.MANAGE_ACCOUNTS)
    if agency not in AGENCIES:
        raise InvalidValueError(f"No agency has the code {agency!r}: see the register of agencies.")
    if role not in {known.value for known in Role}:
        raise InvalidValueError(
            f"No role is called {role!r}: choose one of {', '.join(known.value for known in Role)}."
        )
    if User.objects.filter(username=username).exists():
        raise InvalidValueError(f"An account {username!r} stands already: choose another name.")
    user = User(username=username, agency=agency, role=role)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidValueError(" ".join(error.messages)) from None
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
