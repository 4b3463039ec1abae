"""Cleared areas against valleys whose truth is known."""

import numpy as np
import pytest
from benchmarks.invented_fields import Plan

from markaz.crops.imagery.measured import UNKNOWN_POSITION, Beside, How, Position
from markaz.crops.imagery.measuring import measure

APART = Plan(side=1_000, fields=400)
WALL_TO_WALL = Plan(side=600, fields=400, adjacent=True)
DRAWN_WRONG = Position(3.0, 2.0)


def measured(valley, *, position=UNKNOWN_POSITION):
    beside = Beside(valley.controls, valley.bare)
    return measure(
        valley.before, valley.after, valley.fields, beside=beside, how=How(position=position)
    )


def errors_m2(found, valley):
    return np.array([one.cleared_m2 for one in found.fields]) - valley.cleared_m2


@pytest.mark.parametrize(("plan", "rmse_m2"), [(APART, 80), (WALL_TO_WALL, 50)])
def test_the_total_is_right_within_half_a_percent_and_each_field_nearly(seen, plan, rmse_m2):
    valley = seen(plan)
    found = measured(valley)
    assert found.cleared_m2 == pytest.approx(valley.cleared_m2.sum(), rel=0.005)
    assert np.sqrt(np.mean(errors_m2(found, valley) ** 2)) < rmse_m2


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_outlines_drawn_wrongly_give_the_right_total_and_an_honest_error(seen, seed):
    valley = seen(Plan(side=1_000, fields=400, drawn=DRAWN_WRONG, seed=seed))
    found = measured(valley, position=DRAWN_WRONG)
    assert found.cleared_m2 == pytest.approx(valley.cleared_m2.sum(), rel=0.015)
    sigmas = np.abs(errors_m2(found, valley)) / [one.sigma_m2 for one in found.fields]
    assert 0.90 <= np.mean(sigmas <= 2) <= 0.99


def test_a_common_shift_of_all_outlines_is_seen_and_undone(seen):
    valley = seen(Plan(side=1_000, fields=400, drawn=Position(0.0, 3.0)))
    found = measured(valley)
    assert [str(one) for one in found.remarks if "were moved there" in str(one)]
    assert found.cleared_m2 == pytest.approx(valley.cleared_m2.sum(), rel=0.005)


def test_without_a_word_on_positions_that_is_remarked(seen):
    remarks = [str(one) for one in measured(seen(APART)).remarks]
    assert [one for one in remarks if one.startswith("How wrong the outlines lie")]


def test_the_same_seed_gives_the_same_figures(seen):
    valley = seen(Plan(side=1_000, fields=400, drawn=DRAWN_WRONG, seed=1))
    once, again = (measured(valley, position=DRAWN_WRONG) for _ in range(2))
    assert once.fields == again.fields
    assert once.parts == again.parts


@pytest.mark.parametrize(
    "plan",
    [
        Plan(side=400, fields=60, system="EPSG:3857"),
        Plan(side=400, fields=60, system="EPSG:32643"),
        Plan(side=400, fields=60, system="EPSG:6933"),
    ],
    ids=lambda plan: plan.system,
)
def test_the_projection_of_the_picture_does_not_show_in_the_area(seen, plan):
    # A pixel of Web Mercator at 32 north covers 28 % less ground than it says.
    valley = seen(plan)
    found = measured(valley)
    assert found.cleared_m2 == pytest.approx(valley.cleared_m2.sum(), rel=0.01)


def test_two_claims_of_one_field_each_get_what_was_cleared_of_it(seen):
    valley = seen(APART)
    once = measured(valley)
    twice = np.concatenate([valley.fields[:20], valley.fields])
    found = measure(valley.before, valley.after, twice, beside=Beside(valley.controls, valley.bare))
    for again, first in zip(found.fields[:20], once.fields[:20], strict=True):
        assert again.cleared_m2 == pytest.approx(first.cleared_m2, abs=3 * first.sigma_m2 + 10)


def test_ground_that_was_not_shown_makes_the_error_larger(seen):
    valley = seen(APART)
    found = measure(valley.before, valley.after, valley.fields)
    assert found.signature is not None
    assert not found.signature.soil_seen
    assert found.sigma_m2 > 5 * measured(valley).sigma_m2
    assert [str(one) for one in found.remarks if str(one).startswith("Bare ground was not shown")]
