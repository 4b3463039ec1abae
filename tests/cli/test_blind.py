"""`markaz blind` from the secret to one's own rows, as two agencies use it."""

import json

import pytest
from typer.testing import CliRunner

from markaz.cli.app import app
from markaz.records.errors import InvalidValueError

pytestmark = pytest.mark.django_db


def run(*words: object) -> str:
    found = CliRunner().invoke(app, ["blind", *map(str, words)], catch_exceptions=False)
    assert found.exit_code == 0
    return found.output


def test_from_the_secret_to_the_rows_of_ones_own_list(home, tmp_path):
    (tmp_path / "a.csv").write_text("name\nSher Zaman\nNoor Wali\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("name\nLal Din\nشیر زمان\n", encoding="utf-8")
    run("secret", tmp_path / "secret")
    for name in "ab":
        listed, out = tmp_path / f"{name}.csv", tmp_path / name
        assert "2 rows are in" in run(
            "encode", listed, "--secret", tmp_path / "secret", "--out", out
        )
    said = run("match", tmp_path / "a", tmp_path / "b", "--json")
    assert len(json.loads(said)["met"]) == 1
    met = tmp_path / "met.json"
    met.write_text(said, encoding="utf-8")
    said = run("rows", tmp_path / "b.csv", "--secret", tmp_path / "secret", "--met", met)
    assert said.splitlines()[0] == "row 3: شیر زمان"


def test_anything_else_is_not_taken_for_what_match_printed(home, tmp_path):
    listed = tmp_path / "a.csv"
    listed.write_text("name\nSher Zaman\n", encoding="utf-8")
    run("secret", tmp_path / "secret")
    with pytest.raises(InvalidValueError, match=r"is not what markaz blind match --json printed"):
        run("rows", listed, "--secret", tmp_path / "secret", "--met", listed)
