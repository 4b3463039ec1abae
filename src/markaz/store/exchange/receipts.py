"""Receipts: what a partner was given, kept with the act of giving, and found again by object."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from markaz.store.models import Collection, Partner, Receipt

Way = Receipt.Way


def keep(  # noqa: PLR0913 (keyword-only, each its own fact)
    partner: Partner,
    versions: Sequence[int],
    *,
    way: str,
    token: str,
    now: datetime,
    collection: Collection | None = None,
    asked: str = "",
) -> Receipt:
    """Note that a partner is given these versions, at least one; in the transaction of the act."""
    return Receipt.objects.create(
        partner=partner,
        collection=collection,
        way=way,
        token=token,
        asked=asked,
        at=now,
        first=min(versions),
        last=max(versions),
        count=len(versions),
        versions=list(versions),
    )


def of_version(version: int) -> Iterator[Receipt]:
    """Each receipt that lists this version, the earliest first."""
    near = Receipt.objects.filter(first__lte=version, last__gte=version)
    for receipt in near.select_related("partner", "collection").order_by("at", "id"):
        if version in receipt.versions:
            yield receipt
