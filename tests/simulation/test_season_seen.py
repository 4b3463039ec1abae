"""The simulated season as it is seen from above: what is measured is what was cleared there."""

from datetime import date

import numpy as np
import pytest
import shapely

from markaz.crops.imagery.measured import Beside, How, Picture, Position
from markaz.crops.imagery.measuring import measure
from markaz.simulation.season import pictures
from markaz.simulation.season.fields import EXAGGERATING, Clearing, districts

# One team outlines far more than it cleared; a second agency claims ground of the first.
PLACES = {"PK-KP-mohmand": "KP", "PK-BA-pishin": "BA"}
CLEARINGS = [
    Clearing("LEVIES-BA", f"{mark}-{nth}", date(2025, 3, 1 + nth), place, 300 + 150 * nth)
    for place, mark in PLACES.items()
    for nth in range(5)
]


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Of each field: which team, whether claimed before, as measured, its sigma, and the truth."""
    found = []
    for place in districts(CLEARINGS, seed=7):
        shown = pictures.write(place, tmp_path_factory.mktemp("season"), seed=7, cloud=0.1)
        inside = [
            [place.in_degrees(one) for one in many]
            for many in ([one.outline for one in place.fields], place.controls, place.bare)
        ]
        told = measure(
            Picture(shown.before, mask=shown.before_mask),
            Picture(shown.after, mask=shown.after_mask),
            inside[0],
            beside=Beside(*inside[1:]),
            how=How(Position(3.0, 3.0)),
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


def test_two_sigma_hold_what_was_cleared_on_the_ground_of_a_claim(seen):
    assert within(seen) >= 0.9


def test_an_exaggerating_team_is_seen_to_have_cleared_less(seen):
    rows = [row for row in seen if row[0].team == EXAGGERATING]
    assert within(rows) >= 0.9
    claimed = sum(one.outline.area for one, *_ in rows)
    assert 0.55 < sum(found for _, found, *_ in rows) / claimed < 0.7


def test_ground_that_others_cleared_looks_cleared_whoever_claims_it(seen):
    """No picture tells who cleared it: that is found by the claims that overlap."""
    rows = [row for row in seen if row[0].again]
    assert rows
    claimed = sum(one.outline.area for one, *_ in rows)
    assert sum(found for _, found, *_ in rows) > 0.9 * claimed
