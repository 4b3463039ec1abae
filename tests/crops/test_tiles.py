"""Many tiles, one after another or by Dask: the same figures, each field once."""

import numpy as np
import pytest
import rasterio
from benchmarks.invented_fields import Plan
from rasterio.windows import Window

from markaz.crops.imagery.evidence import Grade
from markaz.crops.imagery.measured import Beside, Engine, How, Picture, Position, Tile
from markaz.crops.imagery.measuring import measure
from markaz.crops.tiles import cluster, measure_tiles
from markaz.records.errors import InvalidValueError

PLAN = Plan(side=600, fields=150)
HOW = How(position=Position(2.0, 1.0), redraws=3)


@pytest.fixture
def tiles(seen, tmp_path):
    """The valley cut into a west and an east that overlap by 100 pixels."""
    valley = seen(PLAN)
    return [
        Tile(*(cut(one, tmp_path / f"{side}-{one.path.name}", left)
               for one in (valley.before, valley.after)))
        for side, left in (("west", 0), ("east", 250))
    ]  # fmt: skip


def cut(picture, path, left):
    window = Window(left, 0, 350, 600)
    with rasterio.open(picture.path) as source:
        profile = {
            **source.profile, "width": 350, "height": 600,
            "transform": source.window_transform(window),
        }  # fmt: skip
        with rasterio.open(path, "w", **profile) as out:
            out.write(source.read(window=window))
    return Picture(path)


def over(tiles, valley, **more):
    return measure_tiles(
        tiles, valley.fields, beside=Beside(valley.controls, valley.bare), how=HOW, **more
    )


def test_a_field_on_two_tiles_is_counted_once(seen, tiles):
    valley = seen(PLAN)
    found = over(tiles, valley)
    assert [one.field for one in found.fields] == list(range(150))
    whole = measure(
        valley.before, valley.after, valley.fields, beside=Beside(valley.controls, valley.bare),
        how=HOW,
    )  # fmt: skip
    assert found.cleared_m2 == pytest.approx(whole.cleared_m2, rel=0.01)


def test_a_field_on_no_tile_is_not_seen(seen, tiles):
    valley = seen(PLAN)
    found = over(tiles[:1], valley)
    unseen = [one for one in found.fields if one.evidence.grade is Grade.NOT_SEEN]
    assert unseen
    assert all(np.isnan(one.cleared_m2) for one in unseen if one.pixels == 0)


@pytest.mark.parametrize("scheduler", ["threads", "tcp"])
def test_dask_gives_the_figures_of_one_process(seen, tiles, scheduler):
    from distributed import LocalCluster

    valley = seen(PLAN)
    once = over(tiles, valley)
    if scheduler == "threads":
        with cluster(Engine.DASK, scheduler="threads") as run:
            again = over(tiles, valley, run=run)
    else:
        with LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None,
            protocol="tcp",
        ) as local, cluster(Engine.DASK, scheduler=local.scheduler_address) as run:  # fmt: skip
            again = over(tiles, valley, run=run)
    assert again.fields == once.fields
    assert again.parts == once.parts


def test_a_scheduler_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setattr("markaz.crops.tiles._PATIENCE_S", 1)
    with (
        pytest.raises(InvalidValueError, match="No scheduler answers at tcp"),
        cluster(Engine.DASK, scheduler="tcp://127.0.0.1:1"),
    ):
        pass
