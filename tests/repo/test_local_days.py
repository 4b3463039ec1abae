"""A day on paper is a day of the centre's own zone, not of the clock's."""

import ast
from pathlib import Path

import pytest

MODULES = sorted(Path("src/markaz").rglob("*.py"))


def test_there_are_modules_to_read():
    assert len(MODULES) > 100


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_day_is_taken_from_a_moment_without_its_zone(path):
    taken = [
        call.lineno
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "date"
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "now"
    ]
    assert taken == []
