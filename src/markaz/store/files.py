"""The bytes of received files, kept under their hash."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class KeptFile:
    """Where a file's bytes are kept, their SHA-256 and their number."""

    path: Path
    sha256: str
    size: int


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            sha.update(block)
    return sha.hexdigest()


def keep(path: Path) -> KeptFile:
    """Copy a file into the home folder; the same bytes are stored once."""
    sha256 = digest(path)
    kept = folder() / sha256[:2] / sha256
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        # Written beside and renamed: a kill leaves a stray part file, never a half-kept one.
        part = kept.with_name(f"{sha256}.{os.getpid()}.part")
        shutil.copyfile(path, part)
        part.replace(kept)
    return KeptFile(path=kept, sha256=sha256, size=kept.stat().st_size)


def keep_bytes(content: bytes) -> KeptFile:
    """Keep bytes that are held in memory already, as `keep` does a file's."""
    sha256 = hashlib.sha256(content).hexdigest()
    kept = folder() / sha256[:2] / sha256
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_name(f"{sha256}.{os.getpid()}.part")
        part.write_bytes(content)
        part.replace(kept)
    return KeptFile(path=kept, sha256=sha256, size=len(content))


def of(sha256: str) -> KeptFile:
    """A file that was kept before, by its hash."""
    kept = folder() / sha256[:2] / sha256
    return KeptFile(path=kept, sha256=sha256, size=kept.stat().st_size)


def remove(sha256: str) -> None:
    """Delete a kept file; one that is gone already is none."""
    (folder() / sha256[:2] / sha256).unlink(missing_ok=True)


def folder() -> Path:
    """Where received files are kept."""
    return Path(settings.MARKAZ_HOME) / "files"
