"""Slabs of known goods: what is read of them, and what is never said."""

import numpy as np
import pytest

from markaz.airport.bags import wedges
from markaz.airport.bags.machine import machine as simulated
from markaz.airport.physics import steps
from markaz.airport.physics.materials import material, materials
from markaz.airport.physics.reading import ORGANIC_TO, read_pair, read_region
from markaz.airport.physics.shadow import detectability
from markaz.airport.physics.texts import Remark
from markaz.airport.scans.image import View
from markaz.airport.scans.report import Ability, Category

SIDE = 10
UNSEEN = [one.name for one in materials().values() if one.use in ("salt", "base", "resin", "other")]
CUES_ONLY_ORGANIC = ["heroin-base", "cocaine-base", "hashish", "raw-opium"]
LOOK_ALIKES = ["baking-soda", "detergent", "silica-toothpaste"]


def block(machine, chance, goods, *, side=SIDE):
    layers = {material(name): np.full((side, side), depth) for name, depth in goods.items()}
    return machine.shot(layers, photons=1e5, chance=chance)


def read(view, calibration):
    return read_region(view, np.ones(view.low.shape, bool), calibration=calibration)


def bare(calibration, light):
    low, high = (np.array([-np.log(one)]) for one in light)
    return float(calibration.zeff(calibration.depths(low, high))[0])


def test_unseen_goods_are_read_within_a_quarter_and_a_tenth(machine, calibration, chance):
    numbers, densities = [], []
    for name in UNSEEN:
        for depth in (2.0, 3.0, 4.0, 5.0):
            found = read(block(machine, chance, {name: depth}), calibration)
            numbers.append(found.zeff - material(name).zeff(calibration.exponent))
            densities.append(found.areal_density / depth - 1)
    assert np.sqrt(np.mean(np.square(numbers))) <= 0.25
    assert np.sqrt(np.mean(np.square(densities))) <= 0.10


def test_the_doubt_that_is_told_holds_what_is_missed(machine, calibration, chance):
    missed = []
    for name in UNSEEN:
        for depth in (1.0, 2.0, 4.0):
            found = read(block(machine, chance, {name: depth}), calibration)
            off = found.zeff - material(name).zeff(calibration.exponent)
            missed.append(abs(off) > 2 * found.zeff_sigma)
            assert 0.02 < found.zeff_sigma < 0.5
    assert np.mean(missed) <= 0.10


@pytest.mark.parametrize("channel", [0, 1])
def test_an_unnoticed_drift_moves_a_number_by_a_quarter_at_most(machine, calibration, channel):
    light = machine.clean({material("cocaine-hcl"): np.ones((1, 1))})
    light = np.array([light.low[0, 0], light.high[0, 0]], float)
    drifted = light.copy()
    drifted[channel] *= 0.997
    assert abs(bare(calibration, drifted) - bare(calibration, light)) <= 0.25


@pytest.mark.parametrize("name", CUES_ONLY_ORGANIC)
@pytest.mark.parametrize("depth", [1.0, 2.0, 3.5, 6.0])
def test_bases_and_resins_are_never_more_than_organic(machine, calibration, chance, name, depth):
    found = read(block(machine, chance, {name: depth}), calibration)
    assert found.text == Remark.ORGANIC.value
    assert found.category is Category.OTHER


@pytest.mark.parametrize("name", CUES_ONLY_ORGANIC)
def test_edges_of_bases_and_resins_leave_no_mark(machine, calibration, chance, name):
    inside = np.zeros((120, 120))
    inside[30:90, 30:90] = 3.0
    view = machine.shot({material(name): inside}, photons=1e5, chance=chance)
    aid = read_pair(view.low, view.high, calibration=calibration)
    assert aid.findings == ()
    assert (aid.material[40:80, 40:80] == 1).all()


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_look_alikes_are_marked_like_salts_and_the_mark_says_so(machine, calibration, chance, name):
    found = read(block(machine, chance, {name: 3.0}), calibration)
    assert found.text == Remark.SALT.value
    for word in ("Baking soda", "washing powder", "silica toothpaste"):
        assert word in found.text


