from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.airport.intervals import wilson
from markaz.airport.performance import ENOUGH, Trials, performance
from markaz.airport.retention import DEFAULT_HOURS, MOST_HOURS, Held, due
from markaz.records.errors import InvalidValueError

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    # Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_shares_have_the_published_intervals(successes, trials, low, high):
    found = wilson(successes, trials)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_estimate(counts):
    found = wilson(*counts)
    assert 0 <= found.low <= found.estimate <= found.high <= 1
    mirrored = wilson(counts[1] - counts[0], counts[1])
    assert mirrored.high == pytest.approx(1 - found.low)


def test_no_share_of_nothing():
    assert wilson(0, 0) is None
    with pytest.raises(ValueError, match="no share"):
        wilson(3, 2)


def test_under_a_hundred_projected_images_nothing_is_said():
    few = performance(Trials(ENOUGH - 1, 80, 2000, 100))
    assert not few.enough
    assert (few.hit_rate, few.false_alarm_rate, few.sensitivity) == (None, None, None)
    assert performance(Trials(ENOUGH, 80, 2000, 100)).enough


def test_of_two_hundred_images_rates_and_sensitivity_are_said_with_intervals():
    found = performance(Trials(projected=200, hits=160, clean=1000, false_alarms=100))
    assert found.hit_rate.estimate == pytest.approx(0.8)
    assert (found.hit_rate.low, found.hit_rate.high) == pytest.approx((0.7391, 0.8495), abs=1e-4)
    assert found.false_alarm_rate.estimate == pytest.approx(0.1)
    # z(0.8) - z(0.1) = 0.8416 + 1.2816; half a case in each cell moves it a little.
    assert found.sensitivity.estimate == pytest.approx(2.123, abs=0.01)
    assert found.sensitivity.high - found.sensitivity.low == pytest.approx(0.454, abs=0.01)


def test_an_officer_without_a_miss_has_a_finite_sensitivity():
    found = performance(Trials(100, 100, 100, 0))
    assert 4 < found.sensitivity.estimate < 6
    assert found.sensitivity.low < found.sensitivity.estimate < found.sensitivity.high


def test_without_clean_images_only_the_hits_are_said():
    found = performance(Trials(120, 90, 0, 0))
    assert found.hit_rate is not None
    assert (found.false_alarm_rate, found.sensitivity) == (None, None)


def test_more_hits_than_images_are_no_trials():
    with pytest.raises(ValueError, match="more were sent"):
        Trials(100, 101, 0, 0)


def test_what_belongs_to_no_case_goes_after_a_day():
    held = [
        Held(1, NOW - timedelta(hours=25), has_case=False),
        Held(2, NOW - timedelta(hours=24), has_case=False),
        Held(3, NOW - timedelta(hours=23), has_case=False),
        Held(4, NOW - timedelta(days=300), has_case=True),
    ]
    assert DEFAULT_HOURS == 24
    assert due(held, now=NOW) == (1, 2)
    assert due(held, now=NOW, hours=1) == (1, 2, 3)
    assert due(held, now=NOW, hours=MOST_HOURS) == ()


@pytest.mark.parametrize("hours", [0, -1, MOST_HOURS + 1])
def test_nothing_is_kept_longer_than_six_months(hours):
    with pytest.raises(InvalidValueError, match="hours"):
        due([], now=NOW, hours=hours)
    assert timedelta(hours=MOST_HOURS) < timedelta(days=184)
