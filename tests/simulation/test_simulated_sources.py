"""The described sources and the simulated layouts agree, and intake reads what is sent."""

import csv
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from markaz.intake.reading import Chunk, read
from markaz.intake.sources import Source, names
from markaz.intake.sources import load as loaded
from markaz.simulation.agencies.layouts import LAYOUTS
from markaz.simulation.agencies.layouts.wording import ENGLISH, URDU
from markaz.simulation.campaign import simulate

SOURCES = sorted(LAYOUTS)


@cache
def load(name: str) -> Source:
    return loaded(name)


def test_every_simulated_source_is_described_and_no_other() -> None:
    assert [name for name in names() if name.startswith("sim-")] == SOURCES


@pytest.mark.parametrize("source", SOURCES)
def test_the_described_columns_are_those_that_are_written(source: str) -> None:
    described, layout = load(source), LAYOUTS[source]
    assert {*described.reads, *described.ignore} == set(layout.header)
    assert described.format == layout.format
    assert described.simulated
    assert described.title["en"]
    assert described.title["ur"]


@pytest.mark.parametrize("source", sorted(set(SOURCES) - {"sim-clearance"}))
def test_every_spelling_leads_to_its_substance(source: str) -> None:
    lookup = load(source).lookups["substance"]
    words = URDU if source == "sim-police-kp" else ENGLISH
    for code, spellings in words.items():
        assert {lookup[spelling] for spelling in spellings} == {code}


@dataclass
class Reading:
    """What intake made of all files of a year."""

    rows: Counter[str] = field(default_factory=Counter)
    aside: list[str] = field(default_factory=list)
    facts: dict[str, tuple[object, ...]] = field(default_factory=dict)


def reading(out: Path) -> Reading:
    found = Reading()
    for entry in json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]:
        today = date.fromisoformat(entry["received"][:10])
        for chunk in read(out / entry["file"], source=load(entry["source"]), today=today):
            kept = sum(chunk.reports["row_count"].to_pylist())
            assert kept + chunk.repeats + len(chunk.set_aside) == chunk.rows
            found.rows[entry["source"]] += chunk.rows
            found.aside += [one.reason for one in chunk.set_aside]
            found.facts |= _facts(chunk)
    return found


def _facts(chunk: Chunk) -> dict[str, tuple[object, ...]]:
    """The day, place, arrests and sorted lines of each report, by its reference."""
    lines = defaultdict(list)
    for line in chunk.lines.to_pylist():
        amount = (line["mass_mg"], line["volume_ul"], line["pieces"])
        lines[line["ordinal"]].append((line["substance"], *amount))
    return {
        report["reference"]: (
            *(report["occurred_first"], report["province"], report["district"]),
            *(report["airport"], report["arrested"], report["arrested_foreign"]),
            sorted(lines[report["ordinal"]], key=str),
        )
        for report in chunk.reports.to_pylist()
    }


@pytest.fixture(scope="session")
def reading_2025(year_2025: Path) -> Reading:
    return reading(year_2025)


@pytest.mark.slow
def test_intake_reads_nearly_every_row_and_gives_a_reason_for_the_others(
    reading_2025: Reading,
) -> None:
    assert set(reading_2025.rows) == set(SOURCES)
    assert 0 < len(reading_2025.aside) <= sum(reading_2025.rows.values()) / 100
    assert all("is no day of the calendar" in reason for reason in reading_2025.aside)


@pytest.mark.slow
def test_intake_reads_a_hostile_year_too(tmp_path: Path) -> None:
    simulate(tmp_path / "out", year=2025, scale=0.1, seed=7, profile="hostile")
    found = reading(tmp_path / "out")
    assert len(found.aside) <= sum(found.rows.values()) / 50


def test_every_file_name_keeps_what_the_truth_says_was_received(year_2025: Path) -> None:
    for entry in json.loads((year_2025 / "manifest.json").read_text(encoding="utf-8"))["files"]:
        assert Path(entry["file"]).stem == entry["received"][:10]


def test_the_truth_is_an_ordinary_file_without_a_question(year_2025: Path) -> None:
    path = year_2025 / "truth" / "standard.csv"
    stated = json.loads((year_2025 / "truth" / "figures.json").read_text(encoding="utf-8"))
    chunks = list(read(path, source=load("markaz-standard"), today=date(2026, 12, 31)))
    assert sum(len(chunk.reports) for chunk in chunks) == stated["exact"]["incidents"]
    assert not [one for chunk in chunks for one in (*chunk.set_aside, *chunk.questions)]


@pytest.mark.slow
def test_an_exact_copy_is_read_as_the_same_day_place_and_weight(
    year_2025: Path, reading_2025: Reading
) -> None:
    """The exact-duplicate rule can only join what intake reads alike."""
    facts = reading_2025.facts
    pairs = [pair for pair in _copies(year_2025) if set(pair) <= set(facts)]
    assert len(pairs) > 10
    assert all(facts[copy] == facts[lead] for copy, lead in pairs)


def _copies(out: Path) -> list[tuple[str, str]]:
    """The references of each exact copy and of the report it repeats."""
    with (out / "truth" / "reports.csv").open(encoding="utf-8", newline="") as file:
        reports = list(csv.DictReader(file))
    copies = {row["incident"]: row["reference"] for row in reports if "exact copy" in row["noise"]}
    pairs = {(copies.get(row["incident"], ""), row["reference"]) for row in reports}
    return sorted((copy, lead) for copy, lead in pairs if copy and copy != lead)
