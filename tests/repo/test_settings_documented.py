"""What can be set from outside is documented, and what is documented can be set."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "src" / "markaz" / "config"
PAPER = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
READERS = {"text", "flag", "number", "secret"}


def section(heading: str) -> str:
    return PAPER.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]


def documented(heading: str) -> dict[str, str]:
    """Name and default of each row of a section's table."""
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]*) \|", section(heading), re.MULTILINE))


def read_names() -> set[str]:
    found: set[str] = set()
    for path in CONFIG.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in READERS and node.args:
                name = ast.literal_eval(node.args[0])
                found |= {name, f"{name}_FILE"} if node.func.id == "secret" else {name}
    return found


def test_settings_are_read_at_all():
    assert {"MARKAZ_HOME", "DATABASE_URL", "MARKAZ_SECRET_KEY_FILE"} <= read_names()


def test_every_name_read_from_the_environment_is_documented_and_no_other():
    assert set(documented("Environment")) == read_names()


def test_every_variable_of_the_makefile_is_documented_with_its_default_and_no_other():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    variables = dict(re.findall(r"^(\w+) \?= (.*)$", makefile, re.MULTILINE))
    written = {name: text.strip(" `") for name, text in documented("Makefile variables").items()}
    assert written == variables


def test_a_documented_default_is_the_default(monkeypatch):
    for name in read_names():
        monkeypatch.delenv(name, raising=False)
    written = (CONFIG / "settings.py").read_text(encoding="utf-8")
    defaults = dict(re.findall(r'\(\s*"(\w+)", default=([^)]+)\)', written))
    for name, default in defaults.items():
        value = str(int(v) if isinstance(v := ast.literal_eval(default), bool) else v)
        assert documented("Environment")[name].strip(" `") == (value or "empty"), name


def environment_reads(source: str) -> set[str]:
    """Ways in which a module takes a single value out of the environment."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        text = ast.unparse(node) if isinstance(node, ast.Call | ast.Subscript) else ""
        if isinstance(node, ast.Call) and re.match(r"os\.(getenv|environ\.get)\(", text):
            found.add(text)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            found |= {text} if text.startswith("os.environ[") else set()
    return found


@pytest.mark.parametrize("read", ['os.getenv("A")', 'os.environ.get("A", "")', 'os.environ["A"]'])
def test_a_read_of_the_environment_is_noticed(read):
    assert environment_reads(f"import os\nvalue = {read}\n")


def test_only_the_config_room_reads_the_environment():
    elsewhere = {
        f"{path.relative_to(ROOT)}: {read}"
        for path in (ROOT / "src").rglob("*.py")
        if not path.is_relative_to(CONFIG)
        for read in environment_reads(path.read_text(encoding="utf-8"))
    }
    assert not elsewhere
