"""What links two nodes, how strongly, and by which reports."""

import pytest
from tests.subjects.network.conftest import network, random_rows, strengths

from markaz.subjects.network.links import MOST_SHARING
from markaz.subjects.network.neighbours import neighbourhood
from markaz.subjects.network.paths import shared

COURIER = [(f"n{number:03d}", number, "phone", "courier") for number in range(1, 60)]


def near(built, name, **asked):
    found = neighbourhood(built, built.place(name), **asked)
    return found, [built.names[node].as_py() for node in found.nodes["node"].to_pylist()]


def test_a_number_that_two_alone_share_links_them_more_strongly_than_one_of_many():
    rows = [("a", 1, "phone", "x"), ("b", 2, "phone", "x")]
    rows += [(node, 3, "incident", "9") for node in "acde"]
    found, names = near(network(rows), "a")
    assert names == ["a", "b", "c", "d", "e"]
    assert found.nodes["strength"].to_pylist() == [None, 1.0, *[pytest.approx(1 / 3)] * 3]


def test_what_two_share_keeps_the_reports_that_say_so_and_how_many_share_it():
    rows = [("a", 1, "phone", "x"), ("a", 4, "phone", "x"), ("b", 2, "phone", "x")]
    rows += [("a", 3, "incident", "9"), ("b", 3, "incident", "9"), ("c", 3, "incident", "9")]
    built = network(rows)
    told = shared(built, built.place("a"), built.place("b"))
    assert [(one.kind, one.value, one.sharing, one.reports) for one in told] == [
        ("phone", "x", 2, (1, 2, 4)),
        ("incident", "9", 3, (3,)),
    ]


def test_a_list_entry_links_without_a_report():
    built = network([("a", None, "phone", "x"), ("b", None, "phone", "x")])
    assert shared(built, 0, 1)[0].reports == ()


def test_a_courier_offices_phone_is_a_hub_and_links_nobody():
    rows = [*COURIER, ("n001", 70, "plate", "p"), ("n002", 71, "plate", "p")]
    built = network(rows)
    found, names = near(built, "n001", steps=2)
    assert names == ["n001", "n002"]
    assert found.left_out == 0
    assert [built.values[tie].as_py() for tie in found.hubs["tie"].to_pylist()] == ["courier"]
    assert found.hubs["sharing"].to_pylist() == [59]
    assert [one.kind for one in shared(built, 0, 1)] == ["plate"]


def test_as_many_as_may_share_a_number_are_no_hub_yet():
    at_most = network(COURIER[:MOST_SHARING])
    beyond = network(COURIER[: MOST_SHARING + 1])
    assert len(near(at_most, "n001")[1]) == MOST_SHARING
    assert near(beyond, "n001")[1] == ["n001"]


def test_what_is_left_out_is_counted_and_the_strongest_stay():
    rows = [("a", 1, "phone", "x"), ("b", 2, "phone", "x")]
    rows += [(node, 3, "incident", "9") for node in "acdefg"]
    found, names = near(network(rows), "a", most=3)
    assert names == ["a", "b", "c"]
    assert found.left_out == 4


def test_the_second_step_tells_over_whom_it_goes():
    rows = [("a", 1, "phone", "x"), ("b", 2, "phone", "x")]
    rows += [("b", 3, "plate", "y"), ("c", 4, "plate", "y")]
    found, names = near(network(rows), "a", steps=2)
    assert names == ["a", "b", "c"]
    assert found.nodes["step"].to_pylist() == [0, 1, 2]
    assert found.nodes["via"].to_pylist() == [None, 0, 1]


def test_who_is_linked_with_nobody_stands_alone():
    found, names = near(network([("a", 1, "phone", "x")], alone=["z"]), "z", steps=2)
    assert (names, found.links.num_rows, found.left_out) == (["z"], 0, 0)


@pytest.mark.parametrize("seed", range(20))
def test_every_link_is_as_strong_as_the_definition_says(seed):
    rows = random_rows(seed)
    built = network(rows)
    expected = strengths(rows)
    for name in built.names.to_pylist():
        found, names = near(built, name, steps=2)
        links = {
            frozenset((names[left], names[right])): strength
            for left, right, strength in zip(*found.links.to_pydict().values(), strict=True)
        }
        among = {pair: one for pair, one in expected.items() if pair <= set(names)}
        assert links == pytest.approx(among)
        first = {other for pair in expected if name in pair for other in pair} - {name}
        second = {other for pair in expected if pair & first for other in pair} - first - {name}
        steps = dict(zip(names, found.nodes["step"].to_pylist(), strict=True))
        assert {one for one, step in steps.items() if step == 1} == first
        assert {one for one, step in steps.items() if step == 2} == second
