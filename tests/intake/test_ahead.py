from datetime import date
from pathlib import Path

import pytest

from benchmarks import standard_file
from markaz.intake import sources
from markaz.intake.ahead import read_ahead
from markaz.intake.reading import read
from markaz.records.errors import UnreadableFileError

TODAY = date(2026, 1, 31)
SOURCE = "markaz-standard"


def test_reading_beside_gives_the_same_chunks(tmp_path: Path):
    path = tmp_path / "file.csv"
    standard_file.write(path, rows=2_000, seed=3)
    here = list(read(path, source=sources.load(SOURCE), today=TODAY))
    beside = list(read_ahead(path, source=SOURCE, today=TODAY, worth_a_process=0))
    assert [chunk.reports for chunk in beside] == [chunk.reports for chunk in here]
    assert [chunk.lines for chunk in beside] == [chunk.lines for chunk in here]


def test_a_refusal_beside_is_the_refusal_here(tmp_path: Path):
    path = tmp_path / "file.csv"
    path.write_text("agency,reference\nANF,A-1\n")
    with pytest.raises(UnreadableFileError) as here:
        list(read(path, source=sources.load(SOURCE), today=TODAY))
    with pytest.raises(UnreadableFileError) as beside:
        list(read_ahead(path, source=SOURCE, today=TODAY, worth_a_process=0))
    assert str(beside.value) == str(here.value)


def test_a_reader_that_stops_early_leaves_no_process_behind(tmp_path: Path):
    path = tmp_path / "file.csv"
    standard_file.write(path, rows=2_000, seed=3)
    chunks = read_ahead(path, source=SOURCE, today=TODAY, worth_a_process=0)
    next(chunks)
    chunks.close()
    with pytest.raises(StopIteration):
        next(chunks)
