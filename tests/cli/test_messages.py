"""`markaz intake --source message` and `markaz drafts`: prose into drafts, drafts into reports."""

import json

import pytest
from typer.testing import CliRunner

from markaz.cli.app import app
from markaz.store.models import MessageRow, ReportRow

pytestmark = pytest.mark.django_db
TEXT = "On 10 March 2025 Customs seized 20 kg of hashish at Chaman and arrested two persons."


@pytest.fixture
def run(home, tmp_path):
    (tmp_path / "brief.txt").write_text(TEXT, encoding="utf-8")
    return lambda *words: CliRunner().invoke(app, [*words])


def test_a_message_is_shown_with_the_words_of_each_field(run, tmp_path):
    answer = run("intake", str(tmp_path / "brief.txt"), "--source", "message", "--json")
    assert answer.exit_code == 0, answer.output
    ((told,),) = (one["drafts"] for one in json.loads(answer.output))
    arrested = next(one for one in told["statement"]["fields"] if one["field"] == "arrested")
    ((start, end),) = arrested["places"]
    assert (arrested["value"], TEXT[start:end]) == (2, "two persons")
    assert MessageRow.objects.count() == 1
    assert ReportRow.objects.count() == 0


def test_a_dry_run_keeps_nothing(run, tmp_path):
    answer = run("intake", str(tmp_path / "brief.txt"), "--source", "message", "--dry-run")
    assert answer.exit_code == 0, answer.output
    assert "hashish" in answer.output
    assert MessageRow.objects.count() == 0


def test_what_waits_is_listed_and_filed(run, tmp_path):
    run("intake", str(tmp_path / "brief.txt"), "--source", "message", "--json")
    (waits,) = json.loads(run("drafts", "--json").output)["drafts"]
    filed = json.loads(run("drafts", "--file", "--agency", "NCC", "--json").output)["filed"]
    assert [one["id"] for one in filed] == [waits["id"]]
    assert ReportRow.objects.get().number == filed[0]["report"]
    assert json.loads(run("drafts", "--json").output)["drafts"] == []


def test_a_draft_is_set_aside_with_its_reason(run, tmp_path):
    run("intake", str(tmp_path / "brief.txt"), "--source", "message", "--json")
    (waits,) = json.loads(run("drafts", "--json").output)["drafts"]
    answer = run("drafts", "--set-aside", waits["id"], "--reason", "told twice", "--json")
    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.output)["drafts"] == []


def test_an_empty_message_ends_in_one_sentence(run, tmp_path):
    (tmp_path / "none.txt").write_text(" \n", encoding="utf-8")
    answer = run("intake", str(tmp_path / "none.txt"), "--source", "message")
    assert answer.exit_code != 0
