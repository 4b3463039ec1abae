"""Reads a whole file, slice by slice: rows = the reports' rows + exact repeats + rows set aside."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from markaz.intake.cases import OpenCase
from markaz.intake.chunks import Chunk, Chunks
from markaz.intake.files import layout, opening
from markaz.intake.files.slices import LIMITS, Limits, Slice
from markaz.intake.sources.description import Source
from markaz.records.batch import Question
from markaz.records.errors import UnreadableFileError

__all__ = ["Chunk", "read"]


class _Received:
    """What the file has shown so far: its rows counted and its columns looked at."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._unread: set[str] = set()
        self.rows = 0

    def look(self, part: Slice) -> tuple[Question, ...]:
        """Check a slice against the source; columns that nobody reads are asked about once."""
        if not self.rows:
            layout.check(part.table.schema.names, source=self._source)
        self.rows += len(part) + len(part.crooked)
        most = self._source.expect.max_rows
        if self.rows > most:
            raise UnreadableFileError(
                "the file has more than {most:,} rows, which this source never sends: split it",
                most=most,
            )
        unread = layout.unread(part.table.schema.names, source=self._source)
        new = [name for name in unread if name not in self._unread]
        self._unread.update(new)
        listed = ", ".join(f"'{name}'" for name in new)
        sentence = (
            f"nobody reads these columns: {listed}; add them to the source or to its ignore list"
        )
        return (Question(0, new[0], sentence),) if new else ()

    def few(self) -> tuple[Question, ...]:
        """A question where the file is shorter than this source's files are."""
        least = self._source.expect.min_rows
        if self.rows >= least:
            return ()
        return (
            Question(0, "", f"the file has {self.rows} rows, fewer than {least}: is it whole?"),
        )


def read(
    path: Path,
    *,
    source: Source,
    today: date,
    chunk_rows: int = 50_000,
    limits: Limits = LIMITS,
) -> Iterator[Chunk]:
    """The file in chunks of reports; `today` is the day of receipt, which no event may follow.

    Raises:
        UnreadableFileError: the file as a whole cannot be read.
    """
    received, chunks, open_case = _Received(source), Chunks(source, today=today), OpenCase(source)
    for part in opening.slices(path, source=source, size=chunk_rows, limits=limits):
        notes = received.look(part)
        yield chunks.chunk(open_case.closed(part), notes=notes)
    if not received.rows:
        raise UnreadableFileError("the file holds column names but no rows: send it with its rows")
    rest, few = open_case.rest(), received.few()
    if rest is not None:
        yield chunks.chunk(rest, notes=few)
