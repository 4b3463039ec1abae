"""`markaz crops` typed over the fields that are kept."""

import json
from pathlib import Path

import pytest
from tests import fields as land
from tests.fields import feature, square

from markaz.cli.app import run

SQUARES = [square(3 * n, 0) for n in range(4)]


@pytest.fixture
def call(home: Path, monkeypatch, capsys):
    """The installed command as it is typed, with `--json`; a refusal is one sentence."""

    def typed(*words: object) -> tuple[int, object]:
        monkeypatch.setattr("sys.argv", ["markaz", "crops", *map(str, words), "--json"])
        try:
            code = run()
        except SystemExit as ended:
            code = ended.code or 0
        return code, json.loads(capsys.readouterr().out)

    return typed


@pytest.fixture
def refused(call):
    """The one sentence with which a command is refused."""

    def typed(*words: object) -> str:
        code, told = call(*words)
        assert code == 1
        assert set(told) == {"error"}
        assert "\n" not in told["error"]
        return told["error"]

    return typed


def written(path: Path, *features: dict[str, object]) -> Path:
    path.write_text(land.geojson(*features), encoding="utf-8")
    return path


@pytest.fixture
def filed(call, tmp_path):
    """Four fields of two acres as written, and a second agency's over half of the first."""
    first = [
        feature(one, reference=f"L-{nth}", field="a", area="2 acres", district=where)
        for nth, (one, where) in enumerate(zip(SQUARES, ["Pishin", "Zhob"] * 2, strict=True))
    ]
    claims = written(tmp_path / "levies.geojson", *first)
    assert call("claims", claims, "--agency", "LEVIES-BA", "--cleared-on", "2025-03-04")[0] == 0
    again = written(tmp_path / "anf.geojson", feature(square(0.5, 0), reference="A-1", field="b"))
    code, told = call("claims", again, "--agency", "ANF", "--cleared-on", "2025-03-05")
    assert (code, told["new"], told["overlaps"]) == (0, 1, 1)
    return claims
