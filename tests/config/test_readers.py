from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from markaz.config.databases import database
from markaz.config.readers import flag, number, secret, text

NAME = "MARKAZ_TEST_SETTING"


def test_what_is_not_set_has_its_default():
    assert text(NAME, default="a") == "a"
    assert number(NAME, default=3) == 3
    assert flag(NAME, default=True) is True


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("Yes", True), ("off", False)])
def test_a_yes_or_no_is_read(monkeypatch, written, meant):
    monkeypatch.setenv(NAME, written)
    assert flag(NAME, default=not meant) is meant


def test_a_malformed_value_stops_the_start(monkeypatch):
    monkeypatch.setenv(NAME, "perhaps")
    with pytest.raises(ImproperlyConfigured, match="perhaps"):
        flag(NAME, default=True)
    with pytest.raises(ImproperlyConfigured, match="perhaps"):
        number(NAME, default=1)


def test_a_secret_is_made_once_and_readable_only_by_its_owner(tmp_path: Path):
    first = secret(NAME, home=tmp_path)
    assert secret(NAME, home=tmp_path) == first
    assert (tmp_path / NAME.lower()).stat().st_mode & 0o077 == 0


def test_a_secret_comes_from_the_environment_or_a_named_file(monkeypatch, tmp_path: Path):
    (tmp_path / "kept").write_text("from a file\n")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "kept"))
    assert secret(NAME, home=tmp_path) == "from a file"
    monkeypatch.setenv(NAME, "from the environment")
    assert secret(NAME, home=tmp_path) == "from the environment"


def test_a_named_secret_file_that_is_missing_stops_the_start(monkeypatch, tmp_path: Path):
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(ImproperlyConfigured, match="nowhere"):
        secret(NAME, home=tmp_path)


def test_without_an_address_the_database_is_a_file_at_home(tmp_path: Path):
    assert database("", home=tmp_path)["NAME"] == str(tmp_path / "markaz.sqlite3")


def test_a_postgresql_address_is_read_in_all_its_parts(tmp_path: Path):
    described = database("postgresql://an%40a:p%2Fw@db.example:6543/markaz", home=tmp_path)
    assert described["ENGINE"].endswith("postgresql")
    assert [described[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "an@a",
        "p/w",
        "db.example",
        "6543",
        "markaz",
    ]


def test_another_kind_of_database_is_refused(tmp_path: Path):
    with pytest.raises(ImproperlyConfigured, match="mysql"):
        database("mysql://here/markaz", home=tmp_path)
