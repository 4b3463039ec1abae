"""A memory that was filled ahead of the first question still hears of what came after."""

import pytest
from tests.actions.operations.conftest import NEARBY

from markaz.actions.operations import checking, planning

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_kept_after_the_warming_is_known_to_the_next_answer(
    home, plan, anf_liaison, customs_liaison, now, monkeypatch
):
    planning.enter(plan(), by=anf_liaison, now=now)
    warmed = checking._Memory()
    with monkeypatch.context() as another_process:
        another_process.setattr(checking, "_memory", warmed)
        checking.warm(now=now)
        assert len(warmed.live) == 1
    planning.enter(plan(reference="A-2"), by=anf_liaison, now=now)
    monkeypatch.setattr(checking, "_memory", warmed)
    beside = plan(agency="CUSTOMS", reference="C-7", at=NEARBY)
    assert len(planning.enter(beside, by=customs_liaison, now=now).clashes) == 2
