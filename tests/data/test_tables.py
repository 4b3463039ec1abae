from importlib.resources import files

import pytest

from markaz.data.fonts import FONTS
from markaz.data.tables import AmbiguousSpellingError, rows, sources, spellings

ROOT = files("markaz.data")


def shipped() -> set[str]:
    tables = {path.name.removesuffix(".csv") for path in ROOT.joinpath("vocabularies").iterdir()}
    layers = {
        f"boundaries/{path.name}"
        for path in ROOT.joinpath("boundaries").iterdir()
        if path.name.endswith(".geojson")
    }
    return tables | layers | {f"fonts/{path.name}" for path in FONTS.glob("*.ttf")}


def test_every_table_has_a_source_and_every_source_a_table():
    assert {source.table for source in sources()} == shipped()


def test_every_source_says_where_it_is_from_and_under_which_licence():
    for source in sources():
        assert source.title
        assert source.source
        assert source.licence


def test_a_table_is_read_once():
    assert rows("units") is rows("units")


def test_no_row_has_more_or_fewer_cells_than_the_header():
    for source in sources():
        if "/" not in source.table:
            assert all(None not in row and None not in row.values() for row in rows(source.table))


def test_no_cell_has_spaces_around_it():
    for source in sources():
        if "/" not in source.table:
            for row in rows(source.table):
                assert all(cell == cell.strip() for cell in row.values()), row


def test_a_spelling_with_two_meanings_is_refused():
    with pytest.raises(AmbiguousSpellingError):
        spellings([("Ice", "A"), ("ICE.", "B")])


def test_the_fonts_are_there_with_their_licence_and_small_enough():
    assert len(list(FONTS.glob("*.ttf"))) == 6
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 3_500_000
