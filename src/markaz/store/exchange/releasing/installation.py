"""The namespace of this centre's ids."""

from uuid import UUID

from markaz.store.models import Installation


def namespace() -> UUID:
    """The centre's own namespace, made when it is first asked for."""
    row, _made = Installation.objects.get_or_create(id=1)
    return row.namespace
