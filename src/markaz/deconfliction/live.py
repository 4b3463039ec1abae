"""The live operations, held so that a new one is compared only with those that may be near it."""

from collections.abc import Iterable
from datetime import datetime

import numpy as np

from markaz.deconfliction.grid import Grid
from markaz.deconfliction.meeting import overlaps
from markaz.deconfliction.rules import Rules
from markaz.deconfliction.tracks import TO, Track, track
from markaz.records.errors import InvalidValueError
from markaz.records.operations.conflict import Overlap
from markaz.records.operations.operation import Operation, OperationKey


class LiveOperations:
    """Operations that have been filed and are not over, in memory.

    It is for one process and one thread at a time; what it says depends on what it holds alone.
    """

    def __init__(self, operations: Iterable[Operation] = (), *, rules: Rules) -> None:
        self._rules = rules
        self._grid = Grid()
        self._tracks: dict[OperationKey, Track] = {}
        self._rows: dict[OperationKey, list[int]] = {}
        # Of each box of the grid: whose it is, and which run of pieces it holds.
        self._owners: list[tuple[OperationKey, int]] = []
        for operation in operations:
            self.add(operation)

    def __len__(self) -> int:
        return len(self._tracks)

    def __contains__(self, key: OperationKey) -> bool:
        return key in self._tracks

    def add(self, operation: Operation) -> None:
        """Hold one operation more.

        Raises:
            InvalidValueError: it is held already, or its kind is not in the rules.
        """
        key = operation.key
        if key in self._tracks:
            raise InvalidValueError(
                "operation {reference} of {agency} is live already: replace it",
                reference=key.reference,
                agency=key.agency,
            )
        new = track(operation, rules=self._rules)
        rows = self._grid.add(new.boxes())
        self._owners.extend([(key, 0)] * (max(rows) + 1 - len(self._owners)))
        for run, row in enumerate(rows):
            self._owners[row] = (key, run)
        self._tracks[key], self._rows[key] = new, rows

    def remove(self, key: OperationKey) -> None:
        """Hold an operation no longer.

        Raises:
            InvalidValueError: no such operation is held.
        """
        if key not in self._tracks:
            raise InvalidValueError(
                "operation {reference} of {agency} is not live: it may be over already",
                reference=key.reference,
                agency=key.agency,
            )
        self._grid.remove(self._rows.pop(key))
        del self._tracks[key]

    def replace(self, operation: Operation) -> None:
        """Hold an operation as it is planned now in place of what was planned before."""
        # Refused before anything is let go, so that a bad plan leaves the former one standing.
        track(operation, rules=self._rules)
        self.remove(operation.key)
        self.add(operation)

    def retire(self, *, now: datetime) -> tuple[OperationKey, ...]:
        """Let go of the operations whose padded windows are over; give their keys in order."""
        moment = now.timestamp()
        over = sorted(k for k, held in self._tracks.items() if held.pieces[-1, TO] <= moment)
        for key in over:
            self.remove(key)
        return tuple(over)

    def overlaps(self, operation: Operation) -> tuple[Overlap, ...]:
        """Every overlap of an operation with a live one, in the order of their keys.

        The operation itself, where it is live, and unless the rules say otherwise those of its
        own agency are left out.
        """
        new = track(operation, rules=self._rules)
        numbers: dict[OperationKey, int] = {}
        near: list[tuple[int, int, int]] = []
        for run, box in enumerate(new.boxes()):
            for row in self._grid.near(box).tolist():
                key, other_run = self._owners[row]
                if self._is_asked(key, operation.key):
                    near.append((run, numbers.setdefault(key, len(numbers)), other_run))
        if not near:
            return ()
        others = [self._tracks[key] for key in numbers]
        return tuple(overlaps(new, others, near=np.array(near), overflight=self._rules.overflight))

    def _is_asked(self, key: OperationKey, asker: OperationKey) -> bool:
        return key != asker and (self._rules.own_agency or key.agency != asker.agency)
