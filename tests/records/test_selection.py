from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.records.errors import InvalidValueError
from markaz.records.figure import Selection
from markaz.records.kinds import DateBasis

YEAR = {"first": date(2025, 1, 1), "last": date(2025, 12, 31)}


def test_a_selection_speaks_of_the_days_on_which_events_occurred_unless_told_otherwise():
    assert Selection(**YEAR).basis == DateBasis.OCCURRED
    assert Selection(**YEAR).as_known_on is None


def test_a_single_day_is_a_period():
    day = date(2025, 3, 4)
    assert Selection(first=day, last=day).first == day


@given(first=st.dates(), last=st.dates())
def test_a_period_that_ends_before_it_begins_is_refused(first, last):
    if last < first:
        with pytest.raises(InvalidValueError, match="swap them"):
            Selection(first=first, last=last)
    else:
        assert Selection(first=first, last=last).last == last


@pytest.mark.parametrize("country", ["PK", "AF", "all"])
def test_a_country_is_two_capital_letters_or_all(country):
    assert Selection(**YEAR, country=country).country == country


@pytest.mark.parametrize(
    "country", ["", "pk", "PAK", "Pakistan", "ALL", "P1", "PK ", "PK\n", "ＰＫ"]
)
def test_anything_else_is_no_country(country):
    with pytest.raises(InvalidValueError, match="two capital letters"):
        Selection(**YEAR, country=country)


def test_two_selections_of_the_same_question_are_the_same():
    assert Selection(**YEAR) == Selection(**YEAR)
    assert hash(Selection(**YEAR)) == hash(Selection(**YEAR))
