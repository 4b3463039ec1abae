"""Two partners with their keys, a collection each, one they share, and invented STIX objects."""

import json
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from markaz.actions.exchange import offering, partners
from markaz.actions.exchange.partners import About
from markaz.store.models import Collection

MEDIA = "application/taxii+json;version=2.1"


class Program:
    """A partner's program: its key on every call."""

    def __init__(self, name: str, token: str) -> None:
        self.name, self.token = name, token
        basic = b64encode(f"{name}:{token}".encode()).decode()
        self._client = Client(headers={"authorization": f"Basic {basic}", "accept": MEDIA})

    def get(self, path: str, query: dict[str, object] | None = None, **headers: str):
        return self._client.get(f"/taxii2/{path}", query or {}, headers=headers)

    def delete(self, path: str, query: str = ""):
        return self._client.delete(f"/taxii2/{path}{query}")

    def post(self, path: str, *objects: object, **headers: str):
        return self.post_raw(path, json.dumps({"objects": objects}).encode(), **headers)

    def post_raw(self, path: str, body: bytes, content_type: str = MEDIA, **headers: str):
        return self._client.post(
            f"/taxii2/{path}", body, content_type=content_type, headers=headers
        )


@pytest.fixture
def now() -> datetime:
    """Keys stand by the true clock, which the served programs go by."""
    return timezone.now()


@pytest.fixture
def program(operator, now, home, settings) -> Callable[[str], Program]:
    """Take a partner up and give its program a key."""
    settings.STATIC_ROOT = home / "static"
    settings.STATIC_ROOT.mkdir()

    def make(name: str) -> Program:
        partners.add_partner(name, about=About(f"Partner {name}"), by=operator, now=now)
        token = partners.make_token(name, token="test", days=366, by=operator, now=now)
        return Program(name, token)

    return make


@pytest.fixture
def north(program) -> Program:
    return program("north")


@pytest.fixture
def south(program) -> Program:
    return program("south")


@pytest.fixture
def offer(operator, now) -> Callable[..., str]:
    """Open a collection to a partner; gives its path."""

    def make(partner: Program, alias: str = "alerts", *, read: bool = True, write: bool = True):
        uuid: UUID = offering.open_collection(
            alias,
            partner=partner.name,
            purpose="test of the exchange",
            may_read=read,
            may_write=write,
            by=operator,
            now=now,
        )
        return f"partners/collections/{uuid}/"

    return make


@pytest.fixture
def held() -> Callable[[str], Collection]:
    """The collection behind a path."""
    return lambda path: Collection.objects.get(uuid=path.split("/")[2])


@pytest.fixture
def stix() -> Callable[..., dict[str, object]]:
    """An invented note, or what else is asked for."""

    def build(**stated: object) -> dict[str, object]:
        kind = stated.get("type", "note")
        return {
            "type": kind,
            "spec_version": "2.1",
            "id": f"{kind}--{uuid4()}",
            "created": "2026-01-15T09:30:00.000Z",
            "modified": "2026-01-15T09:30:00.000Z",
            **stated,
        }

    return build
