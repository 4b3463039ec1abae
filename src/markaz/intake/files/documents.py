"""One JSON document: a list of reports, or one report written over several lines."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markaz.intake.files.objects import Row, gathered, parsed, rows
from markaz.intake.files.slices import Limits, Slice
from markaz.intake.files.text import first_bytes
from markaz.intake.sources.description import Source
from markaz.records.batch import SetAside
from markaz.records.errors import UnreadableFileError

_SHOWN = 500
# A list; or an object whose first line holds nothing but its brace, which is no JSON line.
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[|\{\s*[\r\n])")
_LOOKED_AT = 256


def is_document(path: Path) -> bool:
    """Whether the file begins as one JSON document does."""
    return _START.match(first_bytes(path, size=_LOOKED_AT)) is not None


def slices(path: Path, *, source: Source, size: int, limits: Limits) -> Iterator[Slice]:
    """The reports of the document in slices of `size`; a row's number is its report's place.

    Raises:
        UnreadableFileError: it is no JSON, or too large to be read whole.
    """
    reports = _reports(path, limits=limits)
    for first in range(0, len(reports), size):
        yield _slice(reports[first : first + size], first=first + 1, source=source, limits=limits)


def _reports(path: Path, *, limits: Limits) -> list[Any]:
    content = first_bytes(path, size=limits.slice_text + 1)
    if len(content) > limits.slice_text:
        raise UnreadableFileError(
            "one JSON list of more than {most} MB is not read at once: send JSON lines, one"
            " object on each line",
            most=limits.slice_text >> 20,
        )
    try:
        # JSON is UTF-8 by its standard (RFC 8259, 8.1), whatever the source's tables are.
        read = parsed(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(
            "the file cannot be read as JSON: {error}", error=error
        ) from error
    return read if isinstance(read, list) else [read]


def _slice(reports: list[Any], *, first: int, source: Source, limits: Limits) -> Slice:
    read: list[tuple[int, Row]] = []
    crooked: list[SetAside] = []
    for number, report in enumerate(reports, start=first):
        try:
            read += ((number, row) for row in rows(report, source=source))
        except (ValueError, RecursionError) as error:
            written = {"report": json.dumps(report, ensure_ascii=False)[:_SHOWN]}
            reason = f"the report cannot be read: {error}"
            crooked.append(SetAside(number, "", reason, written))
    return gathered(read, crooked, source=source, limits=limits)
