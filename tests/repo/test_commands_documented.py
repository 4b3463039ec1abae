"""Every command is named in the papers, and the papers name no command or option that is not."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from markaz.cli.app import app

ROOT = Path(__file__).parents[2]
PAPERS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in PAPERS)
TREE = typer.main.get_command(app)


def commands(group=TREE, before=("markaz",)) -> Iterator[tuple[tuple[str, ...], object]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*before, name))
        elif not command.hidden:  # one that the program calls itself
            yield (*before, name), command


KNOWN = dict(commands())


@pytest.mark.parametrize("words", KNOWN, ids=" ".join)
def test_a_command_is_named_in_the_papers(words):
    assert re.search(rf"\b{' '.join(words)}\b", TEXT)


def calls() -> set[str]:
    """Every call of the command in a code span or code block of the papers."""
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL))
    blocks = "\n".join(re.findall(r"```\w*\n(.*?)```", TEXT, re.DOTALL)).splitlines()
    found = (
        re.search(r"(?<!the)(?:^|[ /])markaz (?P<rest>[a-z].*)", line) for line in spans + blocks
    )
    return {match["rest"] for match in found if match}


@pytest.mark.parametrize("call", sorted(calls()))
def test_a_call_in_the_papers_names_a_command_and_options_that_are(call):
    words = shlex.split(call.replace("'", ""), comments=True)
    for length in (2, 1):
        command = KNOWN.get(("markaz", *words[:length]))
        if command:
            break
    assert command or ("markaz", words[0]) in {known[:2] for known in KNOWN}, call
    named = {word.split("=")[0] for word in words if word.startswith("--")}
    options = {option for parameter in command.params for option in parameter.opts}
    assert named <= options


def test_every_make_target_in_the_papers_is_a_target():
    targets = set(
        re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert set(re.findall(r"(?:^|`)make (\w+)", TEXT, re.MULTILINE)) <= targets


def test_every_debian_package_the_tests_use_is_named_in_the_readme():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    packages = re.search(r"^DEBIAN := (.+)$", makefile, re.MULTILINE)[1].split()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [package for package in packages if package not in readme] == []
