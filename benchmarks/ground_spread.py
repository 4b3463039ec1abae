"""How wrong a full change is, when ground is seen in a few places: what a real series says.

`python -m benchmarks.ground_spread`; reads `../shared/data` and says so where it is absent.

The ground of a Sentinel-2 patch in winter stands for bare ground: a few squares are shown, all
others are claimed.  Printed is how often the error of the full change lies within two sigma, if
sigma is a fixed share and if it is read off the squares that were shown.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path("../shared/data/sentinel2_ndvi_patch")
_SIDE, _GAP = 4, 1
_MOST_HIDDEN, _OF_ONE_KIND = 0.2, 0.8
# Land cover of the patch, by its own numbers.
_KINDS = {"grass": 3, "forest": 2}
# Clear days without snow on which plants rest, and months in which they stand.
_BARE_DAYS = ("2015-12-18", "2015-12-28", "2016-12-12", "2017-01-01", "2017-04-01")
_GREEN_MONTHS = range(5, 9)
_SHOWN, _DRAWS, _BESIDE = (3, 5, 10, 20), 200, 10
_MEDIAN = 1.2533


def main() -> None:
    """Print one line for each kind of ground and number of squares shown."""
    if not FOLDER.exists():
        print(f"{FOLDER} is not there: left out")
        return
    ndvi, hidden, cover = (
        np.load(FOLDER / f"{one}.npy")[..., 0] for one in ("NDVI", "CLM", "LULC")
    )
    days = [
        datetime.fromisoformat(one).date()
        for one in json.loads((FOLDER / "timestamps.json").read_text())
    ]
    print(f"{'ground':8} {'shown':>5} {'error':>7}   within 2 sigma of 1 %, of 2 %, as measured")
    for name, kind in _KINDS.items():
        squares = list(_squares(cover, kind))
        for shown in _SHOWN:
            errors, spreads = _drawn(squares, ndvi, hidden.astype(bool), days, shown)
            rms = np.sqrt(np.mean(errors**2))
            sigmas = (np.full_like(errors, 0.01), np.full_like(errors, 0.02), spreads)
            inside = "  ".join(
                f"{100 * np.mean(np.abs(errors) <= 2 * one):5.1f} %" for one in sigmas
            )
            print(f"{name:8} {shown:5} {100 * rms:6.1f} %   {inside}")


def _squares(cover: Any, kind: int) -> Iterator[tuple[slice, slice]]:
    high, wide = cover.shape
    for top in range(0, high - _SIDE, _SIDE + _GAP):
        for left in range(0, wide - _SIDE, _SIDE + _GAP):
            square = slice(top, top + _SIDE), slice(left, left + _SIDE)
            if (cover[square] == kind).mean() > _OF_ONE_KIND:
                yield square


def _drawn(
    squares: list[tuple[slice, slice]], ndvi: Any, hidden: Any, days: list[date], shown: int
) -> tuple[Any, Any]:
    """Errors of the full change, relative, and the sigma that the squares shown would tell."""
    chance = np.random.Generator(np.random.PCG64(1))
    green = [
        at
        for at, day in enumerate(days)
        if day.month in _GREEN_MONTHS and hidden[at].mean() < _MOST_HIDDEN
    ]
    errors, sigmas = [], []
    for bare in (at for at, day in enumerate(days) if day.isoformat() in _BARE_DAYS):
        seen = [one for one in squares if not hidden[bare][one].any()]
        if len(seen) < shown + _BESIDE:
            continue
        for _ in range(_DRAWS):
            order = chance.permutation(len(seen))
            known, claimed = ([seen[at] for at in part] for part in (order[:shown], order[shown:]))
            ground = float(np.median([ndvi[bare][one] for one in known]))
            true = np.mean([ndvi[bare][one].mean() for one in claimed])
            summer = green[chance.integers(len(green))]
            crop = np.median(np.concatenate([_clear(ndvi, hidden, summer, one) for one in claimed]))
            means = np.array([ndvi[bare][one].mean() for one in known]) / (crop - ground)
            errors.append((ground - true) / (crop - true))
            sigmas.append(_MEDIAN * means.std(ddof=1) / np.sqrt(shown))
    return np.array(errors), np.array(sigmas)


def _clear(ndvi: Any, hidden: Any, day: int, square: tuple[slice, slice]) -> Any:
    return ndvi[day][square][~hidden[day][square]]


if __name__ == "__main__":
    main()
