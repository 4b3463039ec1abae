"""JSON lines: one object on each line, its keys as columns."""

from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice
from pathlib import Path

from markaz.intake.files.objects import Row, gathered, parsed, rows
from markaz.intake.files.slices import Limits, Slice
from markaz.intake.files.text import blocks
from markaz.intake.sources.description import Source
from markaz.records.batch import SetAside

_SHOWN = 500


def _slice(lines: list[str], *, first: int, source: Source, limits: Limits) -> Slice:
    read: list[tuple[int, Row]] = []
    crooked: list[SetAside] = []
    for number, line in enumerate(lines, start=first):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            report = parsed(line.lstrip("\ufeff"))
            read += ((number, row) for row in rows(report, source=source))
        except (ValueError, RecursionError) as error:
            reason = f"the line cannot be read as JSON: {error}"
            crooked.append(SetAside(number, "", reason, {"line": line.strip()[:_SHOWN]}))
    return gathered(read, crooked, source=source, limits=limits)


def slices(
    path: Path, *, source: Source, encoding: str, size: int, limits: Limits
) -> Iterator[Slice]:
    """The objects of the file in slices of `size`; a line that is no object is set aside."""
    lines = chain.from_iterable(
        StringIO(text, newline="") for text in blocks(path, encoding=encoding, limits=limits)
    )
    number = 1
    while some := list(islice(lines, size)):
        yield _slice(some, first=number, source=source, limits=limits)
        number += len(some)
