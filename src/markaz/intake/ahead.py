"""Reading a large file in a process beside, so that it is read while it is being kept."""

from collections.abc import Iterator
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from markaz.intake.reading import Chunk, read
from markaz.intake.sources import load
from markaz.records.errors import MarkazError, UnreadableFileError

# Below this a second interpreter costs more than it saves.
_WORTH_A_PROCESS = 8_000_000


def read_ahead(
    path: Path,
    *,
    source: str,
    extra: Path | None = None,
    today: date,
    worth_a_process: int = _WORTH_A_PROCESS,
) -> Iterator[Chunk]:
    """The same chunks as `reading.read`, the next one read while the last is being kept.

    `source` and `extra` name the layout as for `sources.load`.
    """
    if path.stat().st_size < worth_a_process:
        yield from read(path, source=load(source, extra=extra), today=today)
        return
    context = get_context("spawn")
    # A pipe and no queue: when either end is killed the other one notices.
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sending, path, source, extra, today), daemon=True)
    process.start()
    sending.close()
    try:
        yield from _received(receiving)
    finally:
        receiving.close()
        process.terminate()
        process.join()


def _send(sending: Connection, path: Path, source: str, extra: Path | None, today: date) -> None:
    try:
        for chunk in read(path, source=load(source, extra=extra), today=today):
            sending.send(chunk)
        sending.send(None)
    except MarkazError as error:
        sending.send(error)
    except BrokenPipeError:
        return  # nobody is left to read for


def _received(receiving: Connection) -> Iterator[Chunk]:
    while True:
        try:
            told = receiving.recv()
        except EOFError:
            raise UnreadableFileError(
                "the process that read the file was stopped: nothing was kept, send it again"
            ) from None
        if told is None:
            return
        if isinstance(told, MarkazError):
            raise told
        yield told
