"""The rules of deconfliction in force: the operator's file where there is one, else the shipped."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from markaz.deconfliction import rules
from markaz.deconfliction.rules import Rules

FILE = "deconfliction.yml"
_SHOWN = 12


def in_force() -> Rules:
    """The rules by which operations are compared today."""
    return _load(*_version(_path()))


def edition() -> str:
    """The first digits of the SHA-256 of the rules' file."""
    return _version(_path())[1]


def _path() -> Path:
    own = Path(settings.MARKAZ_HOME) / FILE
    return own if own.is_file() else rules.SHIPPED


def _version(path: Path) -> tuple[Path, str]:
    return path, hashlib.sha256(path.read_bytes()).hexdigest()[:_SHOWN]


@lru_cache(maxsize=4)
def _load(path: Path, _edition: str) -> Rules:
    return rules.load(path)
