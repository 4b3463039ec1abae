"""Receiving a file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from markaz.accounts.models import User
from markaz.actions.arrivals import MOST, match_arrivals, part_sums
from markaz.actions.subjects.indexing import index_some
from markaz.actions.subjects.network import ahead
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.intake import reading, sources
from markaz.intake.ahead import read_ahead
from markaz.records.batch import Question, SetAside, Tally
from markaz.records.errors import NotPermittedError
from markaz.store import audit, batches, bulk, files
from markaz.store.models import Batch
from markaz.store.reports import Fates, Keeper, ReadTables

# Of one file's reports: seconds at the most, in which no other file is taken in.
_INDEXED = 2_000
NOTHING = Tally()
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a file; `batch` is None for a dry run.

    `joined` is how many reports were joined to another's as the file came in, None where a full
    consolidation has to look at them first.
    """

    tally: Tally
    batch: int | None
    repeated: bool = False
    set_aside: tuple[SetAside, ...] = ()
    questions: tuple[Question, ...] = ()
    joined: int | None = None


def receive_file(  # noqa: PLR0913 (keyword-only, each its own fact)
    path: Path,
    *,
    source: str,
    by: User,
    now: datetime,
    received_at: datetime | None = None,
    file_name: str = "",
    progress: Progress | None = None,
) -> Receipt:
    """Take a file in: all of it, or nothing.

    Args:
        path: the file as it arrived.
        source: the name of the source that describes its layout.
        by: who hands it in.
        now: the moment of taking it in.
        received_at: when the centre received it, if earlier (files from the archive).
        file_name: its name where `path` is a temporary one.
        progress: told the number of rows read so far.

    Raises:
        UnreadableFileError, UnknownSourceError, NotPermittedError: nothing was kept.
    """
    require(by.permissions, Permission.RECEIVE_FILE)
    extra = extra_sources()
    # An unknown name, or another agency's source, is refused before a byte is kept.
    _demand(sources.load(source, extra=extra), by=by)
    file = files.keep(path)
    with transaction.atomic():
        bulk.one_at_a_time("intake")
        known = batches.find(source, sha256=file.sha256)
        if known:
            _alone_to_the_end()
            audit.log(Event.FILE_REPEATED, subject=str(known), by=by, now=now)
            return _already_received(known.id, rows=known.rows, set_aside=known.set_aside)
        batch = batches.start(
            file,
            file_name=file_name or path.name,
            source=source,
            by=by,
            received_at=received_at or now,
            now=now,
        )
        today = timezone.localtime(batch.received_at).date()
        chunks = read_ahead(file.path, source=source, extra=extra, today=today)
        return take_in(batch, chunks, by=by, now=now, progress=progress)


def take_in(
    batch: Batch,
    chunks: Iterable[reading.Chunk],
    *,
    by: User,
    now: datetime,
    aside: Tally = NOTHING,
    progress: Progress | None = None,
) -> Receipt:
    """Keep what was read of a batch that was just started, and close it with its tally.

    `aside` are rows that are kept or set aside already, and counted with the others.  Call it in
    the transaction that started the batch.
    """
    keeper, tally = Keeper(batch), aside
    with transaction.atomic():
        for chunk in _permitted(chunks, by=by):
            tables = ReadTables(chunk.reports, chunk.lines, chunk.persons, chunk.means)
            batches.keep_remarks(batch, set_aside=chunk.set_aside, questions=chunk.questions)
            tally = tally + keeper.keep(tables) + _remarks(chunk)
            if progress:
                progress(tally.rows)
        batches.close(batch, tally=tally)
        _alone_to_the_end()
        audit.log(
            Event.FILE_RECEIVED,
            subject=str(batch),
            by=by,
            now=now,
            details={
                "batch": batch.id,
                "sha256": batch.sha256,
                "received_at": batch.received_at.isoformat(),
                **tally.as_dict(),
            },
        )
        # Whom a small file names is findable at once; the rest is indexed once all is kept.
        index_some(by=by, now=now, most=_INDEXED)
        ahead.ask()
        part_sums(batches.no_longer_events(batch), by=by, now=now)
        change = match_arrivals(batches.standing_reports(batch, at_most=MOST + 1), by=by, now=now)
    return Receipt(tally=tally, batch=batch.id, joined=change.joined if change else None)


def _alone_to_the_end() -> None:
    """Lock what comes after the log's row, indexing and matching, before it: the log is last."""
    bulk.one_at_a_time("lookup", "links")


def preview_file(path: Path, *, source: str, by: User, now: datetime) -> Receipt:
    """What taking the file in would do, with every reason; nothing is kept."""
    require(by.permissions, Permission.RECEIVE_FILE)
    layout = sources.load(source, extra=extra_sources())
    _demand(layout, by=by)
    tally = Tally()
    set_aside: list[SetAside] = []
    questions: list[Question] = []
    fates = Fates()
    today = timezone.localtime(now).date()
    for chunk in _permitted(reading.read(path, source=layout, today=today), by=by):
        tally = tally + fates.tally(chunk.reports) + _remarks(chunk)
        set_aside.extend(chunk.set_aside)
        questions.extend(chunk.questions)
    return Receipt(tally=tally, batch=None, set_aside=tuple(set_aside), questions=tuple(questions))


def extra_sources() -> Path:
    """The folder where an operator adds sources of their own."""
    return Path(settings.MARKAZ_HOME) / "sources"


def may_file(layout: sources.Source, *, by: User) -> bool:
    """Whether a source is the person's agency's or open to all; every one is at the centre."""
    viewer = by.viewer
    return viewer.at_centre or not layout.senders or bool(layout.senders & viewer.agencies)


def _demand(layout: sources.Source, *, by: User) -> None:
    if not may_file(layout, by=by):
        # What was received of another agency's files is not told either.
        raise NotPermittedError(
            "The source {source} is another agency's: hand in only your own agency's reports.",
            source=layout.name,
        )


def _already_received(batch: int, *, rows: int, set_aside: int) -> Receipt:
    tally = Tally(rows=rows, unchanged=rows - set_aside, set_aside=set_aside)
    return Receipt(tally=tally, batch=batch, repeated=True)


def _remarks(chunk: reading.Chunk) -> Tally:
    aside = len(chunk.set_aside)
    return Tally(
        rows=aside + chunk.repeats,
        unchanged=chunk.repeats,
        set_aside=aside,
        questions=len(chunk.questions),
    )


def _permitted(chunks: Iterable[reading.Chunk], *, by: User) -> Iterator[reading.Chunk]:
    """Let an agency file only its own reports; the centre files for all."""
    for chunk in chunks:
        if not by.viewer.at_centre:
            foreign = set(chunk.reports["agency"].unique().to_pylist()) - by.viewer.agencies
            if foreign:
                raise NotPermittedError(
                    "The file holds reports of {agencies}: hand in only your own agency's reports.",
                    agencies=", ".join(sorted(foreign)),
                )
        yield chunk
