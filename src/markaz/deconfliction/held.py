"""The live operations as they were kept, and which of them an operation overlaps."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from markaz.deconfliction.earth import Floats
from markaz.deconfliction.meeting import overlaps
from markaz.deconfliction.outlines import Outline
from markaz.deconfliction.rules import Rules
from markaz.deconfliction.tracks import COLUMNS, Track, padded
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
    theirs = _Others(kept, rules=rules)
    compared = [(run, *theirs.places[id_]) for run, id_ in near if id_ in theirs.places]
    if not compared:
        return ()
    told = overlaps(ours, theirs.tracks(), near=np.array(compared), overflight=rules.overflight)
    return tuple(told)


class _Others:
    """Tracks put together from those of their runs that were asked for.

    `places` says of each run which track it is of, and which run of it; a run that under the rules
    lasts no time is not among them.
    """

    def __init__(self, kept: Mapping[int, KeptRun], *, rules: Rules) -> None:
        self._rules = rules
        self._known: dict[OperationKey, KeptRun] = {}
        self._runs: list[list[Floats]] = []
        self.places: dict[int, tuple[int, int]] = {}
        numbers: dict[tuple[str, str], int] = {}
        for (id_, one), pieces in zip(kept.items(), _padded([*kept.values()], rules), strict=True):
            if not len(pieces):
                continue
            number = numbers.setdefault((one.agency, one.reference), len(numbers))
            if number == len(self._runs):
                self._known[OperationKey(one.agency, one.reference)] = one
                self._runs.append([])
            self.places[id_] = number, len(self._runs[number])
            self._runs[number].append(pieces)

    def tracks(self) -> list[Track]:
        """The tracks by their numbers."""
        return [
            Track(key, self._rules.kind(one.kind), one.half_m, tuple(runs), _outline(one))
            for (key, one), runs in zip(self._known.items(), self._runs, strict=True)
        ]


def _padded(kept: Sequence[KeptRun], rules: Rules) -> list[Floats]:
    """The pieces of every run with its window widened as its kind says: of all at once."""
    if not kept:
        return []
    pieces = np.frombuffer(b"".join(one.pieces for one in kept), dtype=KEPT).reshape(-1, COLUMNS)
    sizes = [len(one.pieces) // (COLUMNS * pieces.itemsize) for one in kept]
    pads = [rules.kind(one.kind).pad_s(first=one.first, last=one.last) for one in kept]
    return padded(pieces, sizes=sizes, pads=pads)


def _outline(kept: KeptRun) -> Outline | None:
    if not kept.outline:
        return None
    return Outline(np.frombuffer(kept.outline, dtype=KEPT).reshape(-1, 3))
