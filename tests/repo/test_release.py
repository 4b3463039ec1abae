"""What a release promises: one version, locked parts, numbered decisions, a licence."""

import re
import tomllib
from pathlib import Path

import pytest

import markaz

ROOT = Path(__file__).parents[2]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_project_package_and_changelog_name_one_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    top = re.search(r"^## \[?([0-9][^\]\s]*)", changelog, re.MULTILINE)[1]
    assert project()["version"] == top == markaz.__version__


def locked() -> dict[str, str]:
    blocks = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE | re.IGNORECASE)
    return {re.split(r"[=\s\[@]", block)[0].lower(): block for block in blocks if "==" in block}


def test_every_locked_package_has_one_version_and_a_hash():
    assert len(locked()) > 50
    for name, block in locked().items():
        assert re.match(rf"{re.escape(name)}(\[.+\])?==[\w.+!]+", block, re.IGNORECASE), name
        assert "--hash=sha256:" in block, name


def test_every_dependency_is_locked():
    wanted = project()["dependencies"] + project()["optional-dependencies"]["dev"]
    names = {re.match(r"[\w-]+", one)[0].lower().replace("_", "-") for one in wanted}
    assert names - set(locked()) == set()


def test_the_lock_names_no_address():
    assert "://" not in LOCK
    assert "-url" not in LOCK


def test_the_licence_of_the_project_is_the_one_that_is_there():
    assert project()["license"] == "Apache-2.0"
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


def test_decisions_are_numbered_without_a_gap():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_four_parts_on_one_page(path):
    text = path.read_text(encoding="utf-8")
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert parts == ["Status", "Context", "Decision", "Consequences"]
    assert len(text.splitlines()) < 60


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_bears_its_number_in_the_file_name_only(path):
    title = path.read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(r"# [A-Z].+", title)
    assert path.name[:4] not in title


def test_every_decision_that_is_referred_to_stands():
    numbers = {path.name[:4] for path in DECISIONS}
    texts = [ROOT / "pyproject.toml", *(ROOT / "src").rglob("*.py"), *(ROOT / "docs").rglob("*.md")]
    named = {
        number
        for path in texts
        for number in re.findall(r"decision (\d{4})", path.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= numbers
