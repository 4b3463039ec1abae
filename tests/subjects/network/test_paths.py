"""How two hang together."""

import pytest
from tests.subjects.network.conftest import all_paths, network, random_rows

from markaz.subjects.network.paths import MOST_LINKS, paths


def chain(length: int):
    links = [(place, end) for place in range(length) for end in (0, 1)]
    return [(f"n{place + end}", place, "phone", f"p{place}") for place, end in links]


def test_fewer_links_come_before_stronger_ones_and_stronger_before_weaker():
    rows = chain(2)
    rows += [(node, 5, "incident", "9") for node in ("n0", "x", "n2", "y")]
    rows += [("n0", 6, "plate", "q"), ("z", 6, "plate", "q")]
    rows += [("n2", 7, "plate", "r"), ("z", 7, "plate", "r"), ("w", 7, "plate", "r")]
    built = network(rows)
    found = paths(built, built.place("n0"), built.place("n2"), most=3)
    told = [[built.names[node].as_py() for node in path.nodes] for path in found]
    assert told == [["n0", "n2"], ["n0", "n1", "n2"], ["n0", "z", "n2"]]
    assert found[1].strengths == (1.0, 1.0)


def test_no_path_leads_through_a_hub():
    rows = [(f"n{number}", number, "phone", "courier") for number in range(40)]
    assert paths(network(rows), 0, 1) == ()


@pytest.mark.parametrize(("length", "found"), [(MOST_LINKS, 1), (MOST_LINKS + 1, 0)])
def test_a_path_that_is_too_long_to_mean_anything_is_not_shown(length, found):
    built = network(chain(length))
    assert len(paths(built, built.place("n0"), built.place(f"n{length}"))) == found


def test_nobody_has_a_path_to_themselves():
    assert paths(network(chain(1)), 0, 0) == ()


def test_over_one_of_three_to_the_third_is_no_way_of_its_own():
    three = [(node, None, "phone", "x") for node in "abc"]
    assert len(paths(network(three), 0, 2)) == 1
    also = [("b", 1, "plate", "y"), ("c", 1, "plate", "y")]
    assert len(paths(network([*three, *also]), 0, 2)) == 1
    apart = [*also, ("a", 2, "incident", "9"), ("b", 2, "incident", "9")]
    assert len(paths(network([*three, *apart]), 0, 2)) == 2


def test_far_ends_are_found_beyond_what_is_looked_through_first():
    rows = [*chain(5), ("n0", 8, "plate", "a"), ("m", 8, "plate", "a"), ("m", 9, "plate", "b")]
    rows += [("k", 9, "plate", "b"), ("k", 10, "plate", "c"), ("n2", 10, "plate", "c")]
    built = network(rows)
    found = paths(built, built.place("n0"), built.place("n5"))
    assert [len(path.strengths) for path in found] == [5, 6]


@pytest.mark.parametrize("seed", range(12))
def test_paths_are_those_of_brute_force(seed):
    rows = random_rows(seed, nodes=7, ties=8)
    built = network(rows)
    names = built.names.to_pylist()
    for last in names[1:]:
        every = all_paths(rows, names[0], last)
        within = [one for one in every if one[0] <= every[0][0] + 2][:3]
        found = paths(built, 0, built.place(last), most=3)
        told = [(len(path.strengths), sum(1 / one for one in path.strengths)) for path in found]
        assert told == [pytest.approx(one) for one in within]
        assert all(len(set(path.nodes)) == len(path.nodes) for path in found)
