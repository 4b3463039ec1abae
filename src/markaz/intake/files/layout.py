"""Their header row against the columns a source describes: what is missing, doubled or unread."""

from collections.abc import Sequence

from markaz.intake.files.slices import REASONS_COLUMN, Limits
from markaz.intake.sources.description import Source
from markaz.records.errors import UnreadableFileError


def _key(header: str) -> str:
    return " ".join(header.replace("\ufeff", "").split()).casefold()


def likeness(header: Sequence[str], *, source: Source) -> int:
    """How many of the source's columns stand in a header row."""
    seen = {_key(name) for name in header}
    return sum(_key(name) in seen for name in source.reads)


def named(header: Sequence[str], *, source: Source, limits: Limits) -> tuple[str, ...]:
    """The columns under the source's own spelling, each name once; refused where one is doubled."""
    while header and not header[-1].strip():
        header = header[:-1]
    if len(header) > limits.columns:
        raise UnreadableFileError(
            "the file has {columns:,} columns, more than {most}: send the sheet with the"
            " report's own columns only",
            columns=len(header),
            most=limits.columns,
        )
    if any(len(name) > limits.name for name in header):
        raise UnreadableFileError(
            "a column name is longer than {most} characters: look for the row of the names",
            most=limits.name,
        )
    ours = {_key(name): name for name in (*source.reads, *source.ignore)}
    names: list[str] = []
    for position, written in enumerate(header, start=1):
        name = ours.get(_key(written), written.strip()) or f"column {position}"
        if name in names and name in source.reads:
            raise UnreadableFileError(
                "the column '{name}' stands twice in the header: keep the right one", name=name
            )
        while name in names:
            name += " (2)"
        names.append(name)
    return tuple(names)


def check(header: Sequence[str], *, source: Source) -> None:
    """Refuse a file that lacks a column which a required field is read from."""
    for field in source.required:
        missing = [column for column in _feeding(field, source) if column not in header]
        if missing:
            seen = ", ".join(header[:30]) or "none"
            raise UnreadableFileError(
                "the column '{column}', from which {field} is read, is missing; add it to"
                " the file, which has: {seen}",
                column=missing[0],
                field=field,
                seen=seen,
            )


def _feeding(field: str, source: Source) -> list[str]:
    if field == "occurred" and source.period:
        return [source.period.year, source.period.month]
    if field in source.defaults:
        return []
    joined = list(source.combine.get(field, ()))
    return joined or [theirs for theirs, ours in source.columns.items() if ours == field]


def unread(header: Sequence[str], *, source: Source) -> list[str]:
    """The columns that nobody reads and nobody chose to ignore."""
    known = {*source.reads, *source.ignore, REASONS_COLUMN}
    return [name for name in header if name not in known]
