"""`markaz entry` and `markaz subject`."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from markaz.cli.app import app
from markaz.records.errors import InvalidValueError, UnreadableFileError
from markaz.store.models import MentionRow, SubjectRow

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    return CliRunner().invoke(app, list(words), catch_exceptions=False).output


def told(*words: str):
    return json.loads(run(*words, "--json"))


@pytest.fixture
def entry(home) -> int:
    return told("entry", "add", "--agency", "anf", "--name", "Zubair Tariq")["entry"]


@pytest.fixture
def opened(entry) -> int:
    day = (timezone.localdate() + timedelta(days=20)).isoformat()
    (row,) = told(
        "subject", "open", str(entry), "--agency", "ANF", "--category", "suspect", "--basis",
        "seen handing over a parcel", "--review-by", day, "--reason", "his own name",
    )  # fmt: skip
    return row["subject"]


def test_an_entry_is_added_listed_and_ended(entry):
    assert [one["entry"] for one in told("entry", "list", "zubair")] == [entry]
    assert "Zubair Tariq" in run("entry", "list")
    assert told("entry", "end", str(entry))["entry"] == entry
    assert told("entry", "list") == []
    with pytest.raises(InvalidValueError, match="no entry"):
        run("entry", "end", str(entry))


def test_a_file_is_listed_and_what_was_not_read_is_told(home: Path):
    path = home / "list.csv"
    path.write_text("name,born\nZubair Tariq,1980\nNaveed,80\n", encoding="utf-8")
    words = ("entry", "file", str(path), "--agency", "ANF")
    assert "1 would be new" in run(*words, "--dry-run")
    assert not MentionRow.objects.exists()
    counts = told(*words)
    assert (counts["rows"], counts["listed"], counts["set_aside"]) == (2, 1, 1)
    assert counts["set_aside_rows"][0]["row"] == 3
    assert told(*words)["already_listed"] == 1
    assert "no date of birth" in run(*words)


def test_a_file_without_a_column_of_ours_is_refused(home: Path):
    path = home / "list.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="No column"):
        run("entry", "file", str(path), "--agency", "ANF")


def test_a_file_is_opened_listed_when_due_and_reviewed(opened):
    assert [row["subject"] for row in told("subject", "list", "--due", "30")] == [opened]
    assert told("subject", "list", "--due", "5") == []
    assert "Zubair Tariq" in run("subject", "list")
    day = (timezone.localdate() + timedelta(days=300)).isoformat()
    review = ("subject", "review", str(opened), "--basis", "charged in court", "--review-by", day)
    assert told(*review)[0]["review_by"] == day
    assert told("subject", "list", "--due", "30") == []


def test_names_and_mentions_go_and_come_back(opened, entry):
    said = ("subject", "say", str(opened), "0300 1234567", "--said-by", "the driver")
    alias = told(*said, "--kind", "phone")["alias"]
    assert told("subject", "remove", str(alias)) == {"subject": None, "alias": alias}
    assert told("subject", "restore", str(alias))["subject"] == opened
    assert "nobody's" in run("subject", "release", str(entry))
    claim = ("subject", "claim", str(opened), str(entry), "--reason", "his own name")
    assert told(*claim) == {"subject": opened, "mention": entry}


def test_a_file_without_a_basis_is_not_opened(entry):
    with pytest.raises(InvalidValueError, match="basis"):
        run(
            "subject", "open", str(entry), "--agency", "ANF", "--category", "suspect", "--basis",
            "x", "--review-by", "2027-01-01", "--reason", "his own name",
        )  # fmt: skip
    assert not SubjectRow.objects.exists()


def test_two_entries_of_one_person_are_suggested(entry):
    run("entry", "add", "--agency", "ANF", "--name", "Zubair Tareq", "--phone", "0300 1234567")
    run("entry", "add", "--agency", "ANF", "--name", "Zubair Tariq", "--phone", "0300 1234567")
    assert told("subject", "suggest") == {"compared": 3, "suggested": 1}
    assert "0 wait for a person" in run("subject", "suggest")
