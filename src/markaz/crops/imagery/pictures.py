"""Opens two pictures on one grid and reads the pixels that fields touch, window by window."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import rasterio
from rasterio.enums import Resampling
from rasterio.errors import RasterioIOError
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from markaz.crops.imagery.bands import red_and_nir, to_reflectance
from markaz.crops.imagery.coverage import Floats, Grid, Numbers
from markaz.crops.imagery.grids import (
    grid_of,
    opened,
    pixel_m,
    refuse_elsewhere,
    refuse_far,
    same_grid,
    shows,
)
from markaz.crops.imagery.measured import Picture
from markaz.records.errors import InvalidValueError, MarkazError, UnreadableFileError

# Sentinel-2 scene classes that show the ground dry and clear: vegetation, bare soil.
CLEAR_CLASSES = (4, 5)
_WINDOW = 512
_CACHE_MB = 64
_MOST_PIXELS = 8_000_000


@dataclass(frozen=True, eq=False)
class Pixels:
    """What both pictures show of some cells: red and near infrared, NaN where not to be used."""

    cells: Numbers
    before: Floats
    after: Floats

    def at(self, cells: Numbers) -> Numbers:
        """Where cells stand among those read."""
        return np.searchsorted(self.cells, cells)


@dataclass(frozen=True, eq=False)
class Pair:
    """Two pictures laid on the grid of the first."""

    grid: Grid
    before: "_Opened"
    after: "_Opened"
    remarks: tuple[MarkazError, ...]
    # The side of a pixel on the ground.
    pixel_m: float

    def pixels(self, cells: Numbers) -> Pixels:
        """Read the cells, in blocks: no more is held than one window and what is asked."""
        return Pixels(cells, self.before.read(cells), self.after.read(cells))


@dataclass(frozen=True, eq=False)
class _Opened:
    source: Any
    bands: tuple[int, int]
    scale: Floats
    offset: Floats
    classes: Any
    mask: Any
    # The mask as it is, where it lies on another grid: beside it nobody knows what clouds hide.
    beyond: Any

    def read(self, cells: Numbers) -> Floats:
        found = np.full((len(cells), 2), np.nan)
        rows, columns = np.divmod(cells, self.source.width)
        for window, here in _windows(self.source, rows, columns):
            at = rows[here] - window.row_off, columns[here] - window.col_off
            shown = self._shown(window)
            values = np.ma.filled(shown.astype(np.float64), np.nan)[:, at[0], at[1]].T
            values = values * self.scale + self.offset
            values[self._hidden(window, at)] = np.nan
            # A pixel of which one band is missing tells nothing.
            values[~np.isfinite(values).all(axis=1)] = np.nan
            found[here] = values
        return found

    def _shown(self, window: Window) -> Any:
        try:
            return self.source.read(self.bands, window=window, masked=True)
        except RasterioIOError:
            raise UnreadableFileError(
                "{name} ends in the middle or is damaged: fetch it again.",
                name=Path(self.source.name).name,
            ) from None

    def _hidden(self, window: Window, at: tuple[Numbers, Numbers]) -> npt.NDArray[np.bool_]:
        hidden = np.zeros(len(at[0]), dtype=bool)
        if self.classes is not None:
            hidden |= ~np.isin(self.classes.read(1, window=window)[at], CLEAR_CLASSES)
        if self.mask is not None:
            hidden |= self.mask.read(1, window=window)[at] != 0
        if self.beyond is not None:
            rows, columns = at[0] + window.row_off, at[1] + window.col_off
            hidden |= ~shows(self.beyond, self.source, rows, columns)
        return hidden


def _windows(source: Any, rows: Numbers, columns: Numbers) -> Iterator[tuple[Window, Numbers]]:
    """Windows along the file's own blocks, and which of the cells lie in each."""
    high, wide = source.block_shapes[0]
    wide = max(wide, _WINDOW)
    # A strip is as wide as its picture: of a very wide one fewer are read at a time.
    high = max(high, min(_WINDOW, _MOST_PIXELS // wide))
    across = -(-source.width // wide)
    block = rows // high * across + columns // wide
    order = np.argsort(block, kind="stable")
    for here in np.split(order, np.flatnonzero(np.diff(block[order])) + 1):
        if not len(here):
            continue
        down, right = divmod(int(block[here[0]]), across)
        yield (
            Window(
                right * wide,
                down * high,
                min(wide, source.width - right * wide),
                min(high, source.height - down * high),
            ),
            here,
        )


@contextmanager
def laid_together(before: Picture, after: Picture) -> Iterator[Pair]:
    """Both pictures on the grid of the first.

    Raises:
        UnreadableFileError: a file is no picture.
        InvalidValueError: a picture lacks what is needed, or they do not lie on one another.
    """
    with ExitStack() as stack:
        # Each window is read once: a larger cache would only hold what nobody asks for again.
        stack.enter_context(rasterio.Env(GDAL_CACHEMAX=_CACHE_MB))
        first = stack.enter_context(opened(before.path))
        second = stack.enter_context(opened(after.path))
        grid = grid_of(first)
        remarks: list[MarkazError] = []
        laid = second
        if not same_grid(first, second):
            refuse_far(first, second, before=before, after=after)
            laid = stack.enter_context(_laid(second, first, Resampling.bilinear))
            remarks.append(
                InvalidValueError(
                    "{after} lies on another grid and was resampled to that of {before}.",
                    after=after.path.name,
                    before=before.path.name,
                )
            )
        one = _ready(before, first, shown=first, grid=first, stack=stack)
        other = _ready(after, second, shown=laid, grid=first, stack=stack)
        yield Pair(grid, one, other, tuple(remarks), pixel_m(first))


def _laid(source: Any, onto: Any, how: Resampling) -> WarpedVRT:
    # Fractions of NaN would spread: a float picture without its own mark gets NaN as one.
    is_float = np.issubdtype(np.dtype(source.dtypes[0]), np.floating)
    nothing = source.nodata if source.nodata is not None or not is_float else np.nan
    return WarpedVRT(
        source,
        crs=onto.crs,
        transform=onto.transform,
        width=onto.width,
        height=onto.height,
        resampling=how,
        src_nodata=nothing,
        add_alpha=nothing is None,
    )


def _ready(picture: Picture, source: Any, *, shown: Any, grid: Any, stack: ExitStack) -> _Opened:
    bands = red_and_nir(picture, source)
    scale, offset = to_reflectance(source, bands)
    layers: list[Any] = []
    beyond = None
    for path in (picture.classes, picture.mask):
        if path is None:
            layers.append(None)
            continue
        layer = stack.enter_context(opened(path))
        if same_grid(grid, layer):
            layers.append(layer)
            continue
        refuse_elsewhere(path, picture.path)
        layers.append(stack.enter_context(_laid(layer, grid, Resampling.nearest)))
        beyond = layer if path == picture.mask else None
    classes, mask = layers
    return _Opened(shown, bands, scale, offset, classes, mask, beyond)
