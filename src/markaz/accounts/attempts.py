"""How often something was tried of late, counted in the tables: all processes count as one."""

import hashlib
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from markaz.accounts.models import Tried

WINDOW_S = 300
# A program with an old token asks a few times; who tries tokens out asks without end.
_MOST = 10


def too_many_wrong(where: str, *, door: str) -> bool:
    """Count one more wrong key from an address; whether there were too many in the window."""
    Tried.objects.filter(until__lte=timezone.now()).delete()
    key = hashlib.sha256(where.encode()).hexdigest()
    return counted(f"{door}-failed-{key}", window_s=WINDOW_S) > _MOST


def counted(key: str, *, window_s: int) -> int:
    """Count one more of something; how many there were since the window of seconds began."""
    now = timezone.now()
    in_window = Tried.objects.filter(key=key, until__gt=now)
    if in_window.update(times=F("times") + 1):
        return in_window.values_list("times", flat=True).first() or 0  # the window just ended
    until = now + timedelta(seconds=window_s)
    Tried.objects.update_or_create(key=key, defaults={"times": 1, "until": until})
    return 1
