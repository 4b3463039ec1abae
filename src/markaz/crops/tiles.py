"""Measures fields over many pairs of pictures, here or on a cluster, with the same figures."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import numpy as np
import shapely

from markaz.crops.areas import ground_areas_m2
from markaz.crops.imagery.evidence import Circumstances, Evidence, Grade
from markaz.crops.imagery.grids import footprint
from markaz.crops.imagery.measured import Beside, Engine, FieldMeasured, How, Measured, Tile
from markaz.crops.imagery.measuring import measure
from markaz.records.errors import InvalidValueError, MarkazError


@dataclass(frozen=True, eq=False)
class _Task:
    """One tile with all fields that reach into it, of which `own` are told by no other tile."""

    tile: Tile
    numbers: Any
    own: Any
    outlines: Any
    beside: Beside
    how: How
    about: list[Circumstances] | None


def measure_tiles(
    tiles: Sequence[Tile],
    fields: Sequence[Any],
    *,
    beside: Beside,
    how: How,
    about: Sequence[Circumstances] | None = None,
    run: Callable[[Callable[[Any], Any], list[Any]], list[Any]] | None = None,
) -> Measured:
    """Measure each field on the tile that shows most of it.

    A field that reaches over the edge of a tile is measured with all its neighbours there, but
    counted once.  Errors of two tiles are taken to have nothing to do with one another.

    Args:
        tiles: pairs of pictures.
        fields: sound outlines in degrees on WGS 84.
        beside: control fields and bare ground of all tiles.
        how: positions, redraws, signature; each tile's redraws have a seed of their own.
        about: what else is known of each field.
        run: what applies a function to each of a list, as `cluster` gives it; here if None.
    """
    outlines = np.array(fields, dtype=object)
    tasks = list(_tasks(tiles, outlines, beside=beside, how=how, about=about))
    found = (run or _here)(_measured, tasks)
    return _joined(found, tasks, ground_areas_m2(outlines))


def _here(work: Callable[[Any], Any], tasks: list[Any]) -> list[Any]:
    return [work(one) for one in tasks]


def _measured(task: _Task) -> Measured:
    """What one tile tells; top-level, so that a cluster's workers can be sent it."""
    tile = task.tile
    return measure(
        tile.before, tile.after, task.outlines, beside=task.beside, how=task.how, about=task.about
    )


def _tasks(
    tiles: Sequence[Tile],
    outlines: Any,
    *,
    beside: Beside,
    how: How,
    about: Sequence[Circumstances] | None,
) -> Iterator[_Task]:
    grounds = [footprint(one.before.path) for one in tiles]
    shown = np.array([shapely.area(shapely.intersection(outlines, one)) for one in grounds])
    best = shown.argmax(axis=0)
    for number, (tile, ground) in enumerate(zip(tiles, grounds, strict=True)):
        numbers = np.flatnonzero(shown[number] > 0)
        own = best[numbers] == number
        if not own.any():
            continue
        yield _Task(
            tile,
            numbers,
            own,
            outlines[numbers],
            Beside(_within(beside.controls, ground), _within(beside.bare, ground)),
            replace(how, seed=(*how.seed, number)),
            None if about is None else [about[at] for at in numbers.tolist()],
        )


def _within(outlines: Sequence[Any], ground: Any) -> list[Any]:
    return [one for one in outlines if ground.intersects(one)]


def _joined(found: list[Measured], tasks: list[_Task], areas_m2: Any) -> Measured:
    told: dict[int, FieldMeasured] = {}
    for measured, task in zip(found, tasks, strict=True):
        for at in np.flatnonzero(task.own):
            number = int(task.numbers[at])
            told[number] = replace(measured.fields[at], field=number)
    nan = float("nan")
    unseen = Evidence(Grade.NOT_SEEN)
    fields = tuple(
        told.get(number, FieldMeasured(number, float(area), nan, nan, 0.0, 0, unseen))
        for number, area in enumerate(areas_m2)
    )
    # A tile's error is of all its fields; of those told by other tiles a part is taken off.
    parts: dict[str, float] = {}
    for measured, task in zip(found, tasks, strict=True):
        share = float(task.own.mean())
        for name, size in measured.parts.items():
            parts[name] = float(np.hypot(parts.get(name, 0.0), size * share))
    sigma = float(np.sqrt(sum(part**2 for part in parts.values())))
    total = float(np.nansum([one.cleared_m2 for one in fields]))
    remarks = {str(one): one for measured in found for one in measured.remarks}
    first = found[0] if len(found) == 1 else None
    return Measured(
        fields,
        total,
        sigma,
        parts,
        first.control if first else None,
        first.signature if first else None,
        tuple(remarks.values()),
    )


@contextmanager
def cluster(
    engine: Engine, *, scheduler: str = "threads"
) -> Iterator[Callable[[Callable[[Any], Any], list[Any]], list[Any]]]:
    """What applies a function to each of a list: here, or by Dask.

    Args:
        engine: where.
        scheduler: of Dask: threads, processes, or the address of a scheduler that runs.

    Raises:
        InvalidValueError: Dask is not installed, or no scheduler answers.
    """
    if engine is Engine.PROCESS:
        yield _here
        return
    try:
        dask: Any = import_module("dask")
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise InvalidValueError(
            "Dask is not installed: pip install 'markaz[dask]', or use the engine process."
        ) from error
    if "://" not in scheduler:
        yield lambda work, tasks: list(
            dask.compute(*(dask.delayed(work)(one) for one in tasks), scheduler=scheduler)
        )
        return
    try:
        client = distributed.Client(scheduler, timeout=_PATIENCE_S)
    except (OSError, ValueError) as error:
        raise _no_answer(scheduler) from error
    with client:
        yield lambda work, tasks: list(client.gather(client.map(work, tasks, pure=False)))


_PATIENCE_S = 10


def _no_answer(scheduler: str) -> MarkazError:
    return InvalidValueError(
        "No scheduler answers at {address}: start one, or name threads or processes.",
        address=scheduler,
    )
