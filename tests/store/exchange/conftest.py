"""Partners, collections and invented STIX objects."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from markaz.store.models import ApiRoot, Collection, Partner


@pytest.fixture
def partner(db, now) -> Partner:
    return Partner.objects.create(
        name="north", title_en="Northern liaison", made_by="operator", made_at=now
    )


@pytest.fixture
def other(db, now) -> Partner:
    return Partner.objects.create(
        name="south", title_en="Southern liaison", made_by="operator", made_at=now
    )


@pytest.fixture
def collection(db, now) -> Collection:
    root = ApiRoot.objects.create(name="partners", title="Partners")
    return Collection.objects.create(root=root, alias="alerts", title="Alerts", made_at=now)


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
