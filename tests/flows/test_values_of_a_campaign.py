"""Joined rightly, the reports of a simulated campaign come to its truth without any review."""

import json
import random
from datetime import date

import pytest
from benchmarks.truth import link_by_truth, take_in

from markaz.actions.briefing import brief
from markaz.records.figure import Selection
from markaz.simulation.campaign import PROFILES, simulate

# The last reports of a year come in months after it.
YEAR = Selection(first=date(2025, 1, 1), last=date(2025, 12, 31), as_known_on=date(2026, 12, 31))
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize("profile", PROFILES)
def test_chosen_values_sum_to_the_truth_within_half_a_percent(
    home, tmp_path, operator, now, profile
):
    seed = random.randrange(1_000_000)
    print(f"{profile}, seed {seed}")  # noqa: T201 (shown when the test fails)
    files = tmp_path / "files"
    simulate(files, year=2025, scale=0.5, seed=seed, profile=profile)
    take_in(files, by=operator, now=now)
    link_by_truth(files, now=now)
    truth = json.loads((files / "truth" / "figures.json").read_text())["exact"]
    printed = {figure.id: figure for figure in brief(YEAR, by=operator, now=now).figures}
    mass = float(printed["seized_mass"].value) * 1_000_000_000
    assert mass == pytest.approx(truth["mass_mg"], rel=0.005)
    assert printed["suspects_arrested"].value == pytest.approx(truth["arrested"], rel=0.005)
    assert printed["suspects_foreign"].value == pytest.approx(truth["arrested_foreign"], rel=0.03)
    by_agency = printed["seized_mass_by_agency"].rows
    assert by_agency[-1].key == "shared"
    assert sum(row.value for row in by_agency) == printed["seized_mass"].value * 1000
