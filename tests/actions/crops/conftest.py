"""Files that claim fields."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fields import CLEARED_ON, geojson

from markaz.actions.crops.claims.filing import Filed, file_fields
from markaz.actions.crops.claims.reading import Handed


@pytest.fixture
def file(home: Path, tmp_path: Path, operator, now) -> Callable[..., Filed]:
    """Hand in these features in the name of an agency."""

    def hand_in(*features: dict[str, object], agency: str = "LEVIES-BA", by=None) -> Filed:
        path = tmp_path / f"{agency}.geojson"
        path.write_text(geojson(*features), encoding="utf-8")
        handed = Handed(agency, cleared_on=CLEARED_ON)
        return file_fields(path, handed, file_name=path.name, by=by or operator, now=now)

    return hand_in
