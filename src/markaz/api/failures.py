"""How many wrong tokens came from one address of late."""

import hashlib

from django.core.cache import cache

WINDOW_S = 300
# A program with an old token asks a few times; who tries tokens out asks without end.
MOST = 10


def too_many(where: str) -> bool:
    """Count one more wrong token from an address; whether there were too many in the window."""
    key = f"api-token-failed-{hashlib.sha256(where.encode()).hexdigest()}"
    cache.add(key, 0, timeout=WINDOW_S)
    try:
        return cache.incr(key) > MOST
    except ValueError:
        return False  # the window ended between the two steps
