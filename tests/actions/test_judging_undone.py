"""Whatever was judged, and then taken back in reverse order, leaves nothing behind.

And the incidents that people's words change step by step are those a full run finds at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.actions.conftest import incidents, waiting

from markaz.actions import briefing, grouping
from markaz.actions.consolidation import consolidate
from markaz.actions.review import judging
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError
from markaz.records.figure import Selection
from markaz.records.kinds import Verdict
from markaz.store import audit
from markaz.store.models import ReportRow
from markaz.store.reports import Keeper

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Few agencies, so that the limit of one report for each is met all the time.
AGENCIES = ("ANF", "PCG", "FIA", "ANF", "CUSTOMS")
YEAR = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31))
REPORTS = st.integers(0, len(AGENCIES) - 1)
PAIRS = st.tuples(REPORTS, REPORTS).filter(lambda pair: pair[0] < pair[1])
WEIGHTS = st.dictionaries(PAIRS, st.integers(-7_900, 14_000), max_size=8)
VERDICTS = st.sampled_from([Verdict.POSITIVE, Verdict.NEGATIVE, Verdict.UNSURE])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("judge"), PAIRS, VERDICTS),
        st.tuples(st.just("merge"), st.lists(REPORTS, min_size=2, max_size=3)),
        st.tuples(st.just("unmerge"), REPORTS),
        st.tuples(st.just("undo"), st.integers(0, 5)),
    ),
    max_size=10,
)


@pytest.fixture
def desk(operator, now) -> dict[str, object]:
    """Who acts, and when."""
    return {"by": operator, "now": now}


patient = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@contextmanager
def forgotten() -> Iterator[None]:
    """Each example begins with the same tables."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def taken(steps, numbers, *, by, now) -> Iterator[int]:
    """Do each step; gives the acts that still stand, in their order, after each of them."""
    acts: list[int] = []
    for kind, *parts in steps:
        try:
            with transaction.atomic():
                if kind == "undo":
                    if acts:
                        judging.undo(acts.pop(parts[0] % len(acts)), by=by, now=now)
                else:
                    acts.append(one(kind, parts, numbers, by=by, now=now))
        except InvalidValueError:
            pass  # one incident already, or nothing to take out: nothing was said
        yield acts


def one(kind, parts, numbers, *, by, now) -> int:
    if kind == "judge":
        (left, right), verdict = parts
        return judging.judge_pair(
            numbers[left], numbers[right], verdict=verdict, reason="", by=by, now=now
        ).act
    if kind == "merge":
        return judging.merge([numbers[at] for at in parts[0]], reason="", by=by, now=now).act
    return judging.unmerge(numbers[parts[0]], reason="", by=by, now=now).act


def undone(acts, *, by, now) -> None:
    for act in reversed(acts):
        judging.undo(act, by=by, now=now)


def all_at_once(*, by, now) -> None:
    because = grouping.Because(Event.REPORTS_CONSOLIDATED, subject="all", details={})
    grouping.regroup_all(model=grouping.model_in_use(), because=because, by=by, now=now)


@settings(patient, max_examples=150)
@given(weights=WEIGHTS, steps=STEPS)
def test_words_taken_back_in_reverse_leave_incidents_and_questions_as_they_were(
    numbered, weighed, desk, weights, steps
):
    with forgotten():
        numbers = numbered(*AGENCIES)
        weighed({(numbers[a], numbers[b]): weight for (a, b), weight in weights.items()})
        before = incidents(), waiting()
        acts: list[int] = []
        for standing in taken(steps, numbers, **desk):
            acts = standing
            stepwise = incidents(), waiting()
            all_at_once(**desk)
            assert (incidents(), waiting()) == stepwise
        undone(acts, **desk)
        assert (incidents(), waiting()) == before


# One event as several agencies tell it, one of them twice.
FILED = (
    {"agency": "ANF", "operation_text": "SEA-1"},
    {"agency": "CUSTOMS", "operation_text": "SEA-1"},
    {"agency": "PCG", "lines": [{"mass_mg": 1_200_000}]},
    {"agency": "ANF", "reported_on": date(2025, 3, 9)},
    {"agency": "FIA", "occurred_first": date(2025, 3, 5), "occurred_last": date(2025, 3, 5)},
)


def figures(*, by, now) -> dict[str, object]:
    found = briefing.brief(YEAR, by=by, now=now).figures
    return {figure.id: (figure.value, figure.counted, figure.rows) for figure in found}


@settings(patient, max_examples=6)
@given(steps=STEPS)
def test_figures_come_back_too_and_a_full_run_finds_what_the_steps_found(
    tables, batch, desk, settings, steps
):
    with TemporaryDirectory() as folder, forgotten():
        # Rolled back numbers are given again: no file of another example may be found by them.
        settings.MARKAZ_HOME = Path(folder)
        filed = [{**one, "reference": f"R-{nth}"} for nth, one in enumerate(FILED)]
        Keeper(batch()).keep(tables(*filed))
        audit.log(Event.FILE_RECEIVED, subject="reports", **desk)
        consolidate(**desk)
        numbers = list(ReportRow.objects.order_by("number").values_list("number", flat=True))
        before = incidents(), waiting(), figures(**desk)
        *_, acts = [[], *taken(steps, numbers, **desk)]
        stepwise = incidents(), waiting()
        consolidate(**desk)
        assert (incidents(), waiting()) == stepwise
        undone(acts, **desk)
        assert (incidents(), waiting(), figures(**desk)) == before
