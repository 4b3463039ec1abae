"""A folder into which machines write: whole files are taken once, the rest goes to quarantine.

What is taken lies in `taking` until it is kept, so that a stopped program begins there again; what
is kept must therefore be kept once however often it is handed over.
"""

import json
import os
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from markaz.airport.scans import dicos
from markaz.airport.scans.image import Half, Scan
from markaz.airport.scans.refused import Refused
from markaz.airport.scans.report import ThreatReport
from markaz.airport.scans.tags import LARGEST

TAKING, REFUSED = "taking", "refused"
_DONE = ".done"
# A machine may pause while it writes; a file that has not grown for so long is whole.
QUIET = timedelta(seconds=3)
# The other energy comes within seconds; a lone one waits this long for it.
PATIENCE = timedelta(minutes=10)
Reader = Callable[[bytes, Path], Scan | Half | ThreatReport]


class Arrival(NamedTuple):
    """A scan or report that came whole, with the bytes of its files."""

    what: Scan | ThreatReport
    files: tuple[bytes, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one look into the folder did."""

    kept: int
    refused: int
    waiting: int


class _Look(NamedTuple):
    size: int
    changed_ns: int


class _Piece(NamedTuple):
    path: Path
    content: bytes
    half: Half


class WatchedFolder:
    """One folder of one machine; one program at a time looks into it."""

    def __init__(self, root: Path, *, read: Reader | None = None) -> None:
        self.root = root
        self._read = read or _dicos
        self._looks: dict[str, _Look] = {}
        for name in (TAKING, REFUSED):
            (root / name).mkdir(parents=True, exist_ok=True)

    def sweep(self, keep: Callable[[Arrival], None], *, now: datetime) -> Sweep:
        """Take every whole file; `keep` is called for each scan and report, and may refuse it."""
        for left in (self.root / TAKING).glob(f".*{_DONE}"):
            self._clear(left)
        self._claim(now)
        done = refused = 0
        pieces: dict[str, list[_Piece]] = defaultdict(list)
        for path in sorted((self.root / TAKING).glob("[!.]*")):
            try:
                content, what = self._opened(path)
                if isinstance(what, Half):
                    pieces[what.origin.series_uid].append(_Piece(path, content, what))
                    continue
                keep(Arrival(what, (content,), (path.name,)))
            except Refused as error:
                self._quarantine(path, error)
                refused += 1
            else:
                self._done([path])
                done += 1
        waiting = 0
        for group in pieces.values():
            kept, spoilt = self._joined(group, keep, now=now)
            done, refused = done + kept, refused + spoilt
            waiting += 0 if kept or spoilt else len(group)
        return Sweep(done, refused, waiting)

    def put(self, content: bytes, *, name: str) -> None:
        """Lay a whole file in, as the receiver of a network does; once here it survives a kill."""
        whole = _free(self.root / TAKING, name)
        growing = self.root / f".{whole.name}"
        with growing.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        growing.rename(whole)

    def _done(self, paths: list[Path]) -> None:
        """Clear what was kept; a list goes first, so that no energy is left to wait for another."""
        left = paths[0].with_name(f".{paths[0].name}{_DONE}")
        left.write_text(json.dumps([one.name for one in paths]), encoding="utf-8")
        self._clear(left)

    def _clear(self, left: Path) -> None:
        try:
            names = json.loads(left.read_text(encoding="utf-8"))
        except json.JSONDecodeError:
            names = []  # killed while the list was written: its files are handed over again
        for name in names:
            left.with_name(name).unlink(missing_ok=True)
        left.unlink()

    def _claim(self, now: datetime) -> None:
        """Move what has not grown since the last look, or for a while, out of the machine's way."""
        looks = {}
        for path in sorted(self.root.iterdir()):
            state = path.lstat()
            if path.name.startswith(".") or not S_ISREG(state.st_mode):
                continue
            look = _Look(state.st_size, state.st_mtime_ns)
            age = now.timestamp() - state.st_mtime
            if age >= QUIET.total_seconds() and self._looks.get(path.name, look) == look:
                path.rename(_free(self.root / TAKING, path.name))
            else:
                looks[path.name] = look
        self._looks = looks

    def _opened(self, path: Path) -> tuple[bytes, Scan | Half | ThreatReport]:
        if path.stat().st_size > LARGEST:
            raise Refused("The file is larger than {most} MB: no scan is.", most=LARGEST >> 20)
        content = path.read_bytes()
        return content, self._read(content, path)

    def _joined(
        self, group: list[_Piece], keep: Callable[[Arrival], None], *, now: datetime
    ) -> tuple[int, int]:
        """Join what belongs together; how many scans were kept, and how many files refused."""
        newest = max(one.path.stat().st_mtime for one in group)
        waited = timedelta(seconds=now.timestamp() - newest)
        try:
            # A second view may still be on its way when the first is whole.
            scan = dicos.join([one.half for one in group]) if waited >= QUIET * 2 else None
        except Refused as error:
            if waited < PATIENCE:
                return 0, 0
            for one in group:
                self._quarantine(one.path, error)
            return 0, len(group)
        if scan is None:
            return 0, 0
        names = tuple(one.path.name for one in group)
        try:
            keep(Arrival(scan, tuple(one.content for one in group), names))
        except Refused as error:
            for one in group:
                self._quarantine(one.path, error)
            return 0, len(group)
        self._done([one.path for one in group])
        return 1, 0

    def _quarantine(self, path: Path, error: Refused) -> None:
        """Put a file aside with its sentence; the sentence first, so that no file lies without."""
        to = _free(self.root / REFUSED, path.name)
        to.with_name(f"{to.name}.txt").write_text(f"{error}\n", encoding="utf-8")
        path.rename(to)


def _dicos(content: bytes, _: Path) -> Scan | Half | ThreatReport:
    return dicos.read(content)


def _free(folder: Path, name: str) -> Path:
    """A name in the folder that nothing has yet."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path
