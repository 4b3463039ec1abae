"""What the viewer draws of a scan: packed once, derived from the kept bytes, made again if lost."""

import gzip
import shutil
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from markaz.store.models import ScanRow

# A picture with noise hardly packs better at a higher level, which takes ten times as long.
_LEVEL = 1


def keep(scan: ScanRow, name: str, values: NDArray[np.uint8] | NDArray[np.uint16]) -> None:
    """Pack one picture, row by row, in little-endian."""
    path = _path(scan, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    plain = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
    part.write_bytes(gzip.compress(plain.tobytes(), _LEVEL, mtime=0))
    part.replace(path)


def packed(scan: ScanRow, name: str) -> bytes | None:
    """A picture as it was packed; None where there is none of this name."""
    path = _path(scan, name)
    return path.read_bytes() if path.is_file() else None


def erase(scan: ScanRow) -> None:
    """Remove everything that is drawn of a scan."""
    shutil.rmtree(_folder(scan), ignore_errors=True)


def _folder(scan: ScanRow) -> Path:
    return Path(settings.MARKAZ_HOME) / "pictures" / scan.name


def _path(scan: ScanRow, name: str) -> Path:
    return _folder(scan) / f"{name}.gz"
