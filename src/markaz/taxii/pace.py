"""How fast one partner may ask."""

from django.conf import settings

from markaz.accounts.attempts import counted

WINDOW_S = 60


def too_fast(partner: str) -> bool:
    """Count one more call of a partner; whether there were too many within the minute."""
    most = settings.MARKAZ_TAXII_PER_MINUTE
    return bool(most) and counted(f"taxii-{partner}", window_s=WINDOW_S) > most
