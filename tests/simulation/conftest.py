"""A simulated year of scale 1, written once for all tests that only look at it."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from markaz.simulation.agencies.layouts import LAYOUTS
from markaz.simulation.campaign import simulate


@pytest.fixture(scope="session")
def year_2025(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("simulated") / "year"
    simulate(out, year=2025, scale=1, seed=7)
    return out


@pytest.fixture(scope="session")
def hostile_2025(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hostile") / "year"
    simulate(out, year=2025, scale=1, seed=7, profile="hostile")
    return out


def table(path: Path, *, source: str) -> Iterator[dict[str, object]]:
    """The rows of an agency's file, read without the intake room."""
    layout = LAYOUTS[source]
    if layout.format == "jsonl":
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())
        return
    if layout.format == "xlsx":
        sheet = load_workbook(path).worksheets[0]
        rows = [[cell if cell is not None else "" for cell in row] for row in sheet.values]
    else:
        with path.open(encoding=layout.encoding, newline="") as file:
            rows = [list(row) for row in csv.reader(file, delimiter=layout.delimiter)]
    top = len(layout.titles) + bool(layout.groups)
    assert tuple(rows[top]) == layout.header
    for row in rows[top + 1 :]:
        yield dict(zip(layout.header, row, strict=True))


@pytest.fixture(scope="session")
def read_table() -> object:
    return table
