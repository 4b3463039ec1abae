"""`markaz scan`: what scan files hold, and what two energies tell of them."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import numpy as np
import typer
from django.utils import timezone
from rich.table import Table

from markaz.airport.bags import wedges
from markaz.airport.physics import calibration as calibrations
from markaz.airport.physics.aid import Aid, Material
from markaz.airport.physics.calibration import Calibration
from markaz.airport.physics.reading import read_pair
from markaz.airport.physics.verdict import report
from markaz.airport.scans import dicos, vendor
from markaz.airport.scans.image import Half, Scan
from markaz.airport.scans.report import Finding, ThreatReport
from markaz.airport.scans.vendor import Layout
from markaz.cli.desk import JsonFlag, console, existing, show_json
from markaz.records.errors import InvalidValueError

_SIMULATED = "simulated "


def scan(
    files: Annotated[
        list[Path], typer.Argument(help="DICOS: a volume, a report, or every energy of one scan.")
    ],
    calibration: Annotated[
        Path | None, typer.Option(help="The machine's calibration record, JSON.")
    ] = None,
    layout: Annotated[
        Path | None, typer.Option(help="How a machine without DICOS writes its pictures, YAML.")
    ] = None,
    tdr: Annotated[
        Path | None, typer.Option(help="Write what the reading aid says as a DICOS report.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Read a scan: what the machine measured, and what was not inspected; keep nothing."""
    read = _read(files, layout=layout)
    if isinstance(read, ThreatReport):
        _show_report(read, as_json=as_json)
        return
    known = _calibration(read, calibration) if read.first is not None else None
    aid = read_pair(read.low, read.high, calibration=known) if known else None
    if aid and known and tdr:
        uid = f"2.25.{uuid4().int}"
        said = report({1: aid}, read, calibration=known, uid=uid, now=timezone.now())
        tdr.write_bytes(dicos.write_tdr(said))
    elif tdr:
        raise InvalidValueError("Nothing was read of this scan, so there is no report to write.")
    _show_scan(read, aid, known, as_json=as_json)


def _read(files: list[Path], *, layout: Path | None) -> Scan | ThreatReport:
    written = vendor.layout(existing(layout).read_text(encoding="utf-8")) if layout else None
    found = [_opened(existing(path), written) for path in files]
    halves = [one for one in found if isinstance(one, Half)]
    whole = [one for one in found if not isinstance(one, Half)]
    if len(whole) + bool(halves) != 1:
        raise InvalidValueError("Name the files of one scan only, or one report.")
    return whole[0] if whole else dicos.join(halves)


def _opened(path: Path, layout: Layout | None) -> Scan | Half | ThreatReport:
    content = path.read_bytes()
    if layout is None:
        return dicos.read(content)
    return vendor.read(content, name=path.stem, layout=layout, acquired_at=timezone.now())


def _calibration(read: Scan, path: Path | None) -> Calibration | None:
    if path:
        return calibrations.read(existing(path).read_text(encoding="utf-8"))
    kind = read.origin.machine.removeprefix(_SIMULATED)
    if read.origin.machine != kind:
        return wedges.calibration(kind, now=_day(read.origin.acquired_at))
    return None


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _shares(aid: Aid) -> dict[str, float]:
    """The share of the picture, in hundredths, that each material takes."""
    counts = np.bincount(aid.material.ravel(), minlength=len(Material))
    return {
        kind.name.lower(): round(100 * float(counts[kind]) / aid.material.size, 1)
        for kind in Material
    }


def _show_scan(read: Scan, aid: Aid | None, known: Calibration | None, *, as_json: bool) -> None:
    shape = read.volume.shape if read.volume is not None else read.low.shape
    facts = {
        "kind": read.kind.value,
        "machine": read.origin.machine,
        "acquired_at": read.origin.acquired_at.isoformat(),
        "series": read.origin.series_uid,
        "points": list(shape),
        "views": sum(one is not None for one in (read.first, read.second)),
        "test_image": read.tip,
    }
    if as_json:
        show_json(
            facts
            | {
                "calibration": known.name if known else None,
                "exponent": known.exponent if known else None,
                "materials_percent": _shares(aid) if aid else None,
                "findings": [_as_dict(one) for one in aid.findings] if aid else None,
            }
        )
        return
    for name, value in facts.items():
        console.print(f"{name.replace('_', ' '):14}{value}", highlight=False)
    if aid is None or known is None:
        console.print(
            "Nothing is reckoned: name the machine's calibration with --calibration."
            if read.first is not None
            else "A volume is shown, not reckoned."
        )
        return
    shares = ", ".join(f"{kind.replace('_', ' ')} {n} %" for kind, n in _shares(aid).items())
    console.print(f"{'calibration':14}{known.name}, exponent {known.exponent:g}", highlight=False)
    console.print(f"{'picture':14}{shares}", highlight=False)
    _show_findings(aid.findings)


def _show_report(read: ThreatReport, *, as_json: bool) -> None:
    facts = {
        "kind": "tdr",
        "type": read.type.value,
        "decision": read.decision.value,
        "algorithm": f"{read.algorithm} {read.version}".strip(),
        "made_at": read.made_at.isoformat(),
        "scan": read.scan_instance_uid,
        "test_image": read.tip,
    }
    if as_json:
        show_json(
            facts
            | {
                "parameters": dict(read.parameters),
                "findings": [_as_dict(one) for one in read.findings],
            }
        )
        return
    for name, value in facts.items():
        console.print(f"{name.replace('_', ' '):14}{value}", highlight=False)
    _show_findings(read.findings)


def _show_findings(findings: tuple[Finding, ...]) -> None:
    if not findings:
        console.print("No region is marked; that says nothing of what else is in the bag.")
        return
    table = Table("region", "Zeff", "g/cm2", "what two energies tell", box=None)
    for one in findings:
        columns, rows = zip(*one.polygon, strict=True)
        table.add_row(
            f"{min(columns):.0f}-{max(columns):.0f}, {min(rows):.0f}-{max(rows):.0f}",
            _with_doubt(one.zeff, one.zeff_sigma, places=1),
            _with_doubt(one.areal_density, one.areal_density_sigma, places=1),
            one.text,
        )
    console.print(table)


def _with_doubt(value: float | None, sigma: float | None, *, places: int) -> str:
    """A value with two deviations, which nineteen in twenty lie within."""
    if value is None:
        return "--"
    return f"{value:.{places}f}" + (f" ± {2 * sigma:.{places}f}" if sigma else "")


def _as_dict(one: Finding) -> dict[str, object]:
    return {
        "polygon": one.polygon,
        "category": one.category.value,
        "text": one.text,
        "zeff": one.zeff,
        "zeff_sigma": one.zeff_sigma,
        "areal_density": one.areal_density,
        "areal_density_sigma": one.areal_density_sigma,
        "ability": one.ability.value,
        "probability": one.probability,
        "view": one.view,
    }
