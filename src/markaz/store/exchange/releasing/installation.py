"""The namespace of this centre's ids."""

from uuid import UUID

from markaz.store.models import Installation


def make_namespace() -> None:
    """Draw the centre's own namespace, once for ever; nothing goes out before."""
    Installation.objects.get_or_create(id=1)


def namespace() -> UUID:
    """The centre's own namespace."""
    return Installation.objects.get(id=1).namespace
