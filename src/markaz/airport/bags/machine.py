"""A simulated scanning machine: its tube, its two detectors, and the noise of counting photons."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from markaz.airport.physics.materials import Column, Material, compound, energies, material
from markaz.airport.scans.image import Picture, View
from markaz.records.errors import InvalidValueError

_STEP = 2  # keV of the table in one bin: finer bins move no transmission by 0.1 %
_CHUNK = 1 << 16
_PHOSPHOR, _CRYSTAL = "Gd2O2S", "CsI"
_DARK = 1e-4  # of the open beam, one standard deviation


class Channel(NamedTuple):
    """What one detector counts of the open beam, by energy bin; the counts sum to 1."""

    counts: Column

    def mean_kev(self) -> float:
        """The mean energy of what is counted."""
        return float((self.counts * bins()).sum())


class Signal(NamedTuple):
    """A channel's picture without noise, and the energy in keV that one count stands for there."""

    picture: NDArray[np.float64]
    quantum: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SimulatedMachine:
    """A machine's two channels; its detectors weigh each photon by its energy."""

    name: str
    low: Channel
    high: Channel

    def signals(self, goods: Mapping[Material, NDArray[np.float64]]) -> tuple[Signal, Signal]:
        """Both channels behind goods, given as areal densities in g/cm2, each height x width."""
        layers = list(goods.values())
        shape = layers[0].shape
        weights = self._weights()
        attenuation = np.array([_binned(one.attenuation()) for one in goods]).T.astype(np.float32)
        depth = np.array([layer.ravel() for layer in layers], np.float32)
        sums = np.empty((len(weights), depth.shape[1]))
        for start in range(0, depth.shape[1], _CHUNK):
            part = slice(start, start + _CHUNK)
            sums[:, part] = weights @ np.exp(-(attenuation @ depth[:, part]))
        low, low_square, high, high_square = (row.reshape(shape) for row in sums)
        # No light, no energy of a count: any number but nought will do there.
        dark = np.ones(shape)
        return (
            Signal(low, np.divide(low_square, low, out=dark.copy(), where=low > 0)),
            Signal(high, np.divide(high_square, high, out=dark.copy(), where=high > 0)),
        )

    def clean(self, goods: Mapping[Material, NDArray[np.float64]]) -> View:
        """The view that endless counting would give."""
        low, high = self.signals(goods)
        return View(low.picture.astype(np.float32), high.picture.astype(np.float32))

    def shot(
        self,
        goods: Mapping[Material, NDArray[np.float64]],
        *,
        photons: float,
        chance: np.random.Generator,
    ) -> View:
        """The view with noise, for so many counted photons to a point of the open beam."""
        low, high = self.signals(goods)
        return View(
            _counted(low, self.low, photons=photons, chance=chance),
            _counted(high, self.high, photons=photons, chance=chance),
        )

    def _weights(self) -> NDArray[np.float32]:
        """For each channel the shares of energy, then the shares times what a count stands for."""
        grid = bins()
        found = []
        for channel in (self.low, self.high):
            share = channel.counts * grid / (channel.counts * grid).sum()
            found += [share, share * grid]
        return np.array(found, np.float32)


def _counted(
    signal: Signal, channel: Channel, *, photons: float, chance: np.random.Generator
) -> Picture:
    """Noise with the mean and variance of a compound Poisson sum over the hardened spectrum."""
    open_beam = photons * channel.mean_kev()
    counts = chance.poisson(signal.picture * open_beam / signal.quantum)
    dark = chance.normal(0, _DARK, signal.picture.shape)
    return (counts * signal.quantum / open_beam + dark).astype(np.float32)


@cache
def bins() -> Column:
    """The middle of each energy bin in keV."""
    return _binned(energies())


def _binned(column: Column) -> Column:
    found: Column = column[: len(column) // _STEP * _STEP].reshape(-1, _STEP).mean(axis=1)
    return found


@cache
def machine(name: str) -> SimulatedMachine:
    """One of two kinds: A changes its tube voltage, B has one detector behind the other.

    Raises:
        InvalidValueError: There is no such kind.
    """
    if name == "A":
        return SimulatedMachine(
            "simulated A",
            low=_channel(_tube(80) * _passed("Al", 0.3) * _stopped(_CRYSTAL, 0.4)),
            high=_channel(_tube(160) * _passed("Al", 0.8) * _stopped(_CRYSTAL, 2.0)),
        )
    if name == "B":
        beam = _tube(160) * _passed("Al", 1.1)
        behind = _passed(_PHOSPHOR, 0.1) * _passed("Cu", 0.8)
        return SimulatedMachine(
            "simulated B",
            low=_channel(beam * _stopped(_PHOSPHOR, 0.1)),
            high=_channel(beam * behind * _stopped(_CRYSTAL, 1.8)),
        )
    raise InvalidValueError("There is no simulated machine {name}: use A or B.", name=name)


def _tube(peak_kv: float) -> Column:
    """Kramers' law: the photons of each energy that leave a tube's target."""
    grid = bins()
    return np.where(grid < peak_kv, (peak_kv - grid) / grid, 0.0)


def _passed(formula: str, depth: float) -> Column:
    """The share that passes a layer of so many g/cm2."""
    layer = Material(formula, formula, "filter", compound(formula), 1.0)
    return np.exp(-_binned(layer.attenuation()) * depth)


def _stopped(formula: str, depth: float) -> Column:
    return 1 - _passed(formula, depth)


def _channel(spectrum: Column) -> Channel:
    return Channel(spectrum / spectrum.sum())


def slab(name: str, areal_density: float, *, points: int = 1) -> dict[Material, Column]:
    """One material, equally deep at some points; g/cm2."""
    return {material(name): np.full((1, points), areal_density)}
