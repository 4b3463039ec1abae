"""Role by agency by marking: nobody learns of an entry what its holder's marking forbids."""

import json
import re
from collections import Counter
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.actions.subjects.conftest import FATHER, NAME, PHONE

from markaz.accounts.models import User
from markaz.actions.subjects.check import check
from markaz.actions.subjects.indexing import index_reports
from markaz.governance.marking import Marking
from markaz.records.errors import NotPermittedError
from markaz.store.reports import Keeper
from markaz.subjects.lookup import ranking
from markaz.subjects.lookup.asked import question, understand
from markaz.subjects.lookup.ranking import LEAST_COMPARED

ROLES = ("liaison", "analyst", "watch", "head", "auditor", "administrator")
AGENCIES = ("ANF", "ANF-BAL", "CUSTOMS", "NCC")
SEEING = ("liaison", "analyst", "watch", "head")
SECRETS = ("Zubair", "Khalid", "923001234567", "1980", "suspect")


def expected(role: str, agency: str, marking: str) -> str:
    """Of an entry that ANF holds."""
    if role not in SEEING:
        return "refused"
    if agency in ("ANF", "NCC") or marking in (Marking.CLEAR, Marking.GREEN):
        return "entry"
    return "pointer" if marking == Marking.AMBER else "nothing"


def told(by: User, now) -> tuple[str, str]:
    asked = understand(PHONE)
    try:
        answer = check(asked, purpose="case 12 of 2026", by=by, now=now)
    except NotPermittedError as error:
        return "refused", str(error)
    text = json.dumps(answer.as_dict())
    if answer.entries:
        return "entry", text
    return ("pointer" if answer.pointers else "nothing"), text


@pytest.mark.parametrize(("role", "agency", "marking"), list(product(ROLES, AGENCIES, Marking)))
def test_each_person_is_told_what_the_matrix_says(role, agency, marking, listed, now):
    listed(marking=marking)
    by = User.objects.create(username="asker", agency=agency, role=role)
    how, text = told(by, now)
    assert how == expected(role, agency, marking)
    if how != "entry":
        assert [secret for secret in SECRETS if secret in text] == []


def shape(statement: str) -> str:
    """A statement without the values in it."""
    return re.sub(r"'[^']*'|\"s\d+_x\d+\"|\b\d+\b|-?\d+|NULL", "?", statement)


@pytest.mark.parametrize("marking", [Marking.AMBER_STRICT, Marking.RED])
def test_a_hidden_entry_and_none_cost_the_same_statements(marking, listed, now, customs_liaison):
    answers, shapes = [], []
    for hidden in (False, True):
        if hidden:
            listed(marking=marking)
        with CaptureQueriesContext(connection) as asked:
            answers.append(told(customs_liaison, now))
        shapes.append([shape(query["sql"]) for query in asked.captured_queries])
    assert answers[0] == answers[1]
    assert shapes[0] == shapes[1]


ASKED = {
    "number": question(numbers={"phone": PHONE}),
    "name": question(name=NAME),
    "both": question(name=NAME, father=FATHER, born="1980", numbers={"phone": PHONE}),
    "unlike": question(name="Zubair Tareek Achakzay"),
}


@pytest.fixture
def worked(monkeypatch, customs_liaison, now):
    """What a check by Customs costs, counted: statements and rows compared."""
    done: Counter[str] = Counter()
    whole = ranking.compare

    def counted(*given):
        done["compared"] += 1
        return whole(*given)

    monkeypatch.setattr(ranking, "compare", counted)

    def cost(asked) -> tuple[object, ...]:
        done.clear()
        with CaptureQueriesContext(connection) as statements:
            answer = check(asked, purpose="case 12 of 2026", by=customs_liaison, now=now)
        shapes = [shape(one["sql"]) for one in statements.captured_queries]
        return answer.as_dict(), len(shapes), shapes, dict(done)

    return cost


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("holders", [1, 2, LEAST_COMPARED])
def test_known_but_not_yours_is_as_much_work_as_not_known(asked, holders, worked, listed):
    nobody = worked(ASKED[asked])
    for agency in ("ANF", "PCG", "FIA", "ASF")[:holders]:
        listed(agency=agency, marking=Marking.RED)
    somebody = worked(ASKED[asked])
    assert somebody == nobody
    assert nobody[3] == {"compared": LEAST_COMPARED}


def test_work_that_is_done_for_a_hidden_entry_alone_would_be_noticed(worked, listed, monkeypatch):
    monkeypatch.setattr(ranking, "_fill_up", lambda *_given, **_named: None)
    nobody = worked(ASKED["name"])
    listed(marking=Marking.RED)
    assert worked(ASKED["name"]) != nobody


@pytest.fixture
def reported(tables, batch, operator, now):
    """File a report that names a person in a role, open to every member agency."""

    def file(role: str) -> None:
        person = {"role": role, "name_text": NAME, "father_name_text": FATHER, "phone_text": PHONE}
        Keeper(batch()).keep(tables({"persons": [person], "marking": "GREEN"}))
        index_reports(by=operator, now=now)

    return file


@pytest.mark.parametrize("role", ["victim", "witness"])
def test_of_a_victim_or_witness_only_holder_and_centre_hear(
    role, reported, customs_liaison, anf_liaison, analyst, now
):
    reported(role)
    assert told(customs_liaison, now)[0] == "nothing"
    assert told(anf_liaison, now)[0] == "entry"
    assert told(analyst, now)[0] == "entry"


def test_whom_an_open_report_names_is_pointed_to_and_not_shown(
    reported, customs_liaison, anf_liaison, now
):
    reported("suspect")
    how, text = told(customs_liaison, now)
    assert how == "pointer"
    assert [secret for secret in SECRETS if secret in text] == []
    assert told(anf_liaison, now)[0] == "entry"
