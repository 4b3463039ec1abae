"""The contract of imports speaks of every room there is."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src" / "markaz"
ROOMS = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
# These know the framework on purpose: the wiring, the faces, the recipes and what is kept.
SHELL = {"config", "console", "api", "taxii", "cli", "actions", "store", "accounts"}


def contract(kind: str) -> dict:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return next(c for c in written["tool"]["importlinter"]["contracts"] if c["type"] == kind)


def floors() -> list[set[str]]:
    return [set(re.findall(r"\w+", floor)) for floor in contract("layers")["layers"]]


def test_every_room_has_its_floor():
    assert set().union(*floors()) >= ROOMS


def test_every_room_stands_on_one_floor_only():
    named = [room for floor in floors() for room in floor]
    assert sorted(named) == sorted(set(named))


def test_no_room_may_be_forgotten():
    assert contract("layers")["exhaustive"] is True


def test_every_thinking_room_is_kept_from_framework_network_and_database():
    guarded = {name.removeprefix("markaz.") for name in contract("forbidden")["source_modules"]}
    assert ROOMS - SHELL - guarded == set()


def test_every_room_says_in_one_sentence_what_it_is_for():
    for room in sorted(ROOMS):
        first = (HOUSE / room / "__init__.py").read_text(encoding="utf-8").splitlines()[0]
        assert re.fullmatch(r'""".+\.("""|)', first), room


def test_every_room_has_its_first_file_in_the_architecture():
    guide = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = guide.split("## Where to begin reading")[1]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == ROOMS
