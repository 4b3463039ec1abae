"""Sizes and words that keep the house readable."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
MODULES = [path for path in sorted(SRC.rglob("*.py")) if "migrations" not in path.parts]
# Spelled in parts: a rule must not break itself.
UNFINISHED = re.compile(
    r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b"
)
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "com"), ("npmjs", "org"),
        ("crates", "io"), ("rubygems", "org"), ("anaconda", "org"), ("unpkg", "com"),
        ("jsdelivr", "net"), ("cdnjs", "com"), ("cloudflare", "com"), ("proxy", "golang", "org"),
    )
)  # fmt: skip
LENGTHS = {"CONTRIBUTING.md": 80, "docs/architecture.md": 150}


def kept_files() -> list[Path]:
    """What stands in the repository, and what is new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("this is no git checkout: the files of the repository cannot be told")
    return [path for name in listed.stdout.split("\0") if (path := ROOT / name).is_file()]


def test_no_module_is_longer_than_250_lines():
    long = {
        str(path.relative_to(ROOT)): count
        for path in MODULES
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 250
    }
    assert long == {}


def test_no_folder_holds_more_than_12_modules():
    folders = {path.parent for path in MODULES}
    full = {
        str(folder.relative_to(ROOT)): count
        for folder in folders
        if (count := sum(p.parent == folder and p.name != "__init__.py" for p in MODULES)) > 12
    }
    assert full == {}


def test_nothing_in_the_program_is_marked_unfinished():
    texts = {path: path.read_bytes().decode("utf-8", "ignore") for path in MODULES}
    found = [str(path.relative_to(ROOT)) for path, text in texts.items() if UNFINISHED.search(text)]
    assert found == []


def test_no_file_names_a_package_registry():
    named = {
        f"{path.relative_to(ROOT)}: {host}"
        for path in kept_files()
        for host in REGISTRIES
        if host.encode() in path.read_bytes().lower()
    }
    assert named == set()


def test_no_file_of_the_repository_is_larger_than_two_megabytes():
    large = [
        str(path.relative_to(ROOT)) for path in kept_files() if path.stat().st_size > 2_000_000
    ]
    assert large == []


@pytest.mark.parametrize(("paper", "most"), LENGTHS.items())
def test_a_paper_stays_short_enough_to_be_read(paper, most):
    assert len((ROOT / paper).read_text(encoding="utf-8").splitlines()) < most
