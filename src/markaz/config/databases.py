"""From DATABASE_URL to Django's description of a database."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# WAL lets pages read while a file is taken in; NORMAL is safe in WAL mode (sqlite.org/wal.html).
# Whoever's commit fills the log pays for emptying it: 64 MB make that one in some four hundred.
_SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-64000; PRAGMA wal_autocheckpoint=16000;"
)


def database(url: str, *, home: Path) -> dict[str, Any]:
    """SQLite in the home folder by default; PostgreSQL where the address says so."""
    if not url:
        return _sqlite(home / "markaz.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {parts.scheme!r}: it must begin with sqlite:// or postgresql://."
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # What was read stays in memory for the next request of the same thread.
        "CONN_MAX_AGE": 60,
        # Immediate: a writer waits at the start of its transaction and never fails in its middle.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 60, "init_command": _SQLITE_START},
    }
