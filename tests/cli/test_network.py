"""`markaz network` and `markaz path`."""

import json

import pytest
from typer.testing import CliRunner

from markaz.actions.subjects import keeping
from markaz.actions.subjects.listing import list_entry
from markaz.cli.app import app
from markaz.governance.audit import Event
from markaz.governance.marking import Marking
from markaz.records.errors import InvalidValueError, PurposeError
from markaz.records.subject import Category, Subject, SubjectKind
from markaz.store.models import AuditRow
from markaz.store.naming import keyed_names
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import IdentifierKind

pytestmark = pytest.mark.django_db


PURPOSE = ("--purpose", "case 12 of 2026")


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
    told = run("network", names[0], "--steps", "2", *PURPOSE).output
    assert "Basit Khan" in told
    assert "strong" in told
    answer = json.loads(run("network", names[0], *PURPOSE, "--json").output)
    assert answer["node"]["called"] == "Anwar Khan"
    assert [one["with"] for one in answer["explained"]] == [names[1]]
    assert answer["left_out"] == 0


def test_a_path_is_told_link_by_link(names):
    assert "phone +923001234567" in run("path", *names, *PURPOSE).output
    answer = json.loads(run("path", *names, *PURPOSE, "--json").output)
    assert [node["name"] for node in answer["paths"][0]["nodes"]] == names
    assert answer["paths"][0]["links"][0]["in_words"] == "strong"


@pytest.mark.parametrize("words", [["network", "NOBODY"], ["path", "NOBODY", "NEITHER"]])
def test_who_is_not_there_is_refused_in_a_sentence(words, names):
    with pytest.raises(InvalidValueError, match="There is no 'NOBODY'"):
        run(*words, *PURPOSE)


@pytest.mark.parametrize(
    "words", [["network", "{0}"], ["path", "{0}", "{1}"], ["subject", "show", "{0}"]]
)
def test_nobody_is_shown_without_a_purpose(words, names):
    for purpose in ((), ("--purpose", " x ")):
        with pytest.raises(PurposeError, match="Say for what purpose"):
            run(*(word.format(*names) for word in words), *purpose)


def test_a_file_is_shown_with_what_stands_in_it_and_logged(home, operator, now):
    basis = "seen handing over a parcel on 3 March 2025"
    review = now.date().replace(year=now.year + 1)
    on = Subject(SubjectKind.PERSON, Category.SUSPECT, basis, review, now.date())
    row = keeping.open_subject(on, agency="ANF", by=operator, now=now)
    keeping.add_alias(
        row.id, keeping.Said("Anno", "an informant", now.date()), by=operator, now=now
    )
    assert "Anno" in run("subject", "show", row.name, *PURPOSE).output
    told = json.loads(run("subject", "show", row.name, *PURPOSE, "--json").output)
    assert (told["called"], told["basis"], told["names"][0]["said_by"]) == (
        "Anno", basis, "an informant"
    )  # fmt: skip
    logged = AuditRow.objects.filter(event=Event.SUBJECT_VIEWED.value)
    assert [one.details["purpose"] for one in logged] == ["case 12 of 2026"] * 2
    with pytest.raises(InvalidValueError, match="no subject 'NOBODY'"):
        run("subject", "show", "NOBODY", *PURPOSE)
