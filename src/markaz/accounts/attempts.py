"""How many wrong keys one address tried of late at a door for programs; kept by each process."""

import hashlib

from django.core.cache import cache

WINDOW_S = 300
# A program with an old token asks a few times; who tries tokens out asks without end.
_MOST = 10


def too_many_wrong(where: str, *, door: str) -> bool:
    """Count one more wrong key from an address; whether there were too many in the window."""
    key = hashlib.sha256(where.encode()).hexdigest()
    return counted(f"{door}-failed-{key}", window_s=WINDOW_S) > _MOST


def counted(key: str, *, window_s: int) -> int:
    """Count one more of something; how many there were since the window of seconds began."""
    cache.add(key, 0, timeout=window_s)
    try:
        return cache.incr(key)
    except ValueError:
        return 0  # the window ended between the two steps
