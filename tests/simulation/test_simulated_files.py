"""What the agencies send: complete, told of in the truth, marked, and the same each time."""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from markaz.simulation import campaign
from markaz.simulation.agencies.layouts import LAYOUTS
from markaz.simulation.block import Task, make
from markaz.simulation.campaign import simulate
from markaz.simulation.events.calendar import Calendar
from markaz.simulation.outbox import Outbox
from markaz.simulation.targets import ONE_YEAR

Read = Callable[..., Iterator[dict[str, object]]]


def manifest(out: Path) -> list[dict[str, str]]:
    content = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert content["simulated"] is True
    return content["files"]  # type: ignore[no-any-return]


def told(out: Path) -> list[dict[str, str]]:
    with (out / "truth" / "reports.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def test_the_manifest_names_every_file_in_order_of_receipt(year_2025: Path) -> None:
    files = manifest(year_2025)
    written = {name for name in contents(year_2025) if "/" in name and "truth" not in name}
    assert {entry["file"] for entry in files} == written
    received = [datetime.fromisoformat(entry["received"]) for entry in files]
    assert received == sorted(received)
    assert all(moment.utcoffset() is not None for moment in received)


def test_the_truth_tells_of_every_report_that_was_sent(year_2025: Path, read_table: Read) -> None:
    sent: Counter[tuple[str, str, str]] = Counter()
    for entry in manifest(year_2025):
        source = entry["source"]
        column = LAYOUTS[source].header[0]
        rows = read_table(year_2025 / entry["file"], source=source)
        for reference in {str(row[column]) for row in rows}:
            sent[source, reference, entry["received"][:10]] += 1
    stated = Counter((r["source"], r["reference"], r["received"]) for r in told(year_2025))
    assert sent == stated


def test_every_report_tells_of_an_incident_and_every_incident_is_told(year_2025: Path) -> None:
    lines = (year_2025 / "truth" / "incidents.jsonl").read_text(encoding="utf-8").splitlines()
    numbers = {json.loads(line)["incident"] for line in lines}
    assert {int(report["incident"]) for report in told(year_2025)} == numbers


def test_no_number_of_an_incident_shows_in_the_references(year_2025: Path) -> None:
    by_incident = defaultdict(set)
    for report in told(year_2025):
        by_incident[report["incident"]].add(report["reference"].rsplit("/", 1)[1])
    joint = [numbers for numbers in by_incident.values() if len(numbers) > 1]
    assert len(joint) > 200


def test_a_correction_comes_in_a_later_file_under_the_same_reference(year_2025: Path) -> None:
    first = {r["reference"]: r for r in told(year_2025) if "corrected later" in r["noise"]}
    corrections = [r for r in told(year_2025) if "correction" in r["noise"].split("; ")]
    assert corrections
    for correction in corrections:
        assert first[correction["reference"]]["received"] < correction["received"]


@pytest.mark.parametrize(
    "fault",
    [
        *("late", "sent again", "misspelt", "exact copy", "rounded", "gross", "share"),
        *("other day", "place vague", "name variant", "30 February", "no unit"),
    ],
)
def test_the_plain_year_has_each_fault(year_2025: Path, fault: str) -> None:
    assert any(fault in report["noise"].split("; ") for report in told(year_2025))


@pytest.mark.parametrize(
    "habit",
    ["rounded by habit", "day and month swapped", "province only", "copied from another agency"],
)
def test_the_hostile_year_has_each_habit(hostile_2025: Path, year_2025: Path, habit: str) -> None:
    assert any(habit in report["noise"].split("; ") for report in told(hostile_2025))
    assert not any(habit in report["noise"].split("; ") for report in told(year_2025))


def test_the_naive_sum_is_visibly_larger_than_the_truth(year_2025: Path) -> None:
    stated = json.loads((year_2025 / "truth" / "figures.json").read_text(encoding="utf-8"))
    assert 1.25 <= stated["naive"]["mass_mg"] / stated["exact"]["mass_mg"] <= 1.4
    assert 1.22 <= stated["naive"]["arrested"] / stated["exact"]["arrested"] <= 1.4


def test_every_file_says_that_it_is_simulated(year_2025: Path) -> None:
    for name, content in contents(year_2025).items():
        text = content
        if name.endswith(".xlsx"):
            with ZipFile(year_2025 / name) as parts:
                text = parts.read("xl/worksheets/sheet1.xml")
        assert b"simulated" in text.lower() or "مصنوعی".encode() in text, name


def test_spreadsheets_hold_days_as_days(year_2025: Path, read_table: Read) -> None:
    entry = next(one for one in manifest(year_2025) if one["source"] == "sim-customs")
    row = next(read_table(year_2025 / entry["file"], source="sim-customs"))
    assert isinstance(row["Date reported"], datetime)
    assert row["Date reported"].year == 2025


def test_the_same_call_gives_the_same_bytes(tmp_path: Path, year_2025: Path) -> None:
    simulate(tmp_path / "again", year=2025, scale=1, seed=7)
    assert contents(tmp_path / "again") == contents(year_2025)


def test_another_seed_gives_another_year(tmp_path: Path, year_2025: Path) -> None:
    simulate(tmp_path / "other", year=2025, scale=1, seed=8)
    other, mine = contents(tmp_path / "other"), contents(year_2025)
    assert other["truth/standard.csv"] != mine["truth/standard.csv"]


@pytest.mark.slow
def test_many_processes_write_what_one_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaign.os, "cpu_count", lambda: 2)
    simulate(tmp_path / "many", year=2025, scale=3.2, seed=5)
    monkeypatch.setattr(campaign.os, "cpu_count", lambda: 1)
    simulate(tmp_path / "one", year=2025, scale=3.2, seed=5)
    assert contents(tmp_path / "many") == contents(tmp_path / "one")


def test_a_block_does_not_depend_on_the_blocks_before_it() -> None:
    task = Task(number=3, year=2025, seed=7, profile="plain", wanted=ONE_YEAR)
    first = make(task)
    make(Task(number=4, year=2025, seed=7, profile="plain", wanted=ONE_YEAR))
    assert make(task) == first


def test_a_long_return_is_split_into_several_workbooks(tmp_path: Path, read_table: Read) -> None:
    block = make(Task(number=0, year=2025, seed=7, profile="plain", wanted=ONE_YEAR))
    delivery = max((d for d in block.deliveries if d.source == "sim-customs"), key=lambda d: d.day)
    chunk = block.deliveries[delivery]._replace(rows=8_000)
    outbox = Outbox(tmp_path, calendar=Calendar(2025))
    for _ in range(3):
        outbox.add(delivery, chunk)
    names = [entry["file"] for entry in outbox.close()]
    assert len(names) == 2
    assert sorted(path.name for path in (tmp_path / "customs").iterdir()) == sorted(
        name.split("/")[1] for name in names
    )


def test_progress_counts_to_the_end(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    simulate(
        tmp_path / "out",
        year=2025,
        scale=2,
        seed=1,
        progress=lambda done, whole: steps.append((done, whole)),
    )
    assert steps == [(1, 2), (2, 2)]


def test_the_summary_counts_what_was_written(tmp_path: Path, read_table: Read) -> None:
    summary = simulate(tmp_path / "out", year=2025, scale=0.2, seed=1)
    files = manifest(tmp_path / "out")
    rows = sum(
        len(list(read_table(tmp_path / "out" / entry["file"], source=entry["source"])))
        for entry in files
    )
    reports = len(told(tmp_path / "out"))
    assert summary.as_dict() == {
        "incidents": summary.incidents,
        "reports": reports,
        "rows": rows,
        "files": len(files),
    }
