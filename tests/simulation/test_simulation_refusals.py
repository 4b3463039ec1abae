"""What a simulation refuses, and how scales are cut into blocks."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.records.errors import InvalidValueError
from markaz.simulation.campaign import simulate
from markaz.simulation.events.draws import Draw
from markaz.simulation.targets import ONE_YEAR, blocks, targets

SCALES = st.decimals(min_value="0.01", max_value="9000", places=4)


@pytest.mark.parametrize("scale", [0, -1, 0.001, 1e9])
def test_a_scale_out_of_range_is_refused(tmp_path: Path, scale: float) -> None:
    with pytest.raises(InvalidValueError, match="choose one within"):
        simulate(tmp_path / "out", year=2025, scale=scale, seed=1)


def test_an_unknown_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="plain or hostile"):
        simulate(tmp_path / "out", year=2025, scale=1, seed=1, profile="kind")


def test_a_year_out_of_range_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="year 25"):
        simulate(tmp_path / "out", year=25, scale=1, seed=1)


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(InvalidValueError, match="not empty"):
        simulate(tmp_path, year=2025, scale=1, seed=1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@given(SCALES)
def test_blocks_add_up_to_the_scale(scale: Decimal) -> None:
    whole, last = blocks(scale)
    assert ONE_YEAR.times(whole) == targets(scale) - last
    assert last.mass_mg > 0
    assert last.arrested_foreign >= 0


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=9), st.floats(0, 1, exclude_max=True))
def test_a_draw_always_shows_one_of_its_faces(weights: list[float], chance: float) -> None:
    draw = Draw(enumerate(weights))
    assert draw(chance) in range(len(weights))


def test_a_face_without_weight_is_never_drawn() -> None:
    draw = Draw([("never", 0.0), ("always", 1.0)])
    assert {draw(chance / 10) for chance in range(10)} == {"always"}
