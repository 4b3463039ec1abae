"""The worker climbs the ladder at the moment each rung is due."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult
from tests.actions.operations.conftest import NEARBY

from markaz.actions.operations import clock, planning
from markaz.store.models import ConflictAct

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_conflict_winds_the_clock_for_the_next_rung(
    home, plan, anf_liaison, customs_liaison, now
):
    planning.enter(plan(), by=anf_liaison, now=now)
    assert not DBTaskResult.objects.exists()
    beside = plan(agency="CUSTOMS", reference="C-7", at=NEARBY)
    planning.enter(beside, by=customs_liaison, now=now)
    assert DBTaskResult.objects.get().run_after == now + timedelta(minutes=5)


def test_the_worker_calls_what_is_due_and_winds_no_clock_past_the_last_rung(
    home, plan, anf_liaison, customs_liaison, now
):
    planning.enter(plan(), by=anf_liaison, now=now)
    beside = plan(agency="CUSTOMS", reference="C-7", at=NEARBY)
    planning.enter(beside, by=customs_liaison, now=now)
    # The tests' own moment is long past: both later rungs are due at once.
    clock.look.call()
    rungs = ConflictAct.objects.order_by("id").values_list("rung", flat=True)
    assert list(rungs) == ["watch_desk", "next_desk", "duty_head"]
    assert DBTaskResult.objects.count() == 1
