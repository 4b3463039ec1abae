from functools import reduce
from operator import add

from hypothesis import given
from hypothesis import strategies as st

from markaz.records.batch import Tally

COUNTS = st.integers(0, 10_000_000)


@st.composite
def tallies(draw):
    new, revised, unchanged, aside = (draw(COUNTS) for _ in range(4))
    rows = new + revised + unchanged + aside
    return Tally(rows, new, revised, unchanged, aside, questions=draw(COUNTS))


@given(tallies())
def test_rows_are_kept_or_set_aside(tally):
    assert tally.rows == tally.kept + tally.set_aside
    assert tally.kept == tally.new + tally.revised + tally.unchanged


@given(st.lists(tallies(), max_size=6))
def test_a_sum_of_tallies_still_adds_up(parts):
    whole = reduce(add, parts, Tally())
    assert whole.rows == whole.kept + whole.set_aside
    assert whole.rows == sum(part.rows for part in parts)
    assert whole.questions == sum(part.questions for part in parts)


@given(tallies(), tallies(), tallies())
def test_the_order_in_which_parts_are_added_does_not_matter(one, two, three):
    assert (one + two) + three == one + (two + three) == three + (two + one)


@given(tallies())
def test_nothing_added_changes_nothing(tally):
    assert tally + Tally() == tally


@given(tallies(), tallies())
def test_what_machines_read_adds_up_like_the_tally(one, two):
    both = (one + two).as_dict()
    assert both == {name: count + two.as_dict()[name] for name, count in one.as_dict().items()}


def test_machines_read_seven_names():
    names = ["rows", "kept", "new", "revised", "unchanged", "set_aside", "questions"]
    assert list(Tally().as_dict()) == names


def test_a_question_is_not_a_fate_of_a_row():
    assert Tally(rows=1, new=1, questions=3).kept == 1
