"""`markaz partner` and `markaz fetch`."""

import json

import pytest
from tests.actions.exchange.server import page, serving
from typer.testing import CliRunner

from markaz.cli.app import app
from markaz.records.errors import InvalidValueError
from markaz.store.models import Feed

pytestmark = pytest.mark.django_db
NOTE = {
    "type": "note",
    "spec_version": "2.1",
    "id": "note--8f0b2c1e-3d5a-4a54-9b1e-2f6f0a7c9d10",
    "created": "2026-01-15T09:30:00.000Z",
    "modified": "2026-01-15T09:30:00.000Z",
    "content": "چرس",
}


def run(*words: str) -> str:
    return CliRunner().invoke(app, list(words), catch_exceptions=False).output


def told(*words: str):
    return json.loads(run(*words, "--json"))


@pytest.fixture
def north(home) -> str:
    return told("partner", "add", "north", "--title", "Northern liaison", "--country", "TR")[
        "partner"
    ]


def test_a_partner_is_added_given_keys_and_listed(north):
    token = told("partner", "token", north, "--key", "polling")["token"]
    assert token.startswith("markaz_")
    told("partner", "certificate", north, "--key", "gateway", "--fingerprint", "ab" * 32)
    opened = told("partner", "open", north, "alerts", "--purpose", "test", "--write")
    assert opened["path"] == f"/taxii2/partners/collections/{opened['id']}/"
    (listed,) = told("partner", "list")
    assert [key.partition(" ")[0] for key in listed["keys"]] == ["gateway", "polling"]
    assert listed["open"] == ["alerts (rw)"]
    assert "opens nothing" in run("partner", "revoke", north, "polling")
    run("partner", "open", north, "alerts", "--purpose", "over", "--no-read")
    (listed,) = told("partner", "list")
    assert (len(listed["keys"]), listed["open"]) == (1, [])


def test_what_a_partner_offers_is_fetched_and_waits_as_a_draft(north):
    with serving(lambda _: page([NOTE, {"no": "object"}], last="2026-01-15T10:00:00Z")) as server:
        assert "fetched from now on" in run("partner", "feed", north, "--url", server.url)
        (fetched,) = told("fetch", "--partner", north)
    assert (fetched["kept"], fetched["set_aside"], fetched["failure"]) == (2, 1, "")
    (draft,) = told("drafts")["drafts"]
    assert draft["id"] == NOTE["id"]
    (aside,) = told("drafts", "--file", "--agency", "NCC")["filed"]
    assert "No day is given" in aside["reason"]
    assert told("drafts", "--set-aside", NOTE["id"], "--reason", "no day")["drafts"] == []
    assert "(2 objects)" in run("partner", "list")


def test_a_fetch_that_broke_off_is_no_success(north, monkeypatch):
    monkeypatch.setattr("markaz.actions.exchange.fetching._FIRST_WAIT_S", 0)
    with serving(lambda _: page([])) as server:
        run("partner", "feed", north, "--url", server.url)
    ended = CliRunner().invoke(app, ["fetch", "--json"])
    assert ended.exit_code == 1
    (fetched,) = json.loads(ended.output)
    assert "not reached" in fetched["failure"]
    assert Feed.objects.get().place == 0


def test_an_unknown_partner_is_said_so(home):
    with pytest.raises(InvalidValueError, match="No partner is called"):
        run("partner", "token", "nobody", "--key", "x")
