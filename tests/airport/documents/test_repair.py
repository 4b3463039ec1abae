from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.airport.documents.specimens import LONG_NUMBERS, MRZ

from markaz.airport.documents.mrz import read
from markaz.airport.documents.repair import Change, proposals

TODAY = date(2026, 11, 26)


def repairs(text):
    return proposals(read(text, today=TODAY), today=TODAY)


@pytest.mark.parametrize("text", [*MRZ.values(), *LONG_NUMBERS.values()])
def test_what_verifies_needs_no_other_reading(text):
    assert repairs(text) == ()


def test_letters_in_a_day_are_read_as_the_digits_they_look_like():
    first = repairs(MRZ["TD3"].replace("7408122", "74OB122"))[0]
    assert first.changes == (Change(2, 16, "O", "0"), Change(2, 17, "B", "8"))
    assert first.verifies == ("birth", "composite")
    assert "\n".join(first.lines) == MRZ["TD3"]


def test_a_digit_in_a_name_is_read_as_a_letter_though_no_check_digit_covers_it():
    (only,) = repairs(MRZ["TD3"].replace("ERIKSSON", "ER1K5S0N"))
    assert [(one.was, one.now) for one in only.changes] == [("1", "I"), ("5", "S"), ("0", "O")]
    assert (only.verifies, only.fails) == ((), ())


def test_a_number_may_hold_both_so_only_its_digit_speaks_for_another_reading():
    first, *_ = repairs(MRZ["TD3"].replace("L898902C3", "L8989O2C3"))
    assert first.changes == (Change(2, 6, "O", "0"),)
    assert first.verifies == ("number", "composite")


def test_the_rest_of_a_long_number_is_tried_too():
    first, *_ = repairs(LONG_NUMBERS["TD2"].replace("D23145890<", "D2314S890<"))
    assert "\n".join(first.lines) == LONG_NUMBERS["TD2"]


def test_a_wrong_digit_that_looks_like_no_letter_stays():
    assert repairs(MRZ["TD3"].replace("7408122", "7408132")) == ()


def test_nothing_is_applied():
    text = MRZ["TD3"].replace("7408122", "74O8122")
    document = read(text, today=TODAY)
    proposals(document, today=TODAY)
    assert "\n".join(document.lines) == text
    assert document.fields["birth"].value == ""


PAIRS = {"0": "O", "1": "I", "8": "B", "5": "S", "2": "Z"}
PLACES = [
    (line, column)
    for line, text in enumerate(MRZ["TD3"].splitlines())
    for column, char in enumerate(text)
    if line == 1 and char in PAIRS and column not in range(10, 13)
]


@settings(deadline=None)
@given(st.sets(st.sampled_from(PLACES), min_size=1, max_size=2))
def test_one_or_two_misread_digits_are_found_again(places):
    lines = [list(line) for line in MRZ["TD3"].splitlines()]
    for line, column in places:
        lines[line][column] = PAIRS[lines[line][column]]
    text = "\n".join("".join(line) for line in lines)
    # In fields of letters and digits two misreadings may add up to tens, which no digit sees.
    mixed = all(column < 9 or 28 <= column < 42 for _, column in places)
    unseen = mixed and not read(text, today=TODAY).failed
    assert unseen or MRZ["TD3"] in ["\n".join(one.lines) for one in repairs(text)]
