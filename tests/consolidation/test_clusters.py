"""Groups out of pairs: the strongest first, never against a hard limit."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from markaz.consolidation.clusters import Said, group, welds

NOBODY = Said()


def grouped(weights, *, agencies="ABCDEFGH", said=NOBODY, automatic=1_000):
    named = dict(enumerate(agencies, start=1))
    return [one.members for one in group(weights, named, said=said, automatic=automatic)]


def test_a_strong_pair_is_one_incident_and_a_weak_one_is_not():
    assert grouped({(1, 2): 4_000, (3, 4): 900}) == [(1, 2)]


def test_what_joined_a_report_is_kept():
    (one,) = group({(1, 2): 4_000}, {1: "A", 2: "B"}, said=NOBODY, automatic=1_000)
    assert (one.incident, one.joined_by) == (1, {2: 4_000})


def test_one_agencys_two_references_stay_two_events():
    assert grouped({(1, 2): 9_000, (1, 3): 5_000, (2, 3): -9_000}, agencies="ABB") == [(1, 2)]


def test_unless_a_person_says_so():
    said = Said(together=frozenset({(2, 3)}))
    assert grouped({(1, 2): 9_000}, agencies="ABB", said=said) == [(1, 2, 3)]


def test_what_a_person_kept_apart_no_weight_joins():
    assert grouped({(1, 2): 30_000}, said=Said(apart=frozenset({(1, 2)}))) == []


def test_apart_holds_through_a_third_report():
    weights = {(1, 3): 9_000, (2, 3): 8_000, (1, 2): 7_000}
    assert grouped(weights, said=Said(apart=frozenset({(1, 2)}))) == [(1, 3)]


def test_a_chain_of_weak_links_does_not_weld_two_groups():
    strong = {(1, 2): 12_000, (3, 4): 12_000}
    assert grouped({**strong, (2, 3): 2_000}) == [(1, 2), (3, 4)]


def test_groups_that_agree_on_the_whole_are_one():
    weights = dict.fromkeys(combinations(range(1, 5), 2), 6000)
    assert grouped(weights) == [(1, 2, 3, 4)]


def test_a_report_that_barely_hangs_on_is_shown_to_a_person():
    weights = {(1, 2): 20_000, (2, 3): 14_000, (1, 3): -4_000}
    named = {1: "A", 2: "B", 3: "C"}
    found = group(weights, named, said=NOBODY, automatic=1_000)
    assert welds(found, weights, review=-2_500) == {(1, 3)}


NUMBERS = range(1, 9)
WEIGHTS = st.dictionaries(
    st.sampled_from(list(combinations(NUMBERS, 2))), st.integers(-8_000, 20_000), max_size=20
)
PAIRS = st.frozensets(st.sampled_from(list(combinations(NUMBERS, 2))), max_size=3)


@given(weights=WEIGHTS, apart=PAIRS, agencies=st.text("ABC", min_size=8, max_size=8))
def test_no_incident_holds_two_reports_of_one_agency_or_a_pair_kept_apart(weights, apart, agencies):
    for members in grouped(weights, agencies=agencies, said=Said(apart=apart)):
        assert len({agencies[number - 1] for number in members}) == len(members)
        assert not apart & set(combinations(members, 2))


@given(weights=WEIGHTS, order=st.randoms())
def test_the_order_in_which_pairs_are_told_does_not_matter(weights, order):
    shuffled = list(weights.items())
    order.shuffle(shuffled)
    assert grouped(dict(shuffled)) == grouped(weights)


@given(weights=WEIGHTS)
def test_what_hangs_apart_is_grouped_as_if_alone(weights):
    far = {(left + 8, right + 8): weight for (left, right), weight in weights.items()}
    both = grouped({**weights, **far}, agencies="ABCDEFGH" * 2)
    alone = grouped(weights)
    assert both == alone + [tuple(number + 8 for number in members) for members in alone]
