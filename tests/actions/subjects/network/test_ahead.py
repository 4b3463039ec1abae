"""The worker builds what the next question needs, of each sight of the tables that is in use."""

import pytest
from django_tasks_db.models import DBTaskResult
from tests.actions.subjects.network.conftest import mention_of, node_name

from markaz.actions.consolidation import consolidate
from markaz.actions.review import judging
from markaz.actions.subjects import listing
from markaz.actions.subjects.network import ahead, building
from markaz.actions.subjects.network.looking import near
from markaz.governance.marking import Marking
from markaz.records.kinds import Verdict
from markaz.records.subject import SubjectKind
from markaz.store.models import ReportRow
from markaz.store.subjects.mentions import Listed
from markaz.subjects.identifiers.identifier import IdentifierKind

PHONE = "0300 1234567"


@pytest.fixture
def pair(filed):
    """Two whom one report names."""
    people = [{"role": "suspect", "name_text": name} for name in ("Anwar", "Basit")]
    filed({"persons": [{**people[0], "phone_text": PHONE}, people[1]]})


def entry(name: str, *, by, now) -> None:
    listed = Listed(SubjectKind.PERSON, "ANF", Marking.AMBER, name=name)
    listing.list_entry(listed, numbers=[(IdentifierKind.PHONE, PHONE)], by=by, now=now)


def test_nothing_is_built_for_whom_nobody_asked(pair, anf_liaison, customs_liaison, now):
    assert ahead.build_all() == 0
    near(node_name(mention_of("Anwar")), purpose="case 12 of 2026", by=anf_liaison, now=now)
    assert ahead.build_all() == 1


def test_what_was_built_ahead_is_not_built_by_the_question(
    pair, anf_liaison, operator, now, monkeypatch
):
    anwar = node_name(mention_of("Anwar"))
    near(anwar, purpose="case 12 of 2026", by=anf_liaison, now=now)
    entry("Changez", by=operator, now=now)
    ahead.build_all()
    monkeypatch.setattr(building, "_build", lambda *_args, **_named: pytest.fail("built again"))
    found = near(anwar, purpose="case 12 of 2026", by=anf_liaison, now=now)
    assert sorted(node.label for node in found.nodes) == ["Anwar", "Basit", "Changez"]


def test_what_was_changed_since_is_seen_before_the_worker_comes_to_it(
    pair, anf_liaison, operator, now
):
    anwar = node_name(mention_of("Anwar"))
    for count, name in enumerate(("Changez", "Daud"), start=3):
        entry(name, by=operator, now=now)
        assert len(near(anwar, purpose="case 12 of 2026", by=anf_liaison, now=now).nodes) == count


def test_numbers_of_lists_are_read_once(pair, anf_liaison, operator, now, monkeypatch):
    anwar, asked = node_name(mention_of("Anwar")), []
    entry("Changez", by=operator, now=now)
    near(anwar, purpose="case 12 of 2026", by=anf_liaison, now=now)
    whole = building.store.listed
    monkeypatch.setattr(building.store, "listed", lambda since: asked.append(since) or whole(since))
    entry("Daud", by=operator, now=now)
    found = near(anwar, purpose="case 12 of 2026", by=anf_liaison, now=now)
    assert len(found.nodes) == 4
    assert len(asked) == 1
    assert asked[0] > 0


@pytest.fixture
def wanted(monkeypatch):
    asked = []
    monkeypatch.setattr(ahead, "ask", lambda: asked.append(True))
    return asked


def test_what_is_filed_or_judged_has_it_built_ahead_whoever_does_it(
    pair, filed, operator, analyst, now, wanted
):
    filed({"reference": "R-2", "persons": [{"role": "suspect", "name_text": "Changez"}]})
    assert wanted
    wanted.clear()
    numbers = list(ReportRow.objects.order_by("number").values_list("number", flat=True))
    judging.judge_pair(
        *numbers[:2], verdict=Verdict.POSITIVE, reason="one raid", by=analyst, now=now
    )
    assert wanted
    wanted.clear()
    consolidate(by=operator, now=now)
    assert wanted


def test_of_many_that_wait_one_is_enough(transactional_db, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for _ in range(3):
        ahead.ask()
    assert DBTaskResult.objects.ready().count() == 1
