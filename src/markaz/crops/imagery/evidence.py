"""What a change seen from above may be called, and what is missing for more.

That vegetation is gone is not that poppy was eradicated: a harvest, snow or a dry week look alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import hypot

import numpy as np

# Under these a change of a field is not told from none.
SURE_SIGMAS = 2.0
LEAST_SEEN = 0.5
FEWEST_CONTROLS = 3
# Control fields that lost this much themselves say that the season turned, not that a team came.
LARGEST_CONTROL = 0.15
_MAD = 1.4826


class Grade(StrEnum):
    """What the evidence of one field supports, from nothing seen to a clearing."""

    NOT_SEEN = "not_seen"
    NO_CHANGE = "no_change"
    VEGETATION_CHANGE = "vegetation_change"
    CLEARED = "cleared"


class Missing(StrEnum):
    """What keeps a change of vegetation from being called a clearing."""

    NO_DATES = "no_dates"
    AFTER_LANCING = "after_lancing"
    NO_LANCING_DAY = "no_lancing_day"
    NO_CONTROL = "no_control"
    CONTROL_CHANGED = "control_changed"
    NO_PHOTO = "no_photo"
    NO_MASK = "no_mask"


@dataclass(frozen=True, slots=True)
class Control:
    """Fields nearby that nobody claims: how much of them the same measure calls cleared."""

    fields: int
    median: float
    spread: float

    @property
    def natural(self) -> float:
        """One sigma of what fields that nobody touched differ by; 0 where there are too few."""
        return _MAD * self.spread if self.fields >= FEWEST_CONTROLS else 0.0

    @property
    def quiet(self) -> bool:
        """Whether there are enough of them and they stayed as they were."""
        return self.fields >= FEWEST_CONTROLS and abs(self.median) <= LARGEST_CONTROL


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a field beside its pictures.

    Attributes:
        before: the day of the first picture.
        after: the day of the second.
        lancing: the first day on which poppy is lanced there; later, a field dries by itself.
        photo: a photograph of the field stands (`crops/photos.py`).
        masked: clouds, shadows and snow were masked in both pictures.
    """

    before: date | None = None
    after: date | None = None
    lancing: date | None = None
    photo: bool = False
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The grade of one field, and what is missing for a higher one."""

    grade: Grade
    missing: tuple[Missing, ...] = ()


def control(fractions: Sequence[float]) -> Control:
    """What the control fields say, each by its cleared fraction; NaN where it was not seen."""
    seen = np.array([one for one in fractions if np.isfinite(one)])
    if not len(seen):
        return Control(0, float("nan"), float("nan"))
    median = float(np.median(seen))
    return Control(len(seen), median, float(np.median(np.abs(seen - median))))


def graded(
    cleared_m2: float,
    *,
    sigma_m2: float,
    area_m2: float,
    seen: float,
    about: Circumstances,
    beside: Control,
) -> Evidence:
    """Grade one field: a clearing only where dates, control fields and a photograph agree.

    Args:
        cleared_m2: as measured, what lies beside the field's edge left out.
        sigma_m2: its error, and what the field differs by within itself.
        area_m2: of the whole field, for what untouched fields differ by.
        seen: the share of the field that both pictures show.
        about: what else is known.
        beside: the control fields.
    """
    if not seen >= LEAST_SEEN:
        return Evidence(Grade.NOT_SEEN)
    if cleared_m2 <= SURE_SIGMAS * hypot(sigma_m2, beside.natural * area_m2):
        return Evidence(Grade.NO_CHANGE)
    missing = tuple(_missing(about, beside))
    return Evidence(Grade.VEGETATION_CHANGE if missing else Grade.CLEARED, missing)


def with_photo(evidence: Evidence, *, stands: bool) -> Evidence:
    """The same evidence where it is known whether a photograph of the field stands."""
    if evidence.grade not in (Grade.VEGETATION_CHANGE, Grade.CLEARED):
        return evidence
    said = {*evidence.missing} - {Missing.NO_PHOTO} | ({Missing.NO_PHOTO} if not stands else set())
    missing = tuple(one for one in Missing if one in said)
    return Evidence(Grade.VEGETATION_CHANGE if missing else Grade.CLEARED, missing)


def _missing(about: Circumstances, beside: Control) -> list[Missing]:
    found = []
    if about.before is None or about.after is None:
        found.append(Missing.NO_DATES)
    elif about.lancing is None:
        found.append(Missing.NO_LANCING_DAY)
    elif about.after >= about.lancing:
        found.append(Missing.AFTER_LANCING)
    if beside.fields < FEWEST_CONTROLS:
        found.append(Missing.NO_CONTROL)
    elif not beside.quiet:
        found.append(Missing.CONTROL_CHANGED)
    if not about.photo:
        found.append(Missing.NO_PHOTO)
    if not about.masked:
        found.append(Missing.NO_MASK)
    return found
