"""A grading is kept as its source gave it, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.records.errors import InvalidValueError
from markaz.records.grading import GRADES, Grading, Scheme, read_grading

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40).map(str.strip)
GRADINGS = st.sampled_from(Scheme).flatmap(
    lambda scheme: st.builds(
        Grading,
        st.just(scheme),
        st.sampled_from(sorted(GRADES[scheme, "source"])),
        st.sampled_from(sorted(GRADES[scheme, "information"])),
        st.sampled_from(["", *sorted(GRADES[scheme, "handling"])]),
        WORDS,
    )
)


@given(GRADINGS)
def test_what_is_written_is_read_back(graded):
    assert read_grading(graded.notation) == graded


@pytest.mark.parametrize(
    ("written", "notation"),
    [
        ("admiralty B2", "admiralty B2"),
        ("Admiralty: b-2", "admiralty B2"),
        ("NATO F6", "admiralty F6"),
        ("Europol 4x4 A1 H2", "4x4 A1 H2"),
        ("4x4: X4 H3: ask the desk", "4x4 X4 H3: ask the desk"),
        ("UK 3x5x2 1/A/C", "3x5x2 1A C"),
        ("ایڈمرلٹی C3", "admiralty C3"),
    ],
)
def test_spellings_of_agencies_are_read(written, notation):
    assert read_grading(written).notation == notation


@pytest.mark.parametrize(
    "written",
    ["", "B2", "probably true", "admiralty", "admiralty B7", "4x4 F2", "3x5x2 B2", "5x5 A1"],
)
def test_what_names_no_scheme_or_no_grade_of_it_is_refused(written):
    with pytest.raises(InvalidValueError):
        read_grading(written)


@pytest.mark.parametrize(
    ("written", "restricts"),
    [
        ("admiralty A1", False),
        ("admiralty A1: for the desk only", True),
        ("4x4 A1 H0", False),
        ("4x4 A1 H1", True),
        ("3x5x2 1A P", False),
        ("3x5x2 1A C", True),
    ],
)
def test_a_code_or_words_may_hold_the_reader_to_something(written, restricts):
    assert read_grading(written).restricts is restricts
