"""A change of vegetation is no clearing until dates, control fields and a photograph say so."""

from datetime import date

import numpy as np
import pytest

from markaz.crops.imagery.evidence import (
    Circumstances,
    Control,
    Evidence,
    Grade,
    Missing,
    control,
    graded,
    with_photo,
)

QUIET = Control(5, 0.01, 0.02)
WHOLE = Circumstances(
    before=date(2026, 3, 1),
    after=date(2026, 3, 20),
    lancing=date(2026, 4, 10),
    photo=True,
    masked=True,
)


def grade(about=WHOLE, beside=QUIET, *, cleared_m2=1000.0, seen=1.0):
    return graded(cleared_m2, sigma_m2=50.0, area_m2=2000.0, seen=seen, about=about, beside=beside)


def without(**changed):
    return Circumstances(**{**{name: getattr(WHOLE, name) for name in WHOLE.__slots__}, **changed})


def test_with_everything_it_is_a_clearing():
    assert grade() == grade()
    assert grade().grade is Grade.CLEARED


@pytest.mark.parametrize(
    ("about", "beside", "missing"),
    [
        (without(photo=False), QUIET, Missing.NO_PHOTO),
        (without(lancing=None), QUIET, Missing.NO_LANCING_DAY),
        (without(after=date(2026, 4, 10)), QUIET, Missing.AFTER_LANCING),
        (without(before=None), QUIET, Missing.NO_DATES),
        (without(masked=False), QUIET, Missing.NO_MASK),
        (WHOLE, Control(0, float("nan"), float("nan")), Missing.NO_CONTROL),
        (WHOLE, Control(8, 0.6, 0.1), Missing.CONTROL_CHANGED),
    ],
)
def test_whatever_is_missing_caps_the_grade_and_is_named(about, beside, missing):
    found = grade(about, beside)
    assert found.grade is Grade.VEGETATION_CHANGE
    assert found.missing == (missing,)


def test_a_change_within_its_error_is_none():
    assert grade(cleared_m2=100.0).grade is Grade.NO_CHANGE
    assert grade(cleared_m2=-400.0).grade is Grade.NO_CHANGE


def test_a_change_no_larger_than_untouched_fields_differ_by_is_none():
    uneven = Control(12, 0.01, 0.25)
    assert grade(beside=uneven, cleared_m2=1400.0).grade is Grade.NO_CHANGE
    assert grade(beside=uneven, cleared_m2=1600.0).grade is Grade.CLEARED


@pytest.mark.parametrize("seen", [0.49, 0.0, float("nan")])
def test_a_field_hidden_by_half_is_not_seen(seen):
    assert grade(seen=seen).grade is Grade.NOT_SEEN


def test_control_fields_that_were_not_seen_do_not_count():
    assert control([0.1, np.nan, 0.2, 0.3]).fields == 3
    assert control([np.nan]).quiet is False


def test_a_photograph_adds_and_takes_its_own_part_of_the_evidence_alone():
    alone = Evidence(Grade.VEGETATION_CHANGE, (Missing.NO_PHOTO,))
    assert with_photo(alone, stands=True) == Evidence(Grade.CLEARED)
    assert with_photo(Evidence(Grade.CLEARED), stands=False) == alone
    unmasked = Evidence(Grade.VEGETATION_CHANGE, (Missing.NO_CONTROL, Missing.NO_MASK))
    assert with_photo(unmasked, stands=True) == unmasked
    assert with_photo(unmasked, stands=False).missing == (
        Missing.NO_CONTROL, Missing.NO_PHOTO, Missing.NO_MASK,
    )  # fmt: skip
    for other in (Grade.NOT_SEEN, Grade.NO_CHANGE):
        assert with_photo(Evidence(other), stands=True) == Evidence(other)
