from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.records.errors import InvalidValueError, MarkazError
from markaz.records.kinds import DatePrecision
from markaz.records.occurrence import Occurrence

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(one=DAYS, other=DAYS)
def test_an_occurrence_that_ends_before_it_begins_is_refused(one, other):
    if other < one:
        with pytest.raises(InvalidValueError, match=str(other)):
            Occurrence(one, other, DatePrecision.INTERVAL)
    else:
        assert Occurrence(one, other, DatePrecision.INTERVAL).last == other


def test_a_single_day_is_its_own_first_and_last():
    day = date(2025, 3, 4)
    assert Occurrence(day, day, DatePrecision.DAY).first == day


def test_occurrences_stand_in_the_order_of_their_first_day():
    march = Occurrence(date(2025, 3, 1), date(2025, 3, 31), DatePrecision.MONTH)
    fourth = Occurrence(date(2025, 3, 4), date(2025, 3, 4), DatePrecision.DAY)
    assert sorted([fourth, march]) == [march, fourth]


def test_an_occurrence_is_never_altered():
    day = date(2025, 3, 4)
    occurred = Occurrence(day, day, DatePrecision.DAY)
    with pytest.raises(FrozenInstanceError):
        occurred.last = date(2025, 3, 5)


def test_a_refused_value_can_be_shown_to_the_person_as_it_is():
    assert issubclass(InvalidValueError, MarkazError)
    assert issubclass(InvalidValueError, ValueError)
