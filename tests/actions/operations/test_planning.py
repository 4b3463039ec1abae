"""An operation is entered, and its officer hears at once whether it is clear."""

from datetime import timedelta

import pytest
from django.db import transaction
from tests.actions.operations.conftest import FAR, NEARBY

from markaz.actions.operations import checking, course, planning
from markaz.records.errors import FiledLateError, InvalidValueError, NotPermittedError
from markaz.records.operations.operation import Window
from markaz.store.models import AuditRow, ConflictAct, ConflictRow, OperationRow, OverlapRow

pytestmark = pytest.mark.django_db


def test_an_operation_that_nobody_comes_near_is_clear(home, plan, anf_liaison, now):
    answer = planning.enter(plan(), by=anf_liaison, now=now)
    assert (answer.clear, answer.late) == (True, False)
    assert not ConflictRow.objects.exists()


def test_the_second_of_two_is_told_whom_to_ring_and_nothing_else(clash):
    (told,) = clash.clashes
    assert (told.notice.agency, told.notice.contact) == ("ANF", "duty officer, 021 111")
    assert told.notice.details is None


def test_where_they_come_nearest_is_kept_with_the_rule_and_its_edition(clash):
    kept = OverlapRow.objects.get()
    assert (kept.rule, kept.radius_m) == ("raid", 1000)
    assert 2200 < kept.closest_dm < 2240
    assert len(kept.rules_version) == 12


def test_a_region_plans_through_its_own_agency_and_no_other(home, plan, customs_liaison, now):
    with pytest.raises(NotPermittedError, match="its own agency"):
        planning.enter(plan(), by=customs_liaison, now=now)
    assert not OperationRow.objects.exists()


def test_what_is_far_away_or_over_does_not_clash(clash, plan, anf_liaison, now):
    assert planning.enter(plan(reference="A-2", at=FAR), by=anf_liaison, now=now).clear
    later = plan(reference="A-3", starts=now + timedelta(days=9))
    assert planning.enter(later, by=anf_liaison, now=now).clear


def test_an_operation_moved_away_keeps_its_conflict_open_and_says_so(
    clash, plan, customs_liaison, now
):
    moved = plan(agency="CUSTOMS", reference="C-7", kind="surveillance", at=FAR)
    answer = planning.amend(moved, by=customs_liaison, now=now + timedelta(minutes=5))
    assert answer.clear
    assert ConflictRow.objects.get().closed_at is None
    assert ConflictAct.objects.filter(act="apart").count() == 1


def test_an_operation_moved_beside_another_opens_a_conflict(
    home, plan, anf_liaison, customs_liaison, now
):
    planning.enter(plan(), by=anf_liaison, now=now)
    away = plan(agency="CUSTOMS", reference="C-7", at=FAR)
    assert planning.enter(away, by=customs_liaison, now=now).clear
    beside = plan(agency="CUSTOMS", reference="C-7", at=NEARBY)
    assert not planning.amend(beside, by=customs_liaison, now=now).clear


def test_every_revision_is_kept(clash, plan, customs_liaison, now):
    planning.amend(
        plan(agency="CUSTOMS", reference="C-7", title="Louder Harbour", kind="surveillance",
             at=NEARBY), by=customs_liaison, now=now + timedelta(minutes=5),
    )  # fmt: skip
    titles = OperationRow.objects.filter(reference="C-7").order_by("id")
    assert list(titles.values_list("title", flat=True)) == ["Quiet Harbour", "Louder Harbour"]
    assert titles[0].known_to is not None


def test_a_change_of_words_files_nothing_anew(home, plan, anf_liaison, anf_supervisor, now):
    first = planning.enter(plan(), by=anf_liaison, now=now).operation
    reworded = plan(title="Day Heron")
    second = planning.amend(reworded, by=anf_supervisor, now=now + timedelta(hours=1)).operation
    assert (second.filed_by, second.filed_at) == (first.filed_by, first.filed_at)


