"""The simulated morning: bags, two cases, one forged passport, a draft for the centre."""

from datetime import date, timedelta

import pytest

from markaz.actions.airport import simulated, upkeep
from markaz.actions.briefing import brief
from markaz.actions.exchange.sharing import releasing
from markaz.records.figure import Selection
from markaz.store.models import DocumentRow, PersonRow, QuarantineRow, ReleaseRow, ScanRow

pytestmark = pytest.mark.slow


def test_the_morning_ends_in_two_counted_cases_and_a_draft(home, operator, analyst, now):
    morning = simulated.play(bags=12, by=operator, now=now)
    assert (ScanRow.objects.count(), morning.waiting, len(morning.cases)) == (12, 7, 2)
    assert QuarantineRow.objects.count() == 1
    failed = {one["field"] for one in morning.forged.verdicts if one["verdict"] == "failed"}
    assert failed == {"number", "composite"}
    released = [case.release or case.no_release for case in morning.cases]
    assert released == [ReleaseRow.objects.get().name, "no agreement"]
    assert releasing.preview(released[0], by=analyst, now=now).left == ()
    year = Selection(first=date(2026, 1, 1), last=date(2026, 12, 31))
    values = {one.id: one.value for one in brief(year, by=analyst, now=now).figures}
    assert values["airport_cases"] == 2
    assert simulated.play(by=operator, now=now) is None
    ended = upkeep.expire(by=operator, now=now + timedelta(days=2))
    assert (ended.scans, ended.documents) == (10, 0)
    assert DocumentRow.objects.get().case == morning.cases[0]
    assert PersonRow.objects.count() == 1
