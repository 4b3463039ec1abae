"""Keeps and asks the lists of lost and stolen documents."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from markaz.accounts.models import User
from markaz.store.models import StolenDocument, StolenList

_AT_ONCE = 2_000


def keep(
    name: str, *, hashes: Sequence[str], secret: str, sha256: str, by: User, now: datetime
) -> StolenList:
    """Keep a list in the place of the last one of its name."""
    StolenList.objects.filter(name=name).delete()
    row = StolenList.objects.create(
        name=name,
        secret=secret,
        sha256=sha256,
        documents=len(hashes),
        kept_at=now,
        kept_by=by.username,
    )
    StolenDocument.objects.bulk_create(
        (StolenDocument(hash=one, held_by=row) for one in hashes), batch_size=_AT_ONCE
    )
    return row


def lists() -> QuerySet[StolenList]:
    """The lists that are held, by name."""
    return StolenList.objects.order_by("name")


def naming(hashed: str, *, secret: str) -> list[str]:
    """The names of the lists, of those hashed with this secret, that hold a document."""
    found = StolenDocument.objects.filter(hash=hashed, held_by__secret=secret)
    return sorted(found.values_list("held_by__name", flat=True))
