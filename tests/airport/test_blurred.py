"""A blurred picture is told by its noise: the aid reads no edge in it and says so."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import ndimage

from markaz.airport.bags.packing import pack
from markaz.airport.physics import shadow
from markaz.airport.physics.materials import material
from markaz.airport.physics.reading import read_pair
from markaz.airport.physics.texts import Remark
from markaz.airport.scans.image import View

SMALL = (240, 320)


def blurred(view, points):
    return View(*(ndimage.gaussian_filter(one, points) for one in (view.low, view.high)))


@pytest.mark.parametrize("seed", range(4))
def test_sharp_bags_are_read_and_blurred_ones_are_not(machine, calibration, seed):
    chance = np.random.default_rng(seed)
    bag = pack(chance, canvas=SMALL)
    for goods in (bag.from_above(), bag.from_side()):
        view = machine.shot(goods, photons=1e5, chance=chance)
        assert not shadow.is_blurred(view, calibration=calibration)
        for points in (0.75, 1.5):
            assert shadow.is_blurred(blurred(view, points), calibration=calibration)


def test_a_blurred_picture_bears_the_sentence_and_no_mark(machine, calibration, chance):
    salt = np.zeros((160, 180))
    salt[30:120, 40:140] = 2.0
    view = machine.shot({material("meth-hcl"): salt}, photons=1e5, chance=chance)
    sharp = read_pair(view.low, view.high, calibration=calibration)
    assert Remark.SALT.value in [one.text for one in sharp.findings]
    dull = blurred(view, 1.0)
    (only,) = read_pair(dull.low, dull.high, calibration=calibration).findings
    assert only.text == Remark.BLURRED.value
    assert only.zeff is None


def test_what_was_not_inspected_is_told_in_a_blurred_picture_too(machine, calibration, chance):
    steel = np.zeros((120, 120))
    steel[30:80, 30:80] = 15.0
    view = blurred(machine.shot({material("steel"): steel}, photons=1e5, chance=chance), 1.0)
    texts = [one.text for one in read_pair(view.low, view.high, calibration=calibration).findings]
    assert texts == [Remark.BLURRED.value, Remark.NOT_INSPECTED.value]


def test_a_picture_without_any_noise_is_no_blurred_one(machine, calibration):
    view = machine.clean({material("water"): np.full((60, 60), 2.0)})
    assert not shadow.is_blurred(view, calibration=calibration)


def test_a_noisier_machine_is_not_taken_for_a_sharper_one(machine, calibration, chance):
    view = machine.shot({material("water"): np.full((90, 90), 2.0)}, photons=1e5, chance=chance)
    noisy = replace(
        calibration,
        low_noise=calibration.low_noise._replace(gain=calibration.low_noise.gain * 4),
        high_noise=calibration.high_noise._replace(gain=calibration.high_noise.gain * 4),
    )
    assert shadow.is_blurred(view, calibration=noisy)
