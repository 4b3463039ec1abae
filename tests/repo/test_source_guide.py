"""The worked example of the guide to sources is a source, and does what the guide says."""

import re
from datetime import date
from pathlib import Path

import pytest

from markaz.intake import reading, sources

GUIDE = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    return re.search(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)[1]


@pytest.fixture
def chunks(tmp_path):
    (tmp_path / "levies-return.yml").write_text(block("yaml"), encoding="utf-8")
    (tmp_path / "return.csv").write_text(block("csv"), encoding="utf-8")
    source = sources.load("levies-return", extra=tmp_path)
    return list(reading.read(tmp_path / "return.csv", source=source, today=date(2025, 4, 1)))


def test_the_example_gives_the_tally_that_the_guide_promises(chunks):
    kept = sum(sum(chunk.reports["row_count"].to_pylist()) for chunk in chunks)
    aside = sum(len(chunk.set_aside) for chunk in chunks)
    questions = sum(len(chunk.questions) for chunk in chunks)
    promised = f"{kept + aside} rows = {kept} kept + {aside} set aside; {questions} question."
    assert promised in GUIDE


def test_the_first_two_rows_of_the_example_are_one_report(chunks):
    rows = [count for chunk in chunks for count in chunk.reports["row_count"].to_pylist()]
    assert rows == [2, 1]


def test_the_doubtful_weight_of_the_example_is_left_unknown(chunks):
    masses = [mass for chunk in chunks for mass in chunk.lines["mass_mg"].to_pylist()]
    assert masses == [1_250_000, 400_000, None]


def test_the_row_set_aside_is_the_one_of_30_february(chunks):
    (aside,) = [row for chunk in chunks for row in chunk.set_aside]
    assert aside.as_written["Date"] == "30.02.2025"
