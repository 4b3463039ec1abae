"""`markaz check` and `markaz contact`."""

import json

import pytest
from typer.testing import CliRunner

from markaz.cli.app import app
from markaz.records.errors import InvalidValueError

pytestmark = pytest.mark.django_db
PURPOSE = ["--purpose", "case 12 of 2026"]


def run(*words: str):
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def test_an_answer_for_machines_has_the_same_keys_whatever_it_is(home):
    told = json.loads(run("check", "--phone", "0300 1234567", *PURPOSE, "--json").output)
    assert told == {
        "answer": "not known",
        "asked": ["phone"],
        "entries": [],
        "pointers": [],
        "reports_not_indexed": 0,
    }


def test_an_answer_for_people_begins_with_the_word(home):
    assert run("check", "--name", "Zubair Tariq", *PURPOSE).output.startswith("Not known.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--name", "Zubair"], "purpose"),
        (PURPOSE, "Ask for something"),
        (["--phone", "12", *PURPOSE], "no phone"),
        (["--name", "Zubair", "--born", "80", *PURPOSE], "no year of birth"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(words, sentence, home):
    with pytest.raises(InvalidValueError, match=sentence):
        run("check", *words)


def test_a_contact_is_kept(home):
    told = run("contact", "ANF", "--desk", "duty desk", "--phone", "111-000", "--json").output
    assert json.loads(told) == {"agency": "ANF", "desk": "duty desk", "phone": "111-000"}
