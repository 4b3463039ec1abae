"""Two hundred test pictures at the desk: told from a hundred threats on, and never in a case."""

from datetime import date

import numpy as np
import pytest

from markaz.actions.airport.bags import projecting
from markaz.actions.airport.casework import cases
from markaz.actions.airport.desk import deciding, outcome, performing
from markaz.actions.briefing import brief
from markaz.airport.scans.image import View
from markaz.records.errors import InvalidValueError
from markaz.records.figure import Selection
from markaz.store.models import CaseRow, ReportRow, SearchResult

HITS, FALSE_ALARMS = 85, 15


@pytest.fixture
def pictures(monkeypatch):
    """Small pictures in the place of drawn ones: what is asked here is what is made of them."""
    low = np.full((30, 40), 0.6, np.float32)
    view = View(low, np.sqrt(low))
    monkeypatch.setattr(
        projecting, "_picture",
        lambda _chance, *, present: (view, (5, 5, 20, 20) if present else None),
    )  # fmt: skip


def trained(desk, *, officer, supervisor, now, count):
    names = projecting.project_some("KHI", "ASF", count=count, by=supervisor, now=now)
    threats, empty = names[0::2], names[1::2]
    for rows, most in ((threats, HITS * count // 200), (empty, FALSE_ALARMS * count // 200)):
        for n, name in enumerate(rows):
            said = "search" if n < most else "clear"
            deciding.decide(name, decision=said, by=officer, now=now)
    return names


@pytest.mark.usefixtures("pictures")
def test_two_hundred_are_told_with_intervals_and_count_in_nothing(
    hand_in, desk, officer, supervisor, analyst, now
):
    hand_in(1)
    names = trained(desk, officer=officer, supervisor=supervisor, now=now, count=198)
    (one,) = performing.of_desk(desk, by=officer)
    assert (one.result.trials.projected, one.result.enough) == (99, False)
    assert one.result.hit_rate is None
    more = projecting.project_some("KHI", "ASF", count=2, by=supervisor, now=now)
    for name, said in zip(more, ("search", "clear"), strict=True):
        deciding.decide(name, decision=said, by=officer, now=now)
    (one,) = performing.of_desk(desk, by=officer)
    trials, result = one.result.trials, one.result
    assert (trials.projected, trials.clean) == (100, 100)
    assert (trials.hits, trials.false_alarms) == (HITS, FALSE_ALARMS - 1)
    assert result.hit_rate.low < 0.85 < result.hit_rate.high
    assert result.hit_rate.high - result.hit_rate.low < 0.16
    assert result.sensitivity.low < result.sensitivity.estimate < result.sensitivity.high
    for name in names[:3]:
        with pytest.raises(InvalidValueError):
            outcome.record_search(name, found=True, what="a packet", by=officer, now=now)
        with pytest.raises(InvalidValueError):
            cases.open_case(name, cases.prefilled(name, by=officer), by=officer, now=now)
    assert (SearchResult.objects.count(), CaseRow.objects.count()) == (0, 0)
    assert ReportRow.objects.count() == 0
    year = Selection(first=date(2026, 1, 1), last=date(2026, 12, 31))
    values = {one.id: one.value for one in brief(year, by=analyst, now=now).figures}
    # Nothing was filed, so nothing is known: not even a nought.
    assert values["airport_cases"] is None
