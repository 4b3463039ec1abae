"""How fast one partner may ask, and how many wrong keys one address may try."""

import hashlib

from django.conf import settings
from django.core.cache import cache

WINDOW_S = 60
WRONG_WINDOW_S = 300
# A program with an old token asks a few times; who tries tokens out asks without end.
_MOST_WRONG = 10


def too_fast(partner: str) -> bool:
    """Count one more call of a partner; whether there were too many within the minute."""
    most = settings.MARKAZ_TAXII_PER_MINUTE
    return bool(most) and _counted(f"taxii-{partner}", WINDOW_S) > most


def too_many_wrong(where: str) -> bool:
    """Count one more wrong key from an address; whether there were too many of late."""
    key = hashlib.sha256(where.encode()).hexdigest()
    return _counted(f"taxii-failed-{key}", WRONG_WINDOW_S) > _MOST_WRONG


def _counted(key: str, window_s: int) -> int:
    cache.add(key, 0, timeout=window_s)
    try:
        return cache.incr(key)
    except ValueError:
        return 0  # the window ended between the two steps
