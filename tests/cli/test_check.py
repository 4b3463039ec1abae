"""`markaz check` and `markaz contact`."""

import json

import pytest
from typer.testing import CliRunner

from markaz.actions import intake
from markaz.actions.subjects import indexing
from markaz.cli.app import app
from markaz.records.errors import InvalidValueError
from markaz.store.reports import Keeper

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
        "narrow_your_query": False,
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
        (["--name", "Zubair", "--born", "80", *PURPOSE], "no date of birth"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(words, sentence, home):
    with pytest.raises(InvalidValueError, match=sentence):
        run("check", *words)


def test_a_contact_is_kept(home):
    told = run("contact", "ANF", "--desk", "duty desk", "--phone", "111-000", "--json").output
    assert json.loads(told) == {"agency": "ANF", "desk": "duty desk", "phone": "111-000"}


def test_what_a_stopped_intake_left_is_made_findable_by_the_next_index(home, tables, batch):
    Keeper(batch()).keep(tables({"means": [{"kind": "vehicle", "identifier_text": "LEA-1234"}]}))
    assert "run `markaz index`" in run("check", "--plate", "LEA-1234", *PURPOSE).output
    assert json.loads(run("index", "--json").output) == {"mentions_added": 1}
    found = run("check", "--plate", "LEA-1234", *PURPOSE).output
    assert found.startswith("Known.")
    assert "markaz index" not in found


def test_an_intake_of_any_size_leaves_nobody_to_be_indexed(home, tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "_INDEXED", 1)
    path = tmp_path / "march.csv"
    path.write_text(
        "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,"
        "person_name,phone\n"
        "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg,Zubair Tariq,0300 1234567\n"
        "ANF,A-2,seizure,2025-03-04,PK,Punjab,Lahore,charas,2.5,kg,Daud Tariq,0300 1234568\n",
        encoding="utf-8",
    )
    assert run("intake", str(path), "--source", "markaz-standard").exit_code == 0
    assert indexing.backlog() == 0
