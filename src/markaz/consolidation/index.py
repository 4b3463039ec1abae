"""The evidence and keys of a full run, laid out so that a report that comes alone is matched fast.

Two Arrow files, sorted and mapped into memory: a key is found by halving, a report's evidence by
its place.  They are derived, never altered, and carry the number of the run that wrote them.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from markaz.consolidation.evidence import EVIDENCE
from markaz.consolidation.keys import KEYS, LARGEST_BUCKET

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """Reports that share a fine key with the one asked for, and how many keys were hubs."""

    numbers: frozenset[int]
    hubs: int


@dataclass(frozen=True, slots=True)
class Index:
    """One run's evidence and keys."""

    keys: Numbers
    key_numbers: Numbers
    numbers: Numbers
    rows: pa.Table

    def sharing(self, keys: Iterable[int]) -> Found:
        """The reports that share any of these keys; a key of too many reports finds none."""
        found: set[int] = set()
        hubs = 0
        for key in keys:
            first, last = np.searchsorted(self.keys, [key, key + 1])
            if last - first >= LARGEST_BUCKET:
                hubs += 1
            else:
                found.update(self.key_numbers[first:last].tolist())
        return Found(frozenset(found), hubs)

    def evidence(self, numbers: Iterable[int]) -> pa.Table:
        """The evidence of those of these reports that the run knew."""
        wanted = np.array(sorted(numbers), dtype=np.int64)
        places = np.searchsorted(self.numbers, wanted)
        known = places < len(self.numbers)
        known[known] = self.numbers[places[known]] == wanted[known]
        return self.rows.take(pa.array(places[known]))


def write(folder: Path, *, evidence: pa.Table, keys: pa.Table) -> None:
    """Write a run's evidence (in the order of its numbers) and keys (in the order of theirs)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in (("evidence", evidence.select(EVIDENCE.names)), ("keys", keys)):
        part = folder / f"{name}.part"
        with pa.OSFile(str(part), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table.combine_chunks(), max_chunksize=max(table.num_rows, 1))
        part.replace(folder / f"{name}.arrow")


def read(folder: Path) -> Index:
    """Map a run's files into memory.

    Raises:
        FileNotFoundError: the files are gone; another full run writes them anew.
    """
    keys, evidence = (_mapped(folder / f"{name}.arrow") for name in ("keys", "evidence"))
    return Index(
        keys=_plain(keys, "key"),
        key_numbers=_plain(keys, "number"),
        numbers=_plain(evidence, "number"),
        rows=evidence.cast(EVIDENCE),
    )


def empty() -> Index:
    """The index of an empty ledger."""
    none = np.array([], dtype=np.int64)
    return Index(none, none, none, EVIDENCE.empty_table())


def remove(folder: Path) -> None:
    """Remove an earlier run's files, where they still are."""
    shutil.rmtree(folder, ignore_errors=True)


def keys_by_report(keys: pa.Table) -> dict[int, list[int]]:
    """The keys of each report of a table with the schema KEYS."""
    found: dict[int, list[int]] = {}
    for key, number in zip(*(keys[name].to_pylist() for name in KEYS.names), strict=True):
        found.setdefault(number, []).append(key)
    return found


def keys_by_key(keys: pa.Table) -> dict[int, list[int]]:
    """The reports that share each key of a table with the schema KEYS, where they are few."""
    found: dict[int, list[int]] = {}
    for key, number in zip(*(keys[name].to_pylist() for name in KEYS.names), strict=True):
        found.setdefault(key, []).append(number)
    return {key: numbers for key, numbers in found.items() if 1 < len(numbers) <= LARGEST_BUCKET}


def _mapped(path: Path) -> pa.Table:
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def _plain(table: pa.Table, column: str) -> Numbers:
    values: Numbers = table[column].combine_chunks().to_numpy(zero_copy_only=False)
    return values
