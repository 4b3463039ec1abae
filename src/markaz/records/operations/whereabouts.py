"""Where an operation is, as tables keep it: pieces of its course, and the cells they lie in."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

_BOUNDS = [
    pa.field(name, pa.int64())
    for name in ("opens", "low_x", "low_y", "low_z", "shuts", "high_x", "high_y", "high_z")
]
# One row for each run of pieces, with its operation's key and kind; `pieces` and `outline` are rows
# of numbers as `KEPT` has them: nine for a piece (deconfliction/tracks.py), three for a corner.
KEPT = "<f8"
RUNS = pa.schema(
    [
        ("run", pa.int64()),
        ("agency", pa.string()),
        ("reference", pa.string()),
        ("kind", pa.string()),
        ("first", pa.bool_()),
        ("last", pa.bool_()),
        ("half_m", pa.float64()),
        ("pieces", pa.binary()),
        ("outline", pa.binary()),
    ]
)
# One row for each run and cell: the bounds of the run, in whole seconds and metres.  `kind` is
# the operation's kind as a number.
CELLS = pa.schema([pa.field(name, pa.int64()) for name in ("run", "key", "kind")] + _BOUNDS)
# What is asked: bounds for each place to look from and each kind of the others (`ANY_KIND`: the
# widest, and for a kind that is not among those asked for), and the keys of each place.  A place is
# a run of ours, twice, and one more where runs are asked for with which the others begin or end.
ASKED_BOXES = pa.schema([pa.field(name, pa.int64()) for name in ("place", "kind")] + _BOUNDS)
ASKED_KEYS = pa.schema([("place", pa.int64()), ("key", pa.int64())])
# A kept run that lies within the widest bounds of a place, with its own bounds.
FOUND = pa.schema([pa.field(name, pa.int64()) for name in ("place", "run", "kind")] + _BOUNDS)
ANY_KIND = -1


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The runs of one operation (RUNS) and their cells (CELLS)."""

    runs: pa.Table
    cells: pa.Table


@dataclass(frozen=True, slots=True)
class Asked:
    """What one operation asks of the tables: ASKED_BOXES and ASKED_KEYS."""

    boxes: pa.Table
    keys: pa.Table

    @property
    def widest(self) -> pa.Table:
        """Of each place the bounds beyond which no kind of operation reaches."""
        return self.boxes.filter(pc.equal(self.boxes["kind"], ANY_KIND))


@dataclass(frozen=True, slots=True)
class KeptRun:
    """One run as it was kept, with the operation that it is of."""

    agency: str
    reference: str
    kind: str
    first: bool
    last: bool
    half_m: float
    pieces: bytes
    outline: bytes
