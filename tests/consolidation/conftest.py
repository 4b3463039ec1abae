"""A simulated campaign as the views that evidence is read from, without a database."""

import random
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest
from benchmarks import report_rows

from markaz.consolidation.evidence import evidence


@dataclass(frozen=True)
class Told:
    """What a campaign's reports bring, the raw rows behind it, and the truth of it."""

    evidence: pa.Table
    raw: Path
    events: pa.Table


def told(folder: Path, *campaigns: report_rows.Campaign) -> Told:
    raw = folder / "raw"
    report_rows.write(raw, list(campaigns), under=folder)
    with report_rows.views(raw) as connection:
        found = evidence(connection)
    return Told(found, raw, report_rows.events(list(campaigns), raw, under=folder))


@pytest.fixture(scope="session")
def campaign(tmp_path_factory) -> Told:
    """A third of the year, told badly."""
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")  # noqa: T201 (shown when a test fails)
    year = report_rows.Campaign(2025, 0.3, seed, "hostile")
    return told(tmp_path_factory.mktemp("campaign"), year)
