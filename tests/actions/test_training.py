"""Weights are learned from what people judged, or from a campaign's truth, and then weigh."""

import csv

import pytest

from benchmarks import homes, report_rows
from markaz.actions import grouping
from markaz.actions.consolidation import consolidate
from markaz.actions.review.training import train
from markaz.consolidation.weights import model as models
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.records.kinds import Verdict
from markaz.store.incidents import judging
from markaz.store.models import AuditRow, PairRow, ReportRow

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    """The raw rows of a tenth of a year, and its truth."""
    folder = tmp_path_factory.mktemp("campaign")
    year = report_rows.Campaign(2025, 0.1, 77)
    report_rows.write(folder / "raw", [year], under=folder)
    return folder / "raw", year.files(folder) / "truth" / "reports.csv"


@pytest.fixture
def taken_in(home, campaign, operator, now):
    raw, truth = campaign
    homes.fill(raw, by=operator.username, now=now)
    return truth


def test_nobody_having_judged_a_pair_and_no_truth_named_is_refused(home, operator, now):
    with pytest.raises(InvalidValueError, match=r"Nobody has judged a pair yet.*--truth"):
        train(by=operator, now=now)


def test_training_replaces_a_model_made_for_other_comparisons(taken_in, operator, now):
    grouping.trained_model().write_text('{"form": 1, "comparisons": "of another version"}')
    with pytest.raises(models.ModelError, match=r"train it anew with markaz train\.$"):
        consolidate(by=operator, now=now)
    done = train(by=operator, now=now, truth=taken_in)
    assert consolidate(by=operator, now=now).model == done.model


def test_a_campaign_teaches_a_model_that_the_next_run_weighs_with(taken_in, operator, now):
    done = train(by=operator, now=now, truth=taken_in)
    assert done.pairs > done.true > 20
    assert done.after.f1 > 0.9
    assert done.moved
    assert "truth of a simulated campaign" in done.learned_from
    assert AuditRow.objects.last().event == "model trained"
    assert grouping.model_in_use().name == done.model
    assert consolidate(by=operator, now=now).model == done.model


def test_the_truth_of_another_campaign_is_refused(taken_in, operator, now, tmp_path):
    other = tmp_path / "reports.csv"
    with taken_in.open(encoding="utf-8", newline="") as file, other.open("w", newline="") as out:
        written = csv.writer(out)
        written.writerows(
            [*row[:2], f"X{row[2]}", *row[3:]] if at else row
            for at, row in enumerate(csv.reader(file))
        )
    with pytest.raises(InvalidValueError, match="tells of no report that stands here"):
        train(by=operator, now=now, truth=other)


def test_people_who_judge_otherwise_move_the_weights_and_leave_the_prior(taken_in, operator, now):
    consolidate(by=operator, now=now)
    before = grouping.model_in_use()
    strong = PairRow.objects.order_by("-weight_mbits").values_list("left", "right")
    judging.judge(strong[:20], Verdict.NEGATIVE, reason="", by=operator, now=now)
    numbers = sorted(ReportRow.objects.filter(known_to=None).values_list("number", flat=True))
    strangers = list(zip(numbers[::9], numbers[5::9], strict=False))[:20]
    judging.judge(strangers, Verdict.POSITIVE, reason="", by=operator, now=now)
    done = train(by=operator, now=now)
    assert (done.pairs, done.true) == (40, 20)
    assert "40 judgements by people" in done.learned_from
    after = grouping.model_in_use()
    assert (after.intercept, after.share) == (before.intercept, before.share)
    assert after.weights != before.weights


def test_a_liaison_officer_may_not_train(home, anf_liaison, now):
    with pytest.raises(NotPermittedError):
        train(by=anf_liaison, now=now)
