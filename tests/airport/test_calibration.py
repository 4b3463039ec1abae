import json
from datetime import timedelta

import numpy as np
import pytest

from markaz.airport.bags import wedges
from markaz.airport.bags.machine import machine as simulated
from markaz.airport.bags.machine import slab
from markaz.airport.physics import calibration as calibrations
from markaz.airport.physics import drift
from markaz.airport.physics.calibration import Noise, Sample, calibrate
from markaz.airport.physics.materials import material
from markaz.airport.physics.projection import project
from markaz.airport.physics.reading import depths_of, read_pair
from markaz.airport.physics.verdict import report
from markaz.airport.scans.image import Kind, Origin, Scan, View
from markaz.airport.scans.report import Decision
from markaz.records.errors import InvalidValueError

QUIET = (Noise(1e-5, 1e-4), Noise(1e-5, 1e-4))


def test_a_record_is_read_back_as_it_was_written(calibration):
    assert calibrations.read(calibration.written()) == calibration


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": 3}', "null"])
def test_what_is_no_record_is_refused_in_a_sentence(text):
    with pytest.raises(InvalidValueError, match="no calibration record"):
        calibrations.read(text)


def test_a_record_with_a_coefficient_too_few_is_refused(calibration):
    kept = json.loads(calibration.written())
    kept["inverse"]["coefficients"][0].pop()
    with pytest.raises(InvalidValueError, match="no calibration record"):
        calibrations.read(json.dumps(kept))


def samples(*names):
    machine = simulated("B")
    for name in names:
        for depth in np.linspace(0.2, 8, 30):
            view = machine.clean(slab(name, depth))
            yield Sample(((name, depth),), float(view.low[0, 0]), float(view.high[0, 0]))


def test_a_calibration_without_chlorine_is_refused(now):
    with pytest.raises(InvalidValueError, match="chlorine"):
        calibrate(samples("polyethylene", "aluminium"), name="x", machine="m", now=now, noise=QUIET)


def test_a_calibration_with_too_few_references_is_refused(now):
    with pytest.raises(InvalidValueError, match="30 references passed"):
        calibrate(samples("pvc"), name="x", machine="m", now=now, noise=QUIET)


def test_no_drug_is_among_the_references_of_a_simulated_machine():
    used = {name for stack in wedges._stacks() for name, _ in stack}
    assert {material(name).use for name in used} == {"calibration"}


def test_exponent_3_3_leaves_less_bias_in_salts_than_its_neighbours(now):
    """Against goods that no calibration saw, without noise."""
    machine = simulated("B")
    bias = {}
    for exponent in (2.94, 3.3, 3.6):
        stacks = wedges._samples(machine)
        fit = calibrate(
            stacks, name="x", machine="m", exponent=exponent,
            now=now, noise=QUIET,
        )  # fmt: skip
        off = []
        for name in ("cocaine-hcl", "heroin-hcl", "meth-hcl", "mdma-hcl", "cocaine-base", "sugar"):
            view = machine.clean(slab(name, 3.0, points=9))
            logs = -np.log(view.low.astype(float)), -np.log(view.high.astype(float))
            off.append(fit.zeff(fit.depths(*logs))[0, 0] - material(name).zeff(exponent))
        bias[exponent] = float(np.sqrt(np.mean(np.square(off))))
    assert bias[3.3] < 0.05
    assert bias[3.3] < min(bias[2.94], bias[3.6]) / 2


def reference(machine):
    view = machine.clean(slab("pmma", 3.0))
    return Sample((("pmma", 3.0),), float(view.low[0, 0]), float(view.high[0, 0]))


def measured(machine, chance, *, low=1.0, high=1.0, side=120):
    view = machine.shot({material("pmma"): np.full((side, side), 3.0)}, photons=1e5, chance=chance)
    return View(view.low * np.float32(low), view.high * np.float32(high))


@pytest.mark.parametrize(
    ("gains", "alarm"),
    [((1, 1), False), ((0.998, 1.001), False), ((0.995, 1), True), ((1, 1.005), True)],
)
def test_a_drift_of_three_in_a_thousand_alarms(machine, calibration, chance, gains, alarm):
    done = drift.check(
        *drift.passed(measured(machine, chance, low=gains[0], high=gains[1])),
        reference=reference(machine), calibration=calibration, now=calibration.made_at,
    )  # fmt: skip
    assert done.alarm is alarm
    assert abs(done.low_drift - (gains[0] - 1)) < 0.0006
    assert done.calibration == calibration.name


