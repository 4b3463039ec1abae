"""Two real sources that tell of the same heroin, taken in and matched by the ordinary code."""

import pytest
from benchmarks.doubles import DATA, MINISTRY, UNODC, measured, take_in

from markaz.actions.consolidation import consolidate

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    *(
        pytest.mark.skipif(
            not (DATA / name).is_file(), reason=f"{name} is not beside this checkout"
        )
        for name in (MINISTRY, UNODC)
    ),
]


def test_real_double_reports_are_joined_and_repeats_of_one_agency_are_not(
    home, operator, now, tmp_path
):
    take_in(DATA, by=operator, now=now, only_into=tmp_path)
    consolidate(by=operator, now=now)
    found = measured()
    # Nineteen of twenty unique days and weights; the rest name the place differently in each.
    once, of = found.references["day, rounded kg"]
    assert of > 400
    assert once >= 0.94 * of
    once, of = found.references["day, grams, municipality"]
    assert of > 1_200
    assert once >= 0.98 * of
    assert found.same_kg >= 0.995 * found.joined
    assert found.joined <= found.at_most
    assert found.repeats > 20_000
    assert found.repeats_joined == 0
