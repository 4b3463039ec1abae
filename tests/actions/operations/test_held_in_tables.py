"""Live operations are asked of the tables: each as it stands now, whoever's process kept it."""

from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from tests.actions.operations.conftest import FAR, GODOWN, NEARBY
from tests.deconfliction.plans import HARD_PLACES, OVER_ALL, RULES, operations

from markaz.actions.operations import checking, course, desk_rules, planning
from markaz.deconfliction.meeting import overlap
from markaz.records.operations.operation import Operation
from markaz.records.operations.shape import Point, Route, Waypoint
from markaz.store.models import CourseCell, CourseRun, OperationRow
from markaz.store.operations import plans

pytestmark = pytest.mark.django_db


def keep(operation: Operation) -> OperationRow:
    return plans.enter(
        operation, checking.where(operation), title="Simulated", now=operation.filed_at
    )


def others(found):
    return [one.left.agency if one.right.agency == "ANF" else one.right.agency for one in found]


@pytest.fixture
def record(home, plan, anf_liaison, now):
    """The record of a plan."""

    def build(**changed) -> Operation:
        written = plan(**changed)
        return planning._operation(written, reference=written.reference, by=anf_liaison, now=now)

    return build


@pytest.mark.slow
@effort(max_examples=40)
@given(st.data())
def test_many_in_the_tables_overlap_as_each_pair_does(data):
    origin = data.draw(st.sampled_from(HARD_PLACES))
    live = [
        data.draw(operations(agency=agency, origin=origin, reference=f"R-{number}"))
        for number in range(3)
        for agency in ("ANF", "ASF", "FIA")
    ]
    new = data.draw(operations(agency="CUSTOMS", origin=origin))
    rules = data.draw(st.sampled_from((RULES, OVER_ALL)))
    alone = sorted(found for one in live if (found := overlap(new, one, rules=rules)) is not None)
    with pytest.MonkeyPatch.context() as desk, transaction.atomic():
        desk.setattr(desk_rules, "in_force", lambda: rules)
        for one in live:
            keep(one)
        assert list(checking.overlaps(new)) == alone
        transaction.set_rollback(True)


def test_what_is_amended_is_met_where_it_is_now(clash, record, plan, customs_liaison, now):
    away = plan(agency="CUSTOMS", reference="C-7", kind="surveillance", at=FAR)
    planning.amend(away, by=customs_liaison, now=now)
    assert checking.overlaps(record(reference="A-2")) == ()
    assert others(checking.overlaps(record(reference="A-2", at=FAR))) == ["CUSTOMS"]


@pytest.mark.parametrize("over", ["close", "cancel"])
def test_of_what_is_over_no_place_is_kept(over, home, plan, anf_liaison, now):
    planning.enter(plan(), by=anf_liaison, now=now)
    assert CourseRun.objects.exists()
    said = {"result": "2 kg"} if over == "close" else {"reason": "no staff"}
    getattr(course, over)("ANF", "A-1", by=anf_liaison, now=now, **said)
    assert (CourseRun.objects.count(), CourseCell.objects.count()) == (0, 0)


def test_a_start_and_an_allowance_leave_it_where_it_is(clash, record, anf_liaison, now):
    course.start("ANF", "A-1", by=anf_liaison, now=now)
    beside = record(agency="PCG", reference="P-1", at=NEARBY)
    assert len(checking.overlaps(beside)) == 2


def test_an_operation_does_not_meet_itself_nor_those_of_its_agency(clash, record):
    assert others(checking.overlaps(record())) == ["CUSTOMS"]


def test_operations_of_one_agency_meet_where_the_rules_say_so(clash, record, monkeypatch):
    monkeypatch.setattr(desk_rules, "in_force", lambda: replace(RULES, own_agency=True))
    assert len(checking.overlaps(record(reference="A-2"))) == 2
    assert others(checking.overlaps(record())) == ["CUSTOMS"]


def test_a_kind_that_the_rules_no_longer_know_is_not_passed_over(clash, record, monkeypatch):
    from markaz.records.errors import InvalidValueError

    kinds = {code: kind for code, kind in RULES.kinds.items() if code != "surveillance"}
    monkeypatch.setattr(desk_rules, "in_force", lambda: replace(RULES, kinds=kinds))
    with pytest.raises(InvalidValueError, match="surveillance"):
        checking.overlaps(record(reference="A-2"))
    assert checking.overlaps(record(reference="A-3", at=FAR)) == ()


def test_a_long_way_is_met_at_its_end(home, record, plan, anf_liaison, now):
    begin = plan().window.starts_at
    way = Route((Waypoint(FAR, begin), Waypoint(GODOWN, plan().window.ends_at)))
    planning.enter(plan(shape=way), by=anf_liaison, now=now)
    runs = CourseRun.objects.count()
    assert runs > 20
    beside = record(agency="PCG", reference="P-1", shape=Point(NEARBY))
    (found,) = checking.overlaps(beside)
    assert found.closest_m < 300
