"""A face shows and asks; it never writes a row."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src" / "markaz"
FACES = [
    path
    for room in ("console", "api", "taxii", "cli")
    for path in sorted((HOUSE / room).rglob("*.py"))
]
WRITING = {
    "save", "asave", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete",
    "executemany", "cursor",
}  # fmt: skip
TABLES = {"connection", "connections", "transaction", "models"}


def writes(source: str) -> list[str]:
    """Lines on which a module reaches for a table past the actions and the store."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            found.append(f"{node.lineno}: .{node.attr}")
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in WRITING:
            found.append(f"{node.lineno}: .{node.func.attr}()")
        if isinstance(node, ast.ImportFrom) and node.module == "django.db":
            found += [f"{node.lineno}: {one.name}" for one in node.names if one.name in TABLES]
    return found


@pytest.mark.parametrize(
    "line",
    [
        "Batch.objects.create(source='x')",
        "Batch.objects.filter(id=1).update(source='x')",
        "user.save()",
        "rows.delete()",
        "from django.db import connection",
    ],
)
def test_a_write_is_noticed(line):
    assert writes(line)


@pytest.mark.parametrize(
    "line", ["shown.update(name='x')", "from django.db import OperationalError"]
)
def test_what_writes_no_row_is_let_be(line):
    assert writes(line) == []


@pytest.mark.parametrize("path", FACES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_face_never_writes_a_row(path):
    assert writes(path.read_text(encoding="utf-8")) == []
