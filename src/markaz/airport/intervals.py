"""What a share of few cases may be: intervals instead of bare rates."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

NORMAL = NormalDist()
# Two-sided, 95 of 100.
Z95 = NORMAL.inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and the bounds between which it lies in 95 of 100 such samples."""

    estimate: float
    low: float
    high: float


def wilson(successes: int, trials: int) -> Interval | None:
    """A share with Wilson's score interval; None where there was no trial.

    Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference".
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} of {trials} is no share")
    if trials == 0:
        return None
    share = successes / trials
    square = Z95**2
    centre = (share + square / (2 * trials)) / (1 + square / trials)
    half = Z95 / (1 + square / trials)
    half *= sqrt(share * (1 - share) / trials + square / (4 * trials**2))
    # At the ends the bound is exact, and rounding must not carry it over.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == trials else min(1.0, centre + half)
    return Interval(share, low, high)
