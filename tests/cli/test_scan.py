"""`markaz scan` says what files of a scan hold and never that a bag is clear."""

import json
from datetime import UTC, datetime

import numpy as np
import pytest
from typer.testing import CliRunner

from markaz.airport.bags import wedges
from markaz.airport.bags.machine import machine
from markaz.airport.bags.packing import pack
from markaz.airport.bags.scanning import volume_of
from markaz.airport.physics.materials import material
from markaz.airport.scans import dicos
from markaz.airport.scans.image import Kind, Origin, Scan
from markaz.cli.app import app
from markaz.records.errors import MarkazError

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)


def run(*arguments):
    done = CliRunner().invoke(app, ["scan", *map(str, arguments)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def files(tmp_path, request):
    name = getattr(request, "param", "simulated B")
    salt = np.zeros((130, 150))
    salt[25:100, 30:110] = 2.5
    view = machine("B").shot(
        {material("cocaine-hcl"): salt, material("cotton"): np.full(salt.shape, 0.8)},
        photons=1e5, chance=np.random.default_rng(4),
    )  # fmt: skip
    scan = Scan(Kind.DX, Origin(name, "1.2.3", "1.2.3.9", NOW, (1.0, 1.0)), first=view)
    paths = [tmp_path / "low.dcs", tmp_path / "high.dcs"]
    for path, content in zip(paths, dicos.write_scan(scan), strict=True):
        path.write_bytes(content)
    return paths


def test_a_pair_is_read_with_its_doubt_and_its_look_alikes(files):
    told = " ".join(run(*files).stdout.split())
    for words in ("simulated B", "exponent 3.3", "±", "washing", "only a search tells"):
        assert words in told
    assert "clear" not in told.lower()


def test_a_machine_reads_the_same_and_the_report_is_written(files, tmp_path):
    out = tmp_path / "aid.dcs"
    told = json.loads(run(*files, "--tdr", out, "--json").stdout)
    (mark,) = told["findings"]
    assert (told["exponent"], mark["category"]) == (3.3, "CONTRABAND")
    assert sum(told["materials_percent"].values()) == pytest.approx(100, abs=0.5)
    report = dicos.read(out.read_bytes())
    assert report.findings[0].zeff == mark["zeff"]
    shown = json.loads(run(out, "--json").stdout)
    assert (shown["kind"], shown["decision"], shown["parameters"]["exponent"]) == (
        "tdr", "ALARM", "3.3",
    )  # fmt: skip
    assert "Markaz reading aid" in run(out).stdout


@pytest.mark.parametrize("files", ["belt 7"], indirect=True)
def test_without_a_calibration_nothing_is_reckoned(files, tmp_path):
    assert "--calibration" in run(*files).stdout
    assert json.loads(run(*files, "--json").stdout)["findings"] is None
    with pytest.raises(MarkazError, match="no report to write"):
        run(*files, "--tdr", tmp_path / "out.dcs")
    record = tmp_path / "belt7.json"
    record.write_text(wedges.calibration("B", now=NOW).written())
    told = json.loads(run(*files, "--calibration", record, "--json").stdout)
    assert len(told["findings"]) == 1


def test_a_volume_is_shown_and_not_reckoned(tmp_path):
    chance = np.random.default_rng(1)
    bag = pack(chance, canvas=(200, 240))
    path = tmp_path / "ct.dcs"
    path.write_bytes(dicos.write_scan(volume_of(bag, machine("B"), chance=chance, now=NOW))[0])
    assert "shown, not reckoned" in run(path).stdout


def test_refusals_are_one_sentence(files, tmp_path):
    bad = tmp_path / "bad.dcs"
    bad.write_bytes(b"nothing")
    for arguments, told in (
        ((bad,), "no DICOS file"),
        ((files[0],), "high energy of view 1 is missing"),
        ((*files, files[0]), "came twice"),
    ):
        with pytest.raises(MarkazError, match=told):
            run(*arguments)
    with pytest.raises(FileNotFoundError):
        run(tmp_path / "gone.dcs")