@pytest.mark.parametrize("name", ["cocaine-hcl", "heroin-hcl", "meth-hcl", "mdma-hcl"])
def test_a_salt_is_marked_where_it_lies_over_metal_and_cloth(machine, calibration, chance, name):
    salt, cloth, metal = (np.zeros((160, 160)) for _ in range(3))
    salt[40:110, 50:120] = 2.0
    cloth[:, 20:] = 1.5
    metal[60:, :90] = 0.25
    view = machine.shot(
        {material(name): salt, material("cotton"): cloth, material("aluminium"): metal},
        photons=1e5,
        chance=chance,
    )
    marks = read_pair(view.low, view.high, calibration=calibration).findings
    assert [one.text for one in marks] == [Remark.SALT.value]
    columns, rows = np.array(marks[0].polygon).T
    assert abs(columns.mean() - 85) < 12
    assert abs(rows.mean() - 75) < 12
    assert abs(marks[0].zeff - material(name).zeff(calibration.exponent)) < 0.5
    assert abs(marks[0].areal_density / 2.0 - 1) < 0.15


@pytest.mark.parametrize(("shield", "depth"), [("steel", 8 * 0.787), ("lead", 1.134)])
def test_behind_shields_nothing_is_inspected_anywhere(machine, calibration, chance, shield, depth):
    view = block(machine, chance, {shield: depth, "cocaine-hcl": 3.0}, side=60)
    aid = read_pair(view.low, view.high, calibration=calibration)
    assert aid.not_inspected.all()
    assert np.isnan(aid.zeff).all()
    assert [one.ability for one in aid.findings] == [Ability.SHIELD]
    assert aid.findings[0].category is Category.ANOMALY
    assert read(view, calibration).ability is Ability.SHIELD


def test_behind_a_bottle_of_water_one_can_see(machine, calibration, chance):
    view = block(machine, chance, {"water": 7.0}, side=60)
    assert not read_pair(view.low, view.high, calibration=calibration).not_inspected.any()


@pytest.mark.parametrize("mm", [2, 4])
def test_detectability_behind_steel_is_near_the_simulated(chance, now, mm):
    """Blocks laid in at random; the polynomial bends behind metal, hence the factor of two."""
    machine, calibration = simulated("B"), wedges.calibration("B", now=now)
    steel = {"steel": 0.787 * mm}
    salt, water = (
        np.array([_mean_logs(block(machine, chance, {**steel, name: 3.0})) for _ in range(80)])
        for name in ("cocaine-hcl", "water")
    )
    # The spread of means over 100 points, as of 200.
    spread = (np.cov(salt.T) + np.cov(water.T)) / 4
    step = salt.mean(0) - water.mean(0)
    simulated_d = np.sqrt(step @ np.linalg.solve(spread, step))
    bare_steel = block(machine, chance, steel)
    light = [np.array([float(one.mean())]) for one in (bare_steel.low, bare_steel.high)]
    reckoned = detectability(*light, calibration=calibration)[0]
    assert simulated_d / 2 < reckoned < simulated_d * 2


def _mean_logs(view):
    return -np.log(view.low).mean(), -np.log(view.high).mean()


def test_what_is_too_thin_is_not_read(machine, calibration, chance):
    found = read(block(machine, chance, {"cocaine-hcl": 0.3}), calibration)
    assert found.text == Remark.THIN.value
    assert found.zeff is None


def test_metal_is_told_without_its_weight(machine, calibration, chance):
    found = read(block(machine, chance, {"steel": 0.8}), calibration)
    assert found.text == Remark.METAL.value
    assert found.areal_density is None


def test_the_window_lies_above_all_that_is_organic():
    assert steps.WINDOW[0] > max(
        material(name).zeff(3.3) for name in (*CUES_ONLY_ORGANIC, "water", "sugar", "tnt", "rdx")
    )
    assert steps.WINDOW[1] > ORGANIC_TO


def test_pictures_of_two_sizes_are_no_view():
    with pytest.raises(ValueError, match="differ in size"):
        View(np.ones((2, 3), np.float32), np.ones((3, 3), np.float32))