def test_a_late_operation_is_compared_but_may_not_start_before_it_is_allowed(
    clash, plan, anf_liaison, anf_supervisor, now
):
    soon = plan(reference="A-9", starts=now + timedelta(minutes=30))
    assert planning.enter(soon, by=anf_liaison, now=now).late
    with pytest.raises(FiledLateError, match="supervisor"):
        course.start("ANF", "A-9", by=anf_liaison, now=now)
    with pytest.raises(NotPermittedError):
        planning.allow_late("ANF", "A-9", reason="now or never", by=anf_liaison, now=now)
    row = planning.allow_late("ANF", "A-9", reason="now or never", by=anf_supervisor, now=now)
    assert (row.waived_by, row.waiver_reason) == ("anf.supervisor", "now or never")
    assert course.start("ANF", "A-9", by=anf_liaison, now=now).state == "live"


def test_nobody_allows_their_own_late_filing(home, plan, anf_supervisor, now):
    soon = plan(starts=now + timedelta(minutes=30))
    planning.enter(soon, by=anf_supervisor, now=now)
    with pytest.raises(NotPermittedError, match="own late filing"):
        planning.allow_late("ANF", "A-1", reason="x", by=anf_supervisor, now=now)


def test_an_operation_closes_with_a_result_only(home, plan, anf_liaison, now):
    planning.enter(plan(), by=anf_liaison, now=now)
    with pytest.raises(InvalidValueError, match="result"):
        course.close("ANF", "A-1", result=" ", by=anf_liaison, now=now)
    assert (
        course.close("ANF", "A-1", result="2 kg found", by=anf_liaison, now=now).state == "closed"
    )


def test_what_is_called_off_clashes_with_nobody(clash, plan, anf_liaison, now):
    course.cancel("ANF", "A-1", reason="no staff", by=anf_liaison, now=now)
    beside = plan(reference="P-1", agency="PCG", at=NEARBY)
    told = planning.enter(beside, by=_of("PCG"), now=now).clashes
    assert [one.notice.agency for one in told] == ["CUSTOMS"]


def test_an_operation_that_would_be_over_is_refused(home, plan, anf_liaison, now):
    past = Window(now - timedelta(hours=4), now - timedelta(hours=1))
    with pytest.raises(InvalidValueError, match="over already"):
        planning.enter(plan(window=past), by=anf_liaison, now=now)


def test_the_log_tells_that_and_not_what(clash):
    told = " ".join(f"{row.subject} {row.details}" for row in AuditRow.objects.all())
    assert "C-7" in told
    for secret in ("godown", "Night Heron", "24.9", "lorry", "021"):
        assert secret not in told


def test_what_was_rolled_back_is_met_no_more(home, plan, anf_liaison, customs_liaison, now):
    with pytest.raises(RuntimeError), transaction.atomic():
        planning.enter(plan(), by=anf_liaison, now=now)
        checking.overlaps(_record(plan(reference="A-5")))
        raise RuntimeError
    beside = plan(agency="CUSTOMS", reference="C-7", at=NEARBY)
    assert planning.enter(beside, by=customs_liaison, now=now).clear
    assert not planning.enter(plan(reference="A-6"), by=anf_liaison, now=now).clear


def test_a_clock_that_went_back_hides_nothing(clash, plan, now):
    planning.enter(
        plan(reference="P-1", agency="PCG", at=FAR, starts=now + timedelta(days=40)),
        by=_of("PCG"), now=now + timedelta(days=30),
    )  # fmt: skip
    beside = plan(reference="P-2", agency="PCG", at=NEARBY)
    answer = planning.enter(beside, by=_of("PCG", "pcg.two"), now=now + timedelta(minutes=2))
    assert len(answer.clashes) == 2


def test_rules_that_the_desk_changes_hold_from_the_next_answer(clash, plan, home, now):
    from markaz.deconfliction.rules import SHIPPED

    text = SHIPPED.read_text(encoding="utf-8").replace("radius_m: 500,", "radius_m: 50000,")
    (home / "deconfliction.yml").write_text(text, encoding="utf-8")
    far_off = plan(reference="P-1", agency="PCG", at=_off(NEARBY))
    assert len(planning.enter(far_off, by=_of("PCG"), now=now).clashes) >= 1
    assert OverlapRow.objects.values("rules_version").distinct().count() == 2


def _off(place):
    from markaz.records.operations.shape import Position

    return Position(place.latitude + 0.2, place.longitude)


def _of(agency, username="pcg"):
    from tests.actions.operations.conftest import person

    return person(username, agency, "liaison")


def _record(written):
    from markaz.accounts.models import User

    by = User.objects.get(username="anf")
    return planning._operation(
        written, reference="A-5", by=by, now=written.window.starts_at.replace(year=2020)
    )
