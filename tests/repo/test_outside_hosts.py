"""Pages, styles, scripts and printed sheets load nothing from another host."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KINDS = {".html", ".css", ".js", ".svg", ".typ"}
FILES = [path for path in sorted((ROOT / "src").rglob("*")) if path.suffix in KINDS]
OURS = {"127.0.0.1", "localhost"}
# A namespace is a name that looks like an address; nobody calls it.
NAMESPACES = {"www.w3.org"}
ADDRESS = re.compile(
    r"""(?:\b(?:https?|wss?):|(?<=["'(]))//(?P<host>[a-z0-9][a-z0-9.-]*\.?[a-z0-9]+)""", re.I
)


def outside(text: str) -> set[str]:
    return {match["host"].lower() for match in ADDRESS.finditer(text)} - OURS - NAMESPACES


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example.net/a.js">',
        "@import url(//fonts.example.net/a.css)",
        "fetch('http://example.net')",
    ],
)
def test_an_outside_host_is_noticed(text):
    assert outside(text)


@pytest.mark.parametrize(
    "text", ['<svg xmlns="http://www.w3.org/2000/svg">', "http://127.0.0.1:8000/", "a // b"]
)
def test_a_namespace_and_loopback_are_let_be(text):
    assert outside(text) == set()


def test_nothing_that_is_shown_names_an_outside_host():
    assert FILES
    found = {
        f"{path.relative_to(ROOT)}: {host}"
        for path in FILES
        for host in outside(path.read_text(encoding="utf-8"))
    }
    assert found == set()
