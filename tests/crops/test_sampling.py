"""A sample that anybody can draw again, and what it says about all claims."""

from decimal import Decimal
from fractions import Fraction
from random import Random
from statistics import mean

import pytest

from markaz.crops.estimating import estimate
from markaz.crops.sampling import Claim, Design, draw, lot
from markaz.records.errors import InvalidValueError


def claims(count=200, *, seed=1):
    chance = Random(seed)
    return [
        Claim(f"c{n:04}", f"s{n % 4}", Fraction(chance.randint(500, 20_000))) for n in range(count)
    ]


def test_the_lots_are_the_published_hash():
    """SHA-256 of seed, a zero byte and the name, its first eight bytes: `sha256sum` gives it."""
    assert f"{lot('c0001', seed='2026-season'):016x}" == LOT
    assert lot("c0001", seed="another") != lot("c0001", seed="2026-season")


LOT = "401c3ab28b9d5708"


@pytest.mark.parametrize("design", Design)
def test_the_order_of_the_list_changes_nothing(design):
    listed = claims()
    first = draw(listed, size=40, seed="x", design=design)
    second = draw(reversed(listed), size=40, seed="x", design=design)
    assert first == second
    assert len({one.claim.name for one in first.drawn}) == 40


@pytest.mark.parametrize("design", Design)
def test_every_claim_is_drawn_as_often_as_its_chance_says(design):
    listed = claims(12)
    runs = 3000
    samples = [draw(listed, size=8, seed=str(n), design=design) for n in range(runs)]
    chances = {one.claim.name: one.chance for s in samples for one in s.drawn}
    for name, chance in chances.items():
        often = sum(one.claim.name == name for s in samples for one in s.drawn) / runs
        assert often == pytest.approx(float(chance), abs=0.035)


def test_a_claim_larger_than_a_step_is_visited_for_certain():
    listed = [*claims(20), Claim("large", "s0", Fraction(10**6))]
    sample = draw(listed, size=5, seed="x", design=Design.SIZE)
    assert [one.chance for one in sample.drawn if one.claim.name == "large"] == [1]
    assert len(sample.drawn) == 5


def test_each_stratum_is_visited_by_its_area_twice_at_least():
    listed = [Claim(f"a{n}", "large", Fraction(10_000)) for n in range(50)]
    listed += [Claim(f"b{n}", "small", Fraction(10)) for n in range(50)]
    sample = draw(listed, size=20, seed="x", design=Design.STRATIFIED)
    counts = [one.claim.stratum for one in sample.drawn]
    assert (counts.count("large"), counts.count("small")) == (18, 2)


@pytest.mark.parametrize("design", Design)
def test_the_interval_holds_the_truth_as_often_as_it_says(design):
    """Claims of which one team exaggerates: 95 % intervals over 400 seeds."""
    listed = claims(300)
    chance = Random(5)
    truth = {
        one.name: one.area_m2 * (Fraction(chance.randint(4, 7), 10) if one.stratum == "s1" else 1)
        for one in listed
    }
    total = sum(truth.values())
    inside, middles = 0, []
    for seed in range(400):
        sample = draw(listed, size=60, seed=str(seed), design=design)
        found = estimate(sample, {d.claim.name: truth[d.claim.name] for d in sample.drawn})
        inside += found.low_m2 <= total <= found.high_m2
        middles.append(float(found.area_m2))
    assert 0.91 <= inside / 400 <= 0.99
    assert mean(middles) == pytest.approx(float(total), rel=0.005)


def test_an_estimate_is_the_same_to_the_last_digit():
    sample = draw(claims(), size=40, seed="2026-season", design=Design.STRATIFIED)
    halves = {one.claim.name: one.claim.area_m2 * Fraction(n % 3, 2) for n, one in
              enumerate(sample.drawn)}  # fmt: skip
    found = estimate(sample, halves)
    assert (found.area_m2, found.low_m2, found.high_m2, found.share) == ESTIMATE


ESTIMATE = tuple(Decimal(one) for one in ("1149676.95", "844192.62", "1455161.28", "0.534638"))


def test_fields_that_were_not_reached_are_counted():
    sample = draw(claims(), size=40, seed="x", design=Design.STRATIFIED)
    seen = {one.claim.name: one.claim.area_m2 for one in sample.drawn[::2]}
    found = estimate(sample, seen)
    assert (found.visited, found.missing) == (20, 20)
    assert found.area_m2 == Decimal(int(sample.claimed_m2))
    assert found.sigma_m2 == 0


def test_a_visit_that_was_not_drawn_is_refused():
    sample = draw(claims(), size=10, seed="x", design=Design.SIZE)
    with pytest.raises(InvalidValueError, match="Claim own-choice was not drawn"):
        estimate(sample, {"own-choice": Fraction(1)})


@pytest.mark.parametrize(
    ("listed", "size", "sentence"),
    [
        (claims(5), 6, "6 of 5 claims cannot be drawn"),
        (claims(5) + claims(5), 4, "stands twice"),
        (claims(40), 7, "4 strata need 8 visits"),
    ],
)
def test_a_draw_that_cannot_be_is_refused(listed, size, sentence):
    with pytest.raises(InvalidValueError, match=sentence):
        draw(listed, size=size, seed="x", design=Design.STRATIFIED)