def test_a_picture_too_small_to_tell_a_drift_is_refused(machine, calibration, chance, now):
    with pytest.raises(InvalidValueError, match="too small to tell a drift"):
        drift.passed(measured(machine, chance, side=4))


@pytest.mark.parametrize(
    ("last", "trust"),
    [
        (None, drift.Trust.STALE),
        ((timedelta(hours=25), False), drift.Trust.CHECKED),
        ((timedelta(hours=27), False), drift.Trust.STALE),
        ((timedelta(hours=1), True), drift.Trust.DRIFTED),
        ((timedelta(days=9), True), drift.Trust.DRIFTED),
    ],
)
def test_a_machine_is_trusted_by_its_last_daily_check(now, last, trust):
    made = (now - last[0], last[1]) if last else None
    assert drift.trust(made, now=now) is trust


def test_what_is_no_share_of_the_beam_is_refused(machine, calibration, now):
    for low, high in ((0.0, 0.5), (0.5, 40.0)):
        with pytest.raises(InvalidValueError, match="between 0 and 1"):
            drift.check(low, high, reference=reference(machine), calibration=calibration, now=now)


PLACES = [{}, {"water": 4.0}, {"cotton": 2.0, "aluminium": 0.5}, {"glass": 1.0}, {"paper": 6.0}]


@pytest.mark.parametrize("under", PLACES, ids=lambda one: "+".join(one) or "nothing")
@pytest.mark.parametrize("name", ["cocaine-hcl", "hashish"])
def test_projection_is_within_half_a_percent_of_a_full_render(machine, calibration, under, name):
    bag = {material(one): np.full((40, 40), depth) for one, depth in under.items()}
    bag = bag or {material("water"): np.zeros((40, 40))}
    threat = np.full((20, 20), 2.5)
    put = np.zeros((40, 40))
    put[10:30, 8:28] = threat
    found = project(
        machine.clean(bag), machine.clean({material(name): threat}), at=(10, 8),
        calibration=calibration,
    )  # fmt: skip
    full = machine.clean({**bag, material(name): put})
    for one, true in ((found.low, full.low), (found.high, full.high)):
        # At the rim the bag is taken as the mean of nine points, all alike here.
        assert np.abs(one / true - 1).max() < 0.005


def test_multiplying_would_be_far_off(machine):
    both = {"cocaine-hcl": 2.5, "water": 4.0}
    alone = [machine.clean(slab(name, depth)).low[0, 0] for name, depth in both.items()]
    full = machine.clean({material(name): np.full((1, 1), depth) for name, depth in both.items()})
    assert alone[0] * alone[1] / full.low[0, 0] < 0.97


def test_a_threat_is_not_projected_onto_metal_or_over_the_edge(machine, calibration):
    steel = machine.clean({material("steel"): np.full((40, 40), 0.8)})
    threat = machine.clean({material("hashish"): np.full((20, 20), 2.0)})
    with pytest.raises(InvalidValueError, match="Too much metal"):
        project(steel, threat, at=(5, 5), calibration=calibration)
    with pytest.raises(InvalidValueError, match="over the edge"):
        project(steel, threat, at=(25, 25), calibration=calibration)


def test_a_report_names_exponent_and_calibration_and_never_clears(
    machine, calibration, chance, now
):
    origin = Origin("M", "1.2", "1.2.3", now, (1.0, 1.0))
    for name, decision in (("water", Decision.UNKNOWN), ("cocaine-hcl", Decision.ALARM)):
        inside = np.zeros((140, 140))
        inside[30:110, 30:110] = 2.0
        view = machine.shot({material(name): inside}, photons=1e5, chance=chance)
        aid = read_pair(view.low, view.high, calibration=calibration)
        said = report(
            {1: aid},
            Scan(Kind.DX, origin, first=view),
            calibration=calibration,
            uid="1.2.4",
            now=now,
        )
        assert said.decision is decision
        assert said.parameters["exponent"] == "3.3"
        assert said.parameters["calibration"] == calibration.name


def test_a_calibration_says_how_far_it_is_off(calibration):
    assert 0 < calibration.bias < 0.1
    assert 0 < calibration.density_bias < 0.1


def test_nothing_in_the_beam_reads_as_nothing(machine, calibration, chance):
    view = machine.shot({material("water"): np.zeros((30, 30))}, photons=1e5, chance=chance)
    assert np.abs(depths_of(view, calibration=calibration).sum(axis=0)).max() < 0.1
    aid = read_pair(view.low, view.high, calibration=calibration)
    assert not aid.material.any()
    assert np.isnan(aid.zeff).all()
