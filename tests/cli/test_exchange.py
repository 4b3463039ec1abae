"""The exchange from the command line: agreed, prepared, signed, recalled, answered; and asked."""

import json

import pytest
from typer.testing import CliRunner

from markaz.cli.app import app
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store.reports import Keeper

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """Run a command and read its JSON."""

    def run(*words: str):
        answer = CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False)
        return json.loads(answer.stdout)

    return run


@pytest.fixture
def said():
    """Run a command and read what it says to a person."""
    return lambda *words: CliRunner().invoke(app, list(words), catch_exceptions=False).stdout


@pytest.fixture
def agreement(home, tables, batch, told) -> str:
    Keeper(batch()).keep(tables({"marking": "GREEN"}, {"reference": "A-2", "marking": "RED"}))
    told("partner", "add", "north", "--title", "Northern desk")
    row = told(
        "share", "agree", "north", "--title", "Sea route", "--purpose", "joint case",
        "--legal-basis", "memorandum", "--onward", "no further", "--kind", "seizure",
        "--part", "drugs", "--part", "place", "--body", "Northern desk",
        "--begins", "2020-01-01", "--expires", "2090-01-01",
    )  # fmt: skip
    return row["agreement"]


def test_an_incident_is_released_recalled_and_answered(agreement, told, said, settings):
    shown = told("share", "prepare", agreement, "1", "2")
    assert shown["readers"] == [{"kind": "organisation", "name": "Northern desk"}]
    assert [one["reference"] for one in shown["left"]] == ["A-2"]
    again = told("share", "preview", shown["release"])
    assert again == shown
    with pytest.raises(NotPermittedError, match="another person signs"):
        told("share", "sign", shown["release"])
    settings.MARKAZ_RELEASE_FOUR_EYES = False
    assert told("share", "sign", shown["release"])["sha256"] == shown["sha256"]
    (given,) = told("share", "list")["releases"]
    assert (given["incidents"], given["readings"]) == ([1], [])
    gone = told("recall", "incident", "1", "--reason", "the wrong weight")
    assert gone["notices"][0]["objects_revoked"] > 1
    told("recall", "answer", gone["recall"], "north", "deleted", "--said-by", "Officer Ostrava")
    assert "deleted (Officer Ostrava)" in said("recall", "show", gone["recall"])


def test_nothing_leaves_when_it_is_put_away(agreement, told, said):
    assert "Nothing has left" in said("share", "prepare", agreement, "1")
    (waiting,) = told("share", "list")["releases"]
    told("share", "drop", waiting["release"])
    with pytest.raises(InvalidValueError, match="already"):
        told("share", "sign", waiting["release"])
    assert agreement in said("share", "list")
    assert told("share", "end", agreement, "--reason", "over")["ended_at"]


def test_a_request_is_entered_served_and_listed(agreement, told, said):
    row = told(
        "request", "enter", "out", "north", "Whose boat?", "--purpose", "joint case",
        "--legal-basis", "article 5", "--due", "2090-01-01 09:00",
    )  # fmt: skip
    told("request", "step", row["request"], "served", "--evidence", "letter 12")
    assert "Whose boat?" in said("request", "list")
    assert said("request", "list", "--overdue").strip() == "No request waits."
    done = told("request", "step", row["request"], "answer", "--words", "Nobody's", "--grade", "B2")
    assert [one["grade"] for one in done["steps"]] == ["", "B2"]
    assert told("request", "list") == []
