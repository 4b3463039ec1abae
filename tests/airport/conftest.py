from datetime import UTC, datetime

import pytest

from markaz.airport.bags import machine as machines
from markaz.airport.bags import wedges

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)


@pytest.fixture(params=["A", "B"])
def kind(request) -> str:
    return request.param


@pytest.fixture
def machine(kind):
    return machines.machine(kind)


@pytest.fixture
def calibration(kind):
    return wedges.calibration(kind, now=NOW)


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture
def chance(request):
    """Another seed for each test, the same at each run."""
    import zlib

    import numpy as np

    return np.random.default_rng(zlib.crc32(request.node.name.encode()))
