"""A partner with a collection, as the actions see them."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from markaz.accounts.models import User
from markaz.actions.exchange import offering, partners
from markaz.actions.exchange.partners import About
from markaz.store.exchange import collections
from markaz.store.exchange.partners import SignedIn
from markaz.store.models import Partner


@pytest.fixture
def administrator(db) -> User:
    return User.objects.create(username="admin", agency="NCC", role="administrator")


@pytest.fixture
def partner(administrator, now) -> Partner:
    about = About("Northern liaison", title_ur="شمالی رابطہ", country="TR")
    return partners.add_partner("north", about=about, by=administrator, now=now)


@pytest.fixture
def signed_in(partner) -> SignedIn:
    return SignedIn(partner, "polling")


@pytest.fixture
def shown(partner, administrator, now):
    """The partner's collection as the partner sees it."""
    uuid = offering.open_collection(
        "alerts", partner="north", purpose="test", may_write=True, by=administrator, now=now
    )
    return collections.one(partner, root="partners", key=str(uuid))


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
