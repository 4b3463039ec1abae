"""Cleared areas against valleys whose truth is known."""

from dataclasses import replace

import numpy as np
import pytest
import rasterio
import shapely
import shapely.affinity
from benchmarks.invented_fields import CROP, SOIL, Plan
from pyproj import Transformer
from rasterio.features import rasterize

from markaz.crops.areas import ground_areas_m2
from markaz.crops.imagery.measured import (
    UNKNOWN_POSITION,
    Beside,
    How,
    Picture,
    Position,
    Signature,
)
from markaz.crops.imagery.measuring import measure

APART = Plan(side=1_000, fields=400)
WALL_TO_WALL = Plan(side=600, fields=400, adjacent=True)
DRAWN_WRONG = Position(3.0, 2.0)
M_OF_DEGREE = 110_900.0


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
    assert 0.90 <= np.mean(sigmas <= 2) <= 0.98
    # What an outline left out beside its edge is read off the pixels there.
    assert np.sqrt(np.mean(errors_m2(found, valley) ** 2)) < 60


def test_parcels_wall_to_wall_that_were_drawn_wrongly_keep_their_total_and_error(seen):
    valley = seen(replace(WALL_TO_WALL, drawn=DRAWN_WRONG))
    found = measured(valley, position=DRAWN_WRONG)
    assert found.cleared_m2 == pytest.approx(valley.cleared_m2.sum(), rel=0.015)
    sigmas = np.abs(errors_m2(found, valley)) / [one.sigma_m2 for one in found.fields]
    assert 0.90 <= np.mean(sigmas <= 2) <= 0.98


def test_a_common_shift_of_all_outlines_is_seen_and_undone(seen):
    valley = seen(Plan(side=1_000, fields=400, drawn=Position(0.0, 3.0)))
    found = measured(valley)
    assert [str(one) for one in found.remarks if "were moved there" in str(one)]
    assert found.cleared_m2 == pytest.approx(valley.cleared_m2.sum(), rel=0.005)


@pytest.mark.parametrize(("east_m", "north_m"), [(3, 0), (0, -3), (-2.1, 2.1)])
def test_outlines_all_three_metres_beside_and_walked_badly_give_the_right_total(
    seen, east_m, north_m
):
    valley = seen(Plan(side=1_000, fields=400, drawn=Position(3.0, 0.0)))
    beside = shapely.transform(
        valley.fields,
        lambda at: at + np.array([east_m / _degree_m(at), north_m / M_OF_DEGREE]).T,
    )
    found = measured(replace(valley, fields=beside), position=DRAWN_WRONG)
    assert found.cleared_m2 == pytest.approx(valley.cleared_m2.sum(), rel=0.015)


def _degree_m(at):
    return M_OF_DEGREE * np.cos(np.radians(at[:, 1].mean()))


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
        Plan(side=400, fields=60, turned=20.0),
    ],
    ids=lambda plan: f"{plan.system}, turned {plan.turned}",
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


def test_a_claim_a_step_beside_another_is_told_only_what_was_cleared_on_it(seen):
    """The second claim reaches over ground of the first and over ground where nothing happened."""
    valley = seen(APART)
    large = np.argsort(shapely.area(valley.fields))[-60:]
    step = 30.0
    again = shapely.transform(
        valley.fields[large], lambda at: at + np.array([step / _degree_m(at), -step / M_OF_DEGREE])
    )
    share = valley.cleared_m2[large] / ground_areas_m2(valley.fields[large])
    both = shapely.intersection(again, valley.fields[large])
    cleared_m2 = share * ground_areas_m2(both)
    found = measured(replace(valley, fields=np.concatenate([valley.fields, again])))
    second = found.fields[len(valley.fields) :]
    much = shapely.area(both) > 0.5 * shapely.area(again)
    errors = np.array([one.cleared_m2 for one in second])[much] - cleared_m2[much]
    assert much.sum() > 30
    assert abs(errors.sum()) < 0.03 * cleared_m2[much].sum()
    assert np.mean(np.abs(errors) <= 2 * np.array([o.sigma_m2 for o in second])[much]) > 0.75


def test_of_outlines_drawn_too_large_the_cleared_middle_is_found(seen):
    valley = seen(APART)
    large = np.argsort(shapely.area(valley.fields))[-60:]
    outlines = [shapely.affinity.scale(one, 1.3, 1.3) for one in valley.fields[large]]
    known = How(signature=Signature(tuple(CROP), tuple(SOIL), soil_seen=True))
    beside = Beside(valley.controls, valley.bare)
    found = measure(valley.before, valley.after, outlines, beside=beside, how=known)
    errors = np.array([one.cleared_m2 for one in found.fields]) - valley.cleared_m2[large]
    assert abs(errors.sum()) < 0.015 * valley.cleared_m2[large].sum()
    assert np.mean(np.abs(errors) <= 2 * np.array([o.sigma_m2 for o in found.fields])) >= 0.9


def test_the_error_of_a_field_and_of_the_sum_is_as_large_as_it_says(seen):
    valley = seen(APART)
    found = measured(valley)
    sigmas = np.abs(errors_m2(found, valley)) / [one.sigma_m2 for one in found.fields]
    assert 0.90 <= np.mean(sigmas <= 2) <= 0.98
    assert abs(errors_m2(found, valley).sum()) < 2 * found.sigma_m2 < 0.01 * found.cleared_m2


def test_bare_ground_that_differs_makes_the_error_larger(seen, tmp_path):
    valley = seen(APART)
    with rasterio.open(valley.after.path) as source:
        onto = Transformer.from_crs("OGC:CRS84", source.crs, always_xy=True)
        bare = shapely.transform(valley.bare, onto.transform, interleaved=False)
        brighter = zip(bare, np.linspace(-300, 300, len(bare)), strict=True)
        shown = rasterize(brighter, source.shape, transform=source.transform, dtype="float32")
        values = source.read()
        values[0] += shown.astype(np.int16).astype(np.uint16)
        with rasterio.open(tmp_path / "after.tif", "w", **source.profile) as out:
            out.write(values)
    plain = measured(valley)
    differs = measured(replace(valley, after=Picture(tmp_path / "after.tif")))
    assert differs.parts["signature"] > 3 * plain.parts["signature"]
    assert differs.parts["crop"] > 3 * plain.parts["crop"]
    assert differs.cleared_m2 == pytest.approx(plain.cleared_m2, abs=2 * differs.sigma_m2)


def test_two_places_do_not_tell_how_much_bare_ground_differs(seen):
    valley = seen(APART)
    whole = sorted(valley.bare, key=shapely.area)[-2:]
    found = measured(replace(valley, bare=whole))
    assert found.signature.soil_seen
    assert [str(one) for one in found.remarks if "fewer than three places" in str(one)]
    assert found.sigma_m2 > 5 * measured(valley).sigma_m2


def test_ground_that_was_not_shown_makes_the_error_larger(seen):
    valley = seen(APART)
    found = measure(valley.before, valley.after, valley.fields)
    assert found.signature is not None
    assert not found.signature.soil_seen
    assert found.sigma_m2 > 5 * measured(valley).sigma_m2
    assert [str(one) for one in found.remarks if str(one).startswith("Bare ground was not shown")]
