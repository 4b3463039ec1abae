"""Whether what stands in the ledger is simulated, so that every face can say so."""

from functools import cache

from django.conf import settings

from markaz.actions.intake import extra_sources
from markaz.intake import sources
from markaz.store.models import Batch


def is_simulated() -> bool:
    """True where the installation is a demonstration or holds a simulated agency's file."""
    return settings.MARKAZ_SIMULATED or Batch.objects.filter(source__in=_simulated()).exists()


@cache
def _simulated() -> tuple[str, ...]:
    extra = extra_sources()
    return tuple(
        name for name in sources.names(extra=extra) if sources.load(name, extra=extra).simulated
    )
