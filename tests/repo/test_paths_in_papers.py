"""A path that a paper or a comment names leads somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src" / "markaz"
PAPERS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
ROOMS = {path.name for path in HOUSE.iterdir() if path.is_dir()}
STREETS = {"src", "docs", "tests", "tools", "benchmarks", "examples", ".ci"}


def named(path: Path) -> set[str]:
    """What stands in backticks and looks like a path of the repository."""
    spans = re.findall(r"`([\w.][\w./-]*)`", path.read_text(encoding="utf-8"))
    return {span for span in spans if place(span)}


def place(span: str) -> Path | None:
    """Where a named path should be; None if it is no path of the repository."""
    first, slash, _ = span.partition("/")
    if first in STREETS and slash:
        return ROOT / span
    if first in ROOMS and slash:
        return HOUSE / span
    return ROOT / span if re.fullmatch(r"[\w-]+\.(md|toml|lock)", span) else None


def test_paths_are_found_in_the_papers():
    assert "src/markaz/records" in named(ROOT / "CONTRIBUTING.md")
    assert place("actions/intake.py") == HOUSE / "actions" / "intake.py"
    assert place("ledger/") is None


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_a_paper_names_exists(paper):
    assert [span for span in sorted(named(paper)) if not place(span).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_paper_to_another_leads_to_it(paper):
    links = re.findall(r"(?<!!)\[[^]]+\]\((?!https?:)([^)#]+)", paper.read_text(encoding="utf-8"))
    assert [link for link in links if not (paper.parent / link).exists()] == []


def test_every_picture_of_the_readme_is_there():
    if not (ROOT / "docs" / "images").is_dir():
        pytest.skip("docs/images is not there yet: the pictures are made from the demonstration")
    pictures = re.findall(
        r"!\[[^]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8")
    )
    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


def test_every_paper_that_the_code_names_exists():
    written = "\n".join(
        path.read_text(encoding="utf-8")
        for path in HOUSE.rglob("*")
        if path.suffix in {".py", ".yml"}
    )
    papers = set(re.findall(r"\bdocs/[\w/-]+\.md\b", written))
    assert "docs/sources.md" in papers
    assert [paper for paper in sorted(papers) if not (ROOT / paper).is_file()] == []
