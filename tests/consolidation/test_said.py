"""People's words, heard from the latest: what holds, what is overruled, what they join."""

from hypothesis import given
from hypothesis import strategies as st

from markaz.consolidation.clusters import group
from markaz.consolidation.said import Said, Word, heard

ONE, OTHER, THIRD = 1, 2, 3
AGENCIES = {number: f"agency {number}" for number in range(1, 9)}
STRONG = 5_000


def same(left, right):
    return Word((left, right), together=True)


def different(left, right):
    return Word((left, right), together=False)


def incidents(weights=None, *latest_first, agencies=AGENCIES):
    found = group(weights or {}, agencies, said=heard(latest_first), automatic=1_000)
    return [one.members for one in found]


def test_words_that_agree_all_hold():
    said = heard([same(1, 2), different(2, 3)])
    assert said == Said(together=frozenset({(1, 2)}), apart=frozenset({(2, 3)}))


def test_the_latest_word_overrules_the_earliest_of_a_contradiction():
    said = heard([different(1, 3), same(2, 3), same(1, 2)])
    assert (said.together, said.apart, said.overruled) == ({(2, 3)}, {(1, 3)}, {(1, 2)})


def test_an_earlier_difference_is_overruled_by_later_words_around_it():
    said = heard([same(1, 2), same(2, 3), different(1, 3)])
    assert said.overruled == {(1, 3)}
    assert incidents(None, same(1, 2), same(2, 3), different(1, 3)) == [(1, 2, 3)]


def test_the_same_word_joins_two_reports_of_one_agency():
    assert incidents(None, same(1, 2), agencies={1: "ANF", 2: "ANF"}) == [(1, 2)]


def test_saying_same_of_two_reports_joins_their_incidents_whole():
    # 1 with 3 and 2 with 4 by weights; 3 is of the agency of 2, and was never weighed with it.
    weights = {(1, 3): STRONG, (2, 4): STRONG}
    agencies = {1: "ANF", 2: "PCG", 3: "PCG", 4: "FIA"}
    assert incidents(weights, same(1, 2), agencies=agencies) == [(1, 2, 3, 4)]


def test_a_third_report_judged_different_from_one_of_the_two_stays_out():
    weights = {(1, 3): STRONG}
    assert incidents(weights) == [(1, 3)]
    assert incidents(weights, same(1, 2), different(2, 3)) == [(1, 2)]
    assert incidents(weights, different(2, 3), same(1, 2)) == [(1, 2)]


def test_of_two_reports_held_apart_the_stronger_one_comes_along():
    weights = {(1, 3): 9_000, (2, 4): STRONG}
    assert incidents(weights, same(1, 2), different(3, 4)) == [(1, 2, 3)]


def test_a_word_on_what_the_weights_hold_together_anyway_changes_nothing():
    weights = {(1, 2): STRONG, (1, 3): 1_500, (2, 3): 1_500}
    assert incidents(weights) == incidents(weights, same(1, 2)) == [(1, 2, 3)]


def test_what_a_person_joined_is_told_from_what_the_weights_joined():
    (one,) = group({(1, 3): STRONG}, AGENCIES, said=heard([same(1, 2)]), automatic=1_000)
    assert one.joined_by == {2: None, 3: STRONG}


NUMBERS = st.integers(1, 7)
WORDS = st.lists(
    st.tuples(NUMBERS, NUMBERS, st.booleans()).filter(lambda word: word[0] < word[1]),
    max_size=12,
    unique_by=lambda word: word[:2],
)
WEIGHTS = st.dictionaries(
    st.tuples(NUMBERS, NUMBERS).filter(lambda pair: pair[0] < pair[1]),
    st.integers(-7_000, 12_000),
    max_size=12,
)


@given(WORDS, WEIGHTS)
def test_no_incident_holds_what_a_word_that_holds_parts(words, weights):
    latest_first = [Word((left, right), together=together) for left, right, together in words]
    said = heard(latest_first)
    of = {number: members for members in incidents(weights, *latest_first) for number in members}
    for left, right in said.apart:
        assert of.get(left, (left,)) != of.get(right, (right,))
    for left, right in said.together:
        assert of[left] == of[right]
    if latest_first:
        assert latest_first[0].pair not in said.overruled
