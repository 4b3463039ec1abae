"""How an officer does on projected threat images, said only where there are enough of them."""

from dataclasses import dataclass
from math import sqrt

from markaz.airport.intervals import NORMAL, Z95, Interval, wilson

# Below some hundred projected images an officer's rate says more of chance than of the officer.
ENOUGH = 100


@dataclass(frozen=True, slots=True)
class Trials:
    """An officer's decisions on images whose truth is known.

    `projected` images showed a projected threat and `hits` of them were sent to search; `clean`
    ones were searched or cleared with nothing in them, and `false_alarms` of them sent to search.
    """

    projected: int
    hits: int
    clean: int
    false_alarms: int

    def __post_init__(self) -> None:
        if not (0 <= self.hits <= self.projected and 0 <= self.false_alarms <= self.clean):
            raise ValueError("more were sent to search than were shown")


@dataclass(frozen=True, slots=True)
class Performance:
    """Shares with intervals; all None, and `enough` false, under 100 projected images.

    `false_alarm_rate` and `sensitivity` (d') are None as well where no clean image was judged.
    """

    trials: Trials
    enough: bool
    hit_rate: Interval | None = None
    false_alarm_rate: Interval | None = None
    sensitivity: Interval | None = None


def performance(trials: Trials) -> Performance:
    """What may be said of an officer's decisions."""
    if trials.projected < ENOUGH:
        return Performance(trials, enough=False)
    return Performance(
        trials,
        enough=True,
        hit_rate=wilson(trials.hits, trials.projected),
        false_alarm_rate=wilson(trials.false_alarms, trials.clean),
        sensitivity=_sensitivity(trials) if trials.clean else None,
    )


def _sensitivity(trials: Trials) -> Interval:
    """d', how far threat and clean images lie apart for the officer, in standard deviations.

    Half a case is added to each cell, so that rates of 0 and 1 stay finite (Hautus, 1995); the
    variance is that of Gourevitch and Galanter (1967).
    """
    hit = (trials.hits + 0.5) / (trials.projected + 1)
    alarm = (trials.false_alarms + 0.5) / (trials.clean + 1)
    seen, taken = NORMAL.inv_cdf(hit), NORMAL.inv_cdf(alarm)
    variance = hit * (1 - hit) / (trials.projected * NORMAL.pdf(seen) ** 2)
    variance += alarm * (1 - alarm) / (trials.clean * NORMAL.pdf(taken) ** 2)
    half = Z95 * sqrt(variance)
    return Interval(seen - taken, seen - taken - half, seen - taken + half)
