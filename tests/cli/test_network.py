"""`markaz network` and `markaz path`."""

import json

import pytest
from typer.testing import CliRunner

from markaz.actions.subjects.listing import list_entry
from markaz.cli.app import app
from markaz.governance.marking import Marking
from markaz.records.errors import InvalidValueError
from markaz.records.subject import SubjectKind
from markaz.store.naming import keyed_names
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import IdentifierKind

pytestmark = pytest.mark.django_db


def run(*words: str):
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


@pytest.fixture
def names(home, operator, now) -> list[str]:
    """Two entries that share a telephone."""
    rows = [
        list_entry(
            Listed(SubjectKind.PERSON, "ANF", Marking.AMBER, name=name),
            numbers=[(IdentifierKind.PHONE, "0300 1234567")],
            by=operator,
            now=now,
        )
        for name in ("Anwar Khan", "Basit Khan")
    ]
    return keyed_names([row.id for row in rows])


def test_a_neighbourhood_is_told_to_people_and_to_machines(names):
    told = run("network", names[0], "--steps", "2").output
    assert "Basit Khan" in told
    assert "strong" in told
    answer = json.loads(run("network", names[0], "--json").output)
    assert answer["node"]["called"] == "Anwar Khan"
    assert [one["with"] for one in answer["explained"]] == [names[1]]
    assert answer["left_out"] == 0


def test_a_path_is_told_link_by_link(names):
    assert "phone +923001234567" in run("path", *names).output
    answer = json.loads(run("path", *names, "--json").output)
    assert [node["name"] for node in answer["paths"][0]["nodes"]] == names
    assert answer["paths"][0]["links"][0]["in_words"] == "strong"


@pytest.mark.parametrize("words", [["network", "NOBODY"], ["path", "NOBODY", "NEITHER"]])
def test_who_is_not_there_is_refused_in_a_sentence(words, names):
    with pytest.raises(InvalidValueError, match="There is no 'NOBODY'"):
        run(*words)
