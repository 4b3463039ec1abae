"""The command as a person types it, each in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HEADER = "agency,reference,kind,occurred,country,province,place,substance,quantity,unit,arrested\n"
ROWS = (
    "ANF,A-1,seizure,2025-03-04,PK,Punjab,Lahore,charas,1.5,kg,1\n"
    "ANF,A-2,seizure,2025-03-05,PK,Sindh,Karachi,heroin,250,g,2\n"
    "CUSTOMS,C-1,seizure,2025-02-30,PK,Sindh,Karachi,heroin,250,g,0\n"
)
YEAR = ("--from", "2025-01-01", "--to", "2025-12-31")


@pytest.fixture
def markaz(tmp_path: Path):
    def run(*arguments: str, home: str = "home") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from markaz.cli import main; main()", *arguments],
            env={**os.environ, "MARKAZ_HOME": str(tmp_path / home), "DATABASE_URL": ""},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "march.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


def figures(done: subprocess.CompletedProcess[str]) -> dict[str, dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return {figure["id"]: figure for figure in json.loads(done.stdout)}


def test_from_a_file_to_figures(markaz, file):
    taken = markaz("intake", str(file), "--source", "markaz-standard", "--json")
    assert taken.returncode == 0, taken.stderr
    tally = json.loads(taken.stdout)
    assert (tally["rows"], tally["kept"], tally["set_aside"]) == (3, 2, 1)
    printed = figures(markaz("brief", *YEAR, "--json"))
    assert printed["seized_mass"]["value"] == pytest.approx(0.00175)
    assert printed["seized_mass"]["counted"] == 2
    assert printed["suspects_arrested"]["value"] == 3
    assert {"id", "label", "value", "unit", "counted", "excluded", "basis", "as_known_on"} <= set(
        printed["seized_mass"]
    )


def test_a_dry_run_keeps_nothing_and_writes_rows_that_can_be_mended(markaz, file, tmp_path):
    dry = markaz("intake", str(file), "--source", "markaz-standard", "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "row 4" in dry.stdout
    assert (tmp_path / "rejected.xlsx").is_file()
    tally = json.loads(markaz("intake", str(file), "--source", "markaz-standard", "--json").stdout)
    assert tally["new"] == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("intake", "nowhere.csv", "--source", "markaz-standard"), "nowhere.csv is not there"),
        (("intake", "march.csv", "--source", "no-such"), "no-such"),
        (("brief", "--from", "2025-02-30"), "2025-02-30"),
        (("brief", "--basis", "guessed"), "guessed"),
        (("brief", "--compare", "never"), "never"),
        (("figure", "seized_mas"), "seized_mass"),
        (("restore", "nowhere"), "no finished backup"),
    ],
)
def test_a_mistake_gets_one_sentence_and_a_failing_exit_code(markaz, file, arguments, words):
    done = markaz(*arguments)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_backup_comes_back_whole_and_is_proved_by_its_hash(markaz, file, tmp_path):
    markaz("intake", str(file), "--source", "markaz-standard")
    made = json.loads(markaz("backup", "copy", "--json").stdout)
    back = markaz("restore", "copy", "--json", home="other")
    assert back.returncode == 0, back.stderr
    assert json.loads(back.stdout)["content_sha256"] == made["content_sha256"]
    before = figures(markaz("brief", *YEAR, "--json"))
    assert figures(markaz("brief", *YEAR, "--json", home="other")) == before
    assert markaz("doctor", home="other").returncode == 0
    assert markaz("audit", "verify", home="other").returncode == 0


def test_a_backup_that_was_altered_is_refused(markaz, file, tmp_path):
    markaz("intake", str(file), "--source", "markaz-standard")
    markaz("backup", "copy")
    with (tmp_path / "copy" / "markaz.sqlite3").open("r+b") as database:
        database.seek(8192)
        database.write(b"x")
    done = markaz("restore", "copy", home="other")
    assert done.returncode == 1
    assert "changed since the backup" in done.stderr


def test_a_lost_file_is_what_the_doctor_finds(markaz, file, tmp_path):
    markaz("intake", str(file), "--source", "markaz-standard")
    shutil.rmtree(tmp_path / "home" / "files")
    done = markaz("doctor")
    assert done.returncode == 1
    assert "missing" in done.stdout


@pytest.mark.parametrize("ending", ["json", "xlsx", "pdf"])
def test_a_frozen_edition_is_printed_again_to_the_same_bytes(markaz, file, tmp_path, ending):
    markaz("intake", str(file), "--source", "markaz-standard")
    first = markaz("brief", *YEAR, "--freeze", "march", "--out", f"one.{ending}")
    assert first.returncode == 0, first.stderr
    later = tmp_path / "later.csv"
    later.write_text(HEADER + ROWS.splitlines(keepends=True)[0].replace("1.5", "9"), "utf-8")
    markaz("intake", str(later), "--source", "markaz-standard")
    again = markaz("brief", "--edition", "march", "--out", f"two.{ending}")
    assert again.returncode == 0, again.stderr
    assert (tmp_path / f"two.{ending}").read_bytes() == (tmp_path / f"one.{ending}").read_bytes()
    compared = json.loads(markaz("brief", "--compare", "march", "--json").stdout)
    assert any(moved["id"] == "seized_mass" for moved in compared)


def test_every_command_explains_itself(markaz):
    done = markaz("--help")
    assert done.returncode == 0
    for command in ("demo", "intake", "brief", "figure", "backup", "restore", "doctor", "serve"):
        assert command in done.stdout
