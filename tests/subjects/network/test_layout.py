"""Where nodes are drawn, and that a kept network is the one that was built."""

from math import dist

from tests.subjects.network.conftest import network, random_rows

from markaz.subjects.network.kept import load, save
from markaz.subjects.network.layout import places
from markaz.subjects.network.neighbours import MOST_NODES, neighbourhood


def nearest(drawn) -> float:
    return min(dist((a.x, a.y), (b.x, b.y)) for at, a in enumerate(drawn) for b in drawn[:at])


def test_five_hundred_nodes_lie_apart_and_inside_the_drawing():
    rows = [("a", 1, "phone", f"p{nth}") for nth in range(20)]
    rows += [(f"b{nth}", 1, "phone", f"p{nth}") for nth in range(20)]
    for nth in range(20):
        rows += [(f"b{nth}", 2, "plate", f"q{nth}.{other}") for other in range(30)]
        rows += [(f"c{nth}.{other}", 2, "plate", f"q{nth}.{other}") for other in range(30)]
    found = neighbourhood(network(rows), 0, steps=2)
    drawn = places(found.nodes)
    assert len(drawn) == MOST_NODES
    assert found.left_out == 1 + 20 + 600 - MOST_NODES
    assert all(abs(one.x) < 1 and abs(one.y) < 1 for one in drawn)
    # On a drawing 960 wide the dots of 5 across do not touch.
    assert nearest(drawn) * 480 > 5


def test_five_hundred_neighbours_of_one_lie_apart_too():
    rows = [("a", 1, "phone", f"p{nth}") for nth in range(MOST_NODES)]
    rows += [(f"b{nth}", 1, "phone", f"p{nth}") for nth in range(MOST_NODES)]
    assert nearest(places(neighbourhood(network(rows), 0).nodes)) * 480 > 5


def test_the_same_neighbourhood_is_drawn_alike():
    built = network(random_rows(3))
    first, second = (places(neighbourhood(built, 0, steps=2).nodes) for _ in range(2))
    assert first == second


def test_a_kept_network_answers_as_the_one_that_was_built(tmp_path):
    built = network(random_rows(5))
    save(built, tmp_path)
    kept = load(tmp_path)
    for node in range(len(built.names)):
        one, other = (neighbourhood(each, node, steps=2) for each in (built, kept))
        assert one == other
