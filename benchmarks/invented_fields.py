"""An invented valley of fields seen from above on two days, whose truth is known."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely
from pyproj import CRS, Transformer
from rasterio.transform import Affine, from_origin
from rasterio.windows import Window

from markaz.crops.areas import ground_areas_m2
from markaz.crops.imagery.coverage import Grid, covered
from markaz.crops.imagery.measured import UNKNOWN_POSITION, Picture, Position
from markaz.crops.imagery.redraws import redrawn

# Red and near infrared of standing poppy and of bare soil.
CROP, SOIL = np.array([0.05, 0.42]), np.array([0.19, 0.27])
NOISE = 0.008
PIXEL_M = 10.0
# How many fields are bare on both days, and how many nobody claims.
BESIDE = 80
_WEST_M, _NORTH_M = 600_000.0, 3_800_000.0
_BLOCK = 512


@dataclass(frozen=True, eq=False)
class Valley:
    """Two pictures, the fields as they are and as they were drawn, and what was cleared."""

    before: Picture
    after: Picture
    fields: Any
    controls: Any
    bare: Any
    cleared_m2: Any


@dataclass(frozen=True)
class Plan:
    """How large a valley, how many fields, and how it is seen."""

    side: int = 1_000
    fields: int = 400
    adjacent: bool = False
    system: str = "EPSG:32642"
    seed: int = 1
    noise: float = NOISE
    # By how many degrees the pictures are turned against north.
    turned: float = 0.0
    drawn: Position = UNKNOWN_POSITION


def valley(folder: Path, plan: Plan) -> Valley:
    """Draw the valley and write its two pictures into a folder."""
    chance = np.random.Generator(np.random.PCG64(plan.seed))
    at = from_origin(_WEST_M, _NORTH_M, PIXEL_M, PIXEL_M) @ Affine.rotation(plan.turned)
    outlines = _adjacent(plan, chance) if plan.adjacent else _apart(plan, chance)
    outlines, bare, controls = np.split(outlines, (plan.fields, plan.fields + BESIDE))
    kind = chance.random(len(outlines))
    share = np.where(kind < 0.2, 0.0, np.where(kind < 0.6, 1.0, chance.random(len(outlines))))
    grid = _grid(plan, at)
    claimed = _covered(outlines, grid)
    kept, naked = _covered(controls, grid), _covered(bare, grid)
    before, after = (folder / f"{name}.tif" for name in ("before", "after"))
    crop = _laid([(claimed, np.ones(len(outlines))), (kept, np.ones(len(controls)))])
    gone = _laid([(claimed, share)])
    ground = _laid([(naked, np.ones(len(bare)))])
    _write(before, plan, at, chance, (crop, None, ground))
    _write(after, plan, at, chance, (crop, gone, ground))
    in_degrees = _in_degrees(plan.system, at)
    true = shapely.transform(outlines, in_degrees, interleaved=False)
    return Valley(
        Picture(before),
        Picture(after),
        redrawn(true, position=plan.drawn, seed=(plan.seed, 99)),
        shapely.transform(controls, in_degrees, interleaved=False),
        shapely.transform(bare, in_degrees, interleaved=False),
        share * ground_areas_m2(true),
    )


def _apart(plan: Plan, chance: np.random.Generator) -> Any:
    """Fields with room between them, in pixels, rows counted from the top; median 0.35 ha."""
    across = int(np.ceil(np.sqrt(plan.fields + 2 * BESIDE)))
    step = plan.side / across
    cell = np.arange(across * across)
    chance.shuffle(cell)
    cell = cell[: plan.fields + 2 * BESIDE]
    middle = np.column_stack((cell % across, cell // across)) * step + step / 2
    size = np.clip(chance.lognormal(np.log(35), 0.7, len(cell)), 6, (0.6 * step) ** 2)
    turn = 2 * np.pi * (np.arange(14) / 14)
    radius = np.sqrt(size / np.pi)[:, None] * chance.uniform(0.8, 1.2, (len(cell), 14))
    middle += chance.uniform(-0.5, 0.5, middle.shape)
    corners = np.stack(
        (
            middle[:, :1] + radius * np.cos(turn),
            middle[:, 1:] + radius * np.sin(turn),
        ),
        axis=-1,
    )
    return shapely.polygons(corners)


def _adjacent(plan: Plan, chance: np.random.Generator) -> Any:
    """Parcels of 0.17 ha, wall to wall, in a block turned against the grid."""
    across = int(np.ceil(np.sqrt(plan.fields + 2 * BESIDE)))
    wide, high = 5.1, 3.4
    x, y = np.meshgrid(np.arange(across) * wide, np.arange(across) * high)
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]])
    boxes = np.column_stack((x.ravel(), y.ravel()))[:, None, :] + corners
    turn = 0.3
    turned = boxes @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    turned += np.array([60 + across * high * np.sin(turn), 40.3])
    chosen = np.arange(len(boxes))
    # Bare ground and control fields are taken from anywhere among the parcels.
    chance.shuffle(chosen)
    return shapely.polygons(turned[chosen][: plan.fields + 2 * BESIDE])


def _grid(plan: Plan, at: Affine) -> Grid:
    inverse = ~at
    return Grid(
        plan.side,
        plan.side,
        (inverse.a, inverse.b, inverse.c, inverse.d, inverse.e, inverse.f),
        CRS.from_user_input(plan.system),
    )


def _covered(outlines: Any, grid: Grid) -> Any:
    up = shapely.transform(outlines, lambda x, y: (x, grid.rows - y), interleaved=False)
    return covered(up, grid)


def _laid(parts: list[tuple[Any, Any]]) -> tuple[Any, Any]:
    """Cells in order and what share of each is so."""
    cells = np.concatenate([one.cell for one, _ in parts])
    shares = np.concatenate([one.share * how[one.field] for one, how in parts])
    once, back = np.unique(cells, return_inverse=True)
    return once, np.bincount(back, shares, len(once))


def _in_degrees(system: str, at: Affine) -> Any:
    onto = Transformer.from_crs(system, "OGC:CRS84", always_xy=True)

    def degrees(column: Any, row: Any) -> Any:
        return onto.transform(at.a * column + at.b * row + at.c, at.d * column + at.e * row + at.f)

    return degrees


def _write(path: Path, plan: Plan, at: Affine, chance: Any, layers: Any) -> None:
    with rasterio.open(
        path, "w", driver="GTiff", width=plan.side, height=plan.side, count=2, dtype="uint16",
        crs=plan.system, transform=at, tiled=True, blockxsize=_BLOCK, blockysize=_BLOCK,
        BIGTIFF="IF_SAFER",
    ) as out:  # fmt: skip
        for top in range(0, plan.side, _BLOCK):
            high = min(_BLOCK, plan.side - top)
            shown = _ground(plan, top, high)
            crop, gone, bare = (_strip(one, plan, top, high) for one in layers)
            rest = 1 - crop - bare
            for band in range(2):
                cleared = gone * (SOIL[band] - CROP[band])
                seen = rest * shown[band] + crop * CROP[band] + bare * SOIL[band] + cleared
                seen += chance.standard_normal(seen.shape, dtype=np.float32) * plan.noise
                out.write(
                    np.clip(np.rint(seen * 10_000), 1, 65_535).astype(np.uint16),
                    band + 1,
                    window=Window(0, top, plan.side, high),
                )


def _ground(plan: Plan, top: int, high: int) -> tuple[Any, Any]:
    """What lies around the fields: ground that changes slowly over the valley, not in time."""
    y, x = np.mgrid[top : top + high, 0 : plan.side].astype(np.float32)
    wave = (np.sin(x / 37) * np.cos(y / 53) + 1) / 2
    return 0.10 + 0.12 * wave, 0.24 + 0.10 * wave


def _strip(layer: Any, plan: Plan, top: int, high: int) -> Any:
    strip = np.zeros((high, plan.side), dtype=np.float32)
    if layer is not None:
        cells, shares = layer
        first, last = np.searchsorted(cells, (top * plan.side, (top + high) * plan.side))
        strip.ravel()[cells[first:last] - top * plan.side] = shares[first:last]
    return strip
