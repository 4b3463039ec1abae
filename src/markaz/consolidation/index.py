"""The evidence and keys of a full run, laid out so that a report that comes alone is matched fast.

Plain columns, sorted and mapped into memory: a key is found by halving, a report's evidence by
its place.  They are derived, never altered, and carry the number of the run that wrote them.
"""

import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from markaz.consolidation.evidence import EVIDENCE, Evidence
from markaz.consolidation.keys import LARGEST_BUCKET

Numbers = npt.NDArray[np.int64]
_BATCH = 1_000_000


@dataclass(frozen=True, slots=True)
class Index:
    """One run's evidence and keys."""

    keys: Numbers
    key_numbers: Numbers
    numbers: Numbers
    rows: pa.Table

    def sharing(self, keys: Collection[int]) -> dict[int, set[int]]:
        """The reports under each of these keys that some have; of a hub only so many as make it."""
        wanted = np.array(sorted(keys), dtype=np.int64)
        first = np.searchsorted(self.keys, wanted)
        last = np.searchsorted(self.keys, wanted, side="right")
        # Twice as many as a fine key may have: some of them may have moved away since.
        ends = np.minimum(last, first + 2 * LARGEST_BUCKET)
        return {
            int(key): set(self.key_numbers[start:end].tolist())
            for key, start, end in zip(wanted, first, ends, strict=True)
            if end > start
        }

    def evidence(self, numbers: Iterable[int]) -> Evidence:
        """The evidence of those of these reports that the run knew, by their numbers."""
        wanted = np.array(sorted(numbers), dtype=np.int64)
        if not len(wanted):
            return {}
        places = np.searchsorted(self.numbers, wanted)
        known = places < len(self.numbers)
        known[known] = self.numbers[places[known]] == wanted[known]
        if not known.any():
            return {}
        rows = self.rows.take(pa.array(places[known])).to_pylist()
        return {row["number"]: row for row in rows}


def write(folder: Path, *, evidence: pa.Table, connection: duckdb.DuckDBPyConnection) -> None:
    """Write a run's evidence (in the order of its numbers), and the table `keys`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        pa.OSFile(str(folder / "evidence.arrow"), "wb") as sink,
        pa.ipc.new_file(sink, EVIDENCE) as writer,
    ):
        # In one piece, so that a column is mapped as a whole.
        writer.write_table(evidence.combine_chunks(), max_chunksize=max(evidence.num_rows, 1))
    _write_keys(folder, connection)


def read(folder: Path) -> Index:
    """Map a run's files into memory.

    Raises:
        FileNotFoundError: the files are gone; another full run writes them anew.
    """
    # Another run's files in the same place are other files.
    return _read(folder, (folder / "evidence.arrow").stat().st_ino)


def remove(folder: Path) -> None:
    """Remove an earlier run's files, where they still are."""
    shutil.rmtree(folder, ignore_errors=True)


@lru_cache(maxsize=2)
def _read(folder: Path, _file: int) -> Index:
    evidence = pa.ipc.open_file(pa.memory_map(str(folder / "evidence.arrow"))).read_all()
    numbers: Numbers = evidence["number"].combine_chunks().to_numpy(zero_copy_only=False)
    return Index(
        keys=np.asarray(np.load(folder / "key.npy", mmap_mode="r")),
        key_numbers=np.asarray(np.load(folder / "number.npy", mmap_mode="r")),
        numbers=numbers,
        rows=evidence,
    )


def _write_keys(folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
    total = connection.execute("SELECT count(*) FROM keys").fetchall()[0][0]
    names = ("key", "number")
    columns = {
        # An empty file cannot be mapped: one key that nobody has stands in for none.
        name: np.lib.format.open_memmap(
            folder / f"{name}.npy", mode="w+", dtype=np.int64, shape=(max(total, 1),)
        )
        for name in names
    }
    found = connection.execute("SELECT key, number FROM keys ORDER BY key, number")
    at = 0
    for batch in found.to_arrow_reader(_BATCH):
        for name in names:
            columns[name][at : at + batch.num_rows] = batch[name].to_numpy()
        at += batch.num_rows
    for column in columns.values():
        column.flush()
