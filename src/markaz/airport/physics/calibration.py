"""A machine's calibration: how its two energies lead to material, and how surely."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np

from markaz.airport.physics import basis
from markaz.airport.physics.basis import Floats, Polynomial
from markaz.airport.physics.materials import material
from markaz.records.errors import InvalidValueError

_FEWEST = 40
_CHLORINE = "Cl"
# Behind less light than this the fit would follow noise.
_DIMMEST = 0.015


class Sample(NamedTuple):
    """Known goods, as depths in g/cm2 by name of material, and the two transmissions measured."""

    goods: tuple[tuple[str, float], ...]
    low: float
    high: float


class Noise(NamedTuple):
    """The variance of a transmission: `gain` times itself, and `dark` squared."""

    gain: float
    dark: float

    def variance(self, transmission: Floats) -> Floats:
        """The variance of one point of this transmission."""
        found: Floats = self.gain * np.maximum(transmission, 0) + self.dark**2
        return found


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is known of one machine since its last calibration.

    `inverse` leads from both negative logarithms to depths of the basis in g/cm2. `bias` is the
    root mean square error of the effective atomic number over the samples, and `density_bias` that
    of the areal density as a share of it.
    """

    name: str
    machine: str
    made_at: datetime
    exponent: float
    inverse: Polynomial
    low_noise: Noise
    high_noise: Noise
    bias: float
    density_bias: float

    def depths(self, low_log: Floats, high_log: Floats) -> Floats:
        """Depths of the basis in g/cm2 (2 x ...) from both negative logarithms."""
        return self.inverse.at(low_log, high_log)

    def zeff(self, depths: Floats) -> Floats:
        """The effective atomic number of depths."""
        return basis.zeff(depths, exponent=self.exponent)

    def written(self) -> str:
        """The record as JSON."""
        return json.dumps(asdict(self) | {"made_at": self.made_at.isoformat()})


def read(written: str) -> Calibration:
    """A record that `Calibration.written` wrote.

    Raises:
        InvalidValueError: It is not such a record, or not a whole one.
    """
    try:
        kept: dict[str, Any] = json.loads(written)
        kept |= {
            "made_at": datetime.fromisoformat(kept["made_at"]),
            "low_noise": Noise(*map(float, kept["low_noise"])),
            "high_noise": Noise(*map(float, kept["high_noise"])),
            "inverse": _polynomial(kept["inverse"]),
        }
        return Calibration(**kept)
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidValueError(
            "This is no calibration record ({why}): make it anew with the machine's references.",
            why=error,
        ) from None


def _polynomial(kept: dict[str, Any]) -> Polynomial:
    first, second = (tuple(map(float, row)) for row in kept["coefficients"])
    if not len(first) == len(second) == len(basis.powers(int(kept["degree"]))):
        raise ValueError("coefficients")
    return Polynomial(int(kept["degree"]), (first, second))


def calibrate(
    samples: Iterable[Sample],
    *,
    name: str,
    machine: str,
    now: datetime,
    noise: tuple[Noise, Noise],
    exponent: float = basis.EXPONENT,
) -> Calibration:
    """Fit a machine's calibration to references that were laid into it.

    Raises:
        InvalidValueError: Too few samples pass enough light, or none holds chlorine.
    """
    bright = [one for one in samples if min(one.low, one.high) > _DIMMEST]
    if len(bright) < _FEWEST:
        raise InvalidValueError(
            "{count} references passed enough light: measure {fewest} or more.",
            count=len(bright),
            fewest=_FEWEST,
        )
    if not any(_holds_chlorine(name) for one in bright for name, _ in one.goods):
        raise InvalidValueError(
            "No reference holds chlorine, so salts would be misread: add PVC with polyethylene."
        )
    logs = -np.log([[one.low, one.high] for one in bright])
    depths = np.array([_depths(one, exponent=exponent) for one in bright])
    weights = 1 / (np.abs(depths).sum(axis=1) + 0.3)
    inverse = basis.fitted(logs, depths, weights=weights)
    read_back = inverse.at(logs[:, 0], logs[:, 1])
    true, found = (basis.zeff(one, exponent=exponent) for one in (depths.T, read_back))
    true_density = np.array([sum(depth for _, depth in one.goods) for one in bright])
    return Calibration(
        name=name,
        machine=machine,
        made_at=now,
        exponent=exponent,
        inverse=inverse,
        low_noise=noise[0],
        high_noise=noise[1],
        bias=float(np.sqrt(np.mean((found - true) ** 2))),
        density_bias=float(np.sqrt(np.mean((read_back.sum(axis=0) / true_density - 1) ** 2))),
    )


def _holds_chlorine(name: str) -> bool:
    return any(element == _CHLORINE for element, _ in material(name).shares)


def _depths(sample: Sample, *, exponent: float) -> Floats:
    parts = [
        basis.depths_of(material(name), exponent=exponent) * depth for name, depth in sample.goods
    ]
    found: Floats = np.sum(parts, axis=0)
    return found


def noise_of(open_beam: Floats, dark: Floats) -> Noise:
    """The noise of one detector, from a picture of the open beam and one with the tube off."""
    return Noise(float(max(open_beam.var() - dark.var(), 0.0)), float(dark.std()))
