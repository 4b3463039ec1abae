"""The simulated season as it is seen from above: what is measured is what was cleared there."""

from datetime import date

import numpy as np
import pytest
import shapely

from markaz.crops.imagery.measured import UNKNOWN_POSITION, Beside, How, Picture, Position
from markaz.crops.imagery.measuring import measure
from markaz.crops.imagery.redraws import redrawn
from markaz.simulation.season import pictures
from markaz.simulation.season.fields import EXAGGERATING, Clearing, districts

# One team outlines far more than it cleared; a second agency claims ground of the first.
PLACES = {"PK-KP-mohmand": "KP", "PK-BA-pishin": "BA"}
CLEARINGS = [
    Clearing("LEVIES-BA", f"{mark}-{nth}", date(2025, 3, 1 + nth), place, 300 + 150 * nth)
    for place, mark in PLACES.items()
    for nth in range(5)
]


AS_SAID = Position(3.0, 3.0)


@pytest.fixture(scope="module", params=[UNKNOWN_POSITION, AS_SAID], ids=["as it is", "as wrong"])
def seen(request, tmp_path_factory):
    """Of each field: which team, whether claimed before, as measured, its sigma, and the truth.

    Outlines are measured as wrong by what is said of them; drawn right, and drawn that wrongly.
    """
    found = []
    for place in districts(CLEARINGS, seed=7):
        shown = pictures.write(place, tmp_path_factory.mktemp("season"), seed=7, cloud=0.1)
        inside = [
            np.array([place.in_degrees(one) for one in many], dtype=object)
            for many in ([one.outline for one in place.fields], place.controls, place.bare)
        ]
        told = measure(
            Picture(shown.before, mask=shown.before_mask),
            Picture(shown.after, mask=shown.after_mask),
            redrawn(inside[0], position=request.param, seed=(7, 99)),
            beside=Beside(*inside[1:]),
            how=How(AS_SAID),
        )
        cleared = shapely.union_all([one.cleared for one in place.fields])
        found += [
            (one, measured.cleared_m2, measured.sigma_m2,
             shapely.area(shapely.intersection(one.outline, cleared)))
            for one, measured in zip(place.fields, told.fields, strict=True)
        ]  # fmt: skip
    return [row for row in found if np.isfinite(row[1])]


def within(rows) -> float:
    return float(np.mean([abs(found - true) <= 2 * sigma for _, found, sigma, true in rows]))


@pytest.mark.parametrize(
    "team",
    [
        lambda one: not one.again and one.team != EXAGGERATING,
        lambda one: one.team == EXAGGERATING,
        lambda one: one.again,
    ],
    ids=["first claims", "the exaggerating team", "the second agency"],
)
def test_two_sigma_hold_what_was_cleared_on_the_ground_of_each_teams_claims(seen, team):
    rows = [row for row in seen if team(row[0])]
    assert len(rows) > 10
    assert within(rows) >= 0.9


def test_sigma_is_no_wider_than_errors_are(seen):
    """A sigma so wide that it holds anything would say nothing."""
    sigmas = [(found - true) / sigma for _, found, sigma, true in seen]
    assert 0.4 < np.sqrt(np.mean(np.square(sigmas))) < 1.2


def test_an_exaggerating_team_is_seen_to_have_cleared_less(seen):
    rows = [row for row in seen if row[0].team == EXAGGERATING]
    claimed = sum(one.outline.area for one, *_ in rows)
    assert 0.55 < sum(found for _, found, *_ in rows) / claimed < 0.7


def test_ground_that_others_cleared_looks_cleared_whoever_claims_it(seen):
    """No picture tells who cleared it: that is found by the claims that overlap."""
    rows = [row for row in seen if row[0].again]
    assert rows
    claimed = sum(one.outline.area for one, *_ in rows)
    assert sum(found for _, found, *_ in rows) > 0.9 * claimed
