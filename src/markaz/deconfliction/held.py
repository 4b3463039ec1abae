"""The live operations as they were kept, and which of them an operation overlaps."""

from collections.abc import Iterable, Mapping

import numpy as np

from markaz.deconfliction.earth import Floats
from markaz.deconfliction.meeting import overlaps
from markaz.deconfliction.outlines import Outline
from markaz.deconfliction.rules import Rules
from markaz.deconfliction.tracks import COLUMNS, Run, Track
from markaz.records.operations.conflict import Overlap
from markaz.records.operations.operation import OperationKey
from markaz.records.operations.whereabouts import KEPT, KeptRun


def overlaps_with(
    ours: Track, near: Iterable[tuple[int, int]], *, kept: Mapping[int, KeptRun], rules: Rules
) -> tuple[Overlap, ...]:
    """Every overlap of an operation with the others of which runs are near, in order of their keys.

    Args:
        ours: the track of the operation.
        near: a run of ours, and the id of a kept run.
        kept: kept runs by their id; what is not among them is not compared.
        rules: those in force.

    Raises:
        InvalidValueError: an operation that is near is of a kind that the rules do not know.
    """
    theirs = _Others(rules)
    rows = [(run, *theirs.place(id_, kept[id_])) for run, id_ in near if id_ in kept]
    compared = [row for row in rows if row[2] >= 0]
    if not compared:
        return ()
    told = overlaps(ours, theirs.tracks(), near=np.array(compared), overflight=rules.overflight)
    return tuple(told)


class _Others:
    """Tracks put together from those of their runs that were asked for."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._numbers: dict[OperationKey, int] = {}
        self._known: list[KeptRun] = []
        self._runs: list[list[Floats]] = []
        self._places: dict[int, tuple[int, int]] = {}

    def place(self, id_: int, kept: KeptRun) -> tuple[int, int]:
        """Which track a run is of, and which run of it; -1 where under the rules it is no time."""
        if id_ not in self._places:
            self._places[id_] = self._put(kept)
        return self._places[id_]

    def tracks(self) -> list[Track]:
        """The tracks by their numbers."""
        return [
            Track(key, self._rules.kind(one.kind), one.half_m, tuple(runs), _outline(one))
            for key, one, runs in zip(self._numbers, self._known, self._runs, strict=True)
        ]

    def _put(self, kept: KeptRun) -> tuple[int, int]:
        pieces = np.frombuffer(kept.pieces, dtype=KEPT).reshape(-1, COLUMNS)
        padded = Run(pieces, kept.first, kept.last).padded(self._rules.kind(kept.kind))
        if not len(padded):
            return -1, -1
        key = OperationKey(kept.agency, kept.reference)
        number = self._numbers.setdefault(key, len(self._numbers))
        if number == len(self._runs):
            self._known.append(kept)
            self._runs.append([])
        self._runs[number].append(padded)
        return number, len(self._runs[number]) - 1


def _outline(kept: KeptRun) -> Outline | None:
    if not kept.outline:
        return None
    return Outline(np.frombuffer(kept.outline, dtype=KEPT).reshape(-1, 3))
