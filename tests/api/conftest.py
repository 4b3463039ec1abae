"""A program with a token, calling a served interface."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.actions.subjects.conftest import ask, listed

from markaz.accounts.models import User
from markaz.actions.accounts import make_token

# The entries of the checks' own tests.
__all__ = ["ask", "listed"]


class Program:
    """Calls the interface with one token."""

    def __init__(self, token: str) -> None:
        self._client = Client(enforce_csrf_checks=True)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def post(self, address: str, body: bytes = b"", kind: str = "text/csv") -> Any:
        return self._client.post(address, body, content_type=kind, headers=self._headers)

    def get(self, address: str) -> Any:
        return self._client.get(address, headers=self._headers)


@pytest.fixture
def moment() -> datetime:
    return timezone.now()


@pytest.fixture
def program(home: Path, settings, operator: User, moment: datetime) -> Callable[..., Program]:
    """A program that signs in as somebody."""
    settings.STATIC_ROOT = home / "static"
    settings.STATIC_ROOT.mkdir()

    def of(user: User | None, *, token: str = "") -> Program:
        if user is None:
            return Program(token)
        return Program(
            make_token(user.username, name="case system", days=1, by=operator, now=moment)
        )

    return of
