"""Where the line of the log cannot be written, nothing of the exchange has changed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import serializers

from markaz.accounts.models import User
from markaz.actions.exchange import taking
from markaz.actions.exchange.sharing import agreeing, consenting, recalling, releasing
from markaz.actions.exchange.sharing.recalling import Word
from markaz.actions.exchange.talking import requesting, simulated
from markaz.actions.exchange.talking.requesting import Asked, Step
from markaz.store import audit
from markaz.store.exchange import collections
from markaz.store.exchange.partners import SignedIn
from markaz.store.models import AgreementRow, RecallNotice, ReleaseRow, ReportRow, RequestRow


def everything() -> str:
    tables = [model for model in apps.get_models() if model._meta.app_label == "store"]
    return "".join(serializers.serialize("json", model.objects.order_by("pk")) for model in tables)


def waiting() -> str:
    return ReleaseRow.objects.get(signed_at=None).name


def head() -> User:
    return User.objects.get(username="head")


def number(reference: str) -> int:
    return ReportRow.objects.get(reference=reference).number


def send(by, now) -> None:
    agreement = AgreementRow.objects.get()
    (shown,) = collections.shown(agreement.partner, root=agreement.collection.root)
    note = {
        "type": "note",
        "spec_version": "2.1",
        "id": "note--0f1e2d3c-4b5a-4968-8776-655443322110",
        "created": "2026-01-15T10:00:00.000Z",
        "modified": "2026-01-15T10:00:00.000Z",
        "content": "Deleted.",
        "object_refs": [RecallNotice.objects.get().note.stix_id],
    }
    taking.take(shown, [note], by=SignedIn(agreement.partner, "poller"), now=now)


def asked(now) -> Asked:
    return Asked("out", "north", "Whose boat?", "a case", "article 5", now + timedelta(days=3))


ACTS: dict[str, Callable] = {
    "end": lambda by, now: agreeing.end(
        AgreementRow.objects.get().name, reason="over", by=by, now=now
    ),
    "prepare": lambda by, now: releasing.prepare(
        AgreementRow.objects.get().name, [number("A-2")], by=by, now=now
    ),
    "sign": lambda by, now: releasing.sign(waiting(), by=head(), now=now),
    "drop": lambda by, now: releasing.drop(waiting(), by=by, now=now),
    "recall": lambda by, now: recalling.recall(number("A-1"), reason="wrong", by=by, now=now),
    "acknowledge": lambda by, now: recalling.acknowledge(
        RecallNotice.objects.get().id, Word("kept", "Officer Ostrava"), by=by, now=now
    ),
    "hear": send,
    "ask": lambda by, now: requesting.enter(asked(now), by=by, now=now),
    "step": lambda by, now: requesting.move_on(
        RequestRow.objects.get().name, Step("served", now, evidence="letter 1"), by=by, now=now
    ),
    "simulate": lambda by, now: simulated.share_simulated(by=by, signer="head", now=now),
}


@pytest.fixture
def under_way(filed, agreement, operator, head, now) -> None:
    """A release that waits, one that stands with a recalled incident and one more, a request."""
    first = releasing.prepare(agreement.name, [filed.amber, filed.green], by=operator, now=now)
    releasing.sign(first.release.name, by=head, now=now)
    releasing.prepare(agreement.name, [filed.amber], by=operator, now=now)
    recalling.recall(filed.green, reason="wrong", by=operator, now=now)
    requesting.enter(asked(now), by=operator, now=now)


@pytest.mark.parametrize("act", ACTS)
def test_an_act_stands_with_its_line_or_not_at_all(under_way, operator, now, act, monkeypatch):
    def broken(*_args, **_kwargs):
        raise OSError("the log is full")

    before = everything()
    with monkeypatch.context() as patched, pytest.raises(OSError, match="full"):
        patched.setattr(audit, "log", broken)
        ACTS[act](operator, now)
    assert everything() == before
    ACTS[act](operator, now)
    assert everything() != before


def test_a_consent_stands_with_its_line_or_not_at_all(
    filed, partner, customs_liaison, now, monkeypatch
):
    def broken(*_args, **_kwargs):
        raise OSError("the log is full")

    word = {"partner": "north", "lowered_to": "GREEN", "until": now.date(), "reason": "joint case"}
    with monkeypatch.context() as patched, pytest.raises(OSError, match="full"):
        patched.setattr(audit, "log", broken)
        consenting.consent(filed.red, **word, by=customs_liaison, now=now)
    assert not partner.consents.exists()
    given = consenting.consent(filed.red, **word, by=customs_liaison, now=now)
    with monkeypatch.context() as patched, pytest.raises(OSError, match="full"):
        patched.setattr(audit, "log", broken)
        consenting.withdraw_consent(given.id, by=customs_liaison, now=now)
    given.refresh_from_db()
    assert given.withdrawn_at is None
