"""Edges of what is no salt: those half in a mean, and those that lie along one another."""

import numpy as np
import pytest

from markaz.airport.physics import steps
from markaz.airport.physics.materials import material
from markaz.airport.physics.reading import depths_of, read_pair
from markaz.airport.physics.texts import Remark

SIDE = 260


def marks(machine, calibration, chance, goods):
    view = machine.shot(
        {material(name): depth for name, depth in goods.items()}, photons=1e5, chance=chance
    )
    found = read_pair(view.low, view.high, calibration=calibration).findings
    return [one for one in found if one.text == Remark.SALT.value]


def disc(radius, depth, *, at=(130, 130)):
    """Points half within an edge take half of it, as a detector's points do."""
    rows, columns = np.ogrid[:SIDE, :SIDE]
    away = np.hypot(rows - at[0], columns - at[1])
    return np.clip(radius - away + 0.5, 0, 1) * depth


@pytest.mark.parametrize(("name", "depth"), [("aluminium", 1.6), ("rubber", 2.4), ("glass", 2.0)])
def test_the_rim_of_an_edge_is_not_read_as_something_lighter(
    machine, calibration, chance, name, depth
):
    """None of it, or short pieces of overlaps would be joined by it to long outlines."""
    cloth = np.full((SIDE, SIDE), 1.5)
    goods = {material(name): disc(110, depth), material("cotton"): cloth}
    view = machine.shot(goods, photons=1e5, chance=chance)
    found = steps.outlines(
        depths_of(view, calibration=calibration),
        unseen=np.zeros((SIDE, SIDE), bool), calibration=calibration, fewest=1,
    )  # fmt: skip
    assert sum(len(one.rows) for one in found) < 40


def test_a_salt_of_the_same_form_is_marked(machine, calibration, chance):
    cloth = np.full((SIDE, SIDE), 1.5)
    found = marks(machine, calibration, chance, {"cocaine-hcl": disc(60, 2.0), "cotton": cloth})
    assert len(found) == 1


def test_two_edges_along_one_another_bound_nothing(machine, calibration, chance):
    """Rubber over the edge of a sheet of plastic: one straight step that reads like a salt's."""
    rubber, plastic = np.zeros((SIDE, SIDE)), np.zeros((SIDE, SIDE))
    rubber[20:240, 130:], plastic[50:210, 130:] = 1.8, 1.4
    both = {"rubber": rubber, "pmma": plastic}
    assert marks(machine, calibration, chance, both) == []
