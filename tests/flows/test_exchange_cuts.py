"""Two centres exchange both ways through cuts and kills: nothing lost, doubled or beyond."""

import random

import pytest

from benchmarks import exchange_cuts


@pytest.mark.slow
def test_two_centres_lose_and_double_nothing_through_cuts_and_kills(tmp_path):
    seed = random.randrange(1_000_000)
    end = exchange_cuts.exchange(tmp_path, objects=2000, cuts=12, kills=4, limit=100, seed=seed)
    assert end.cuts >= 6, f"seed {seed}: the line was hardly cut"
    assert end.kills >= 1, f"seed {seed}: no fetch was caught at work"
    faults = {count for found in end.faults.values() for count in found.values()}
    assert faults == {0}, f"seed {seed}: {end.faults}"
