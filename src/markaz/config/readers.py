"""Readers of the environment that stop on a malformed value instead of guessing."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, *, default: str) -> str:
    """The variable as written, or the default where it is not set."""
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """A yes or no: 1, true, yes, on or 0, false, no, off."""
    written = os.environ.get(name)
    if written is None:
        return default
    folded = written.strip().lower()
    if folded in {"1", "true", "yes", "on"}:
        return True
    if folded in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name}={written!r} is neither yes nor no: set it to 1 or 0.")


def number(name: str, *, default: int) -> int:
    """A whole number."""
    written = os.environ.get(name)
    if written is None:
        return default
    try:
        return int(written)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={written!r} is not a whole number.") from None


def secret(name: str, *, home: Path) -> str:
    """A secret from NAME, from the file NAME_FILE, or one made once and kept in the home folder."""
    if name in os.environ:
        return os.environ[name]
    named = os.environ.get(f"{name}_FILE")
    path = Path(named) if named else home / name.lower()
    if named and not path.is_file():
        raise ImproperlyConfigured(f"{name}_FILE names {path}, which is not there.")
    if not path.is_file():
        _keep_new_secret(path)
    return path.read_text(encoding="utf-8").strip()


def _keep_new_secret(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return  # another process made it between the look and the write
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(50))
