"""Taking versions of an object out of a collection; what was read of them stays in the receipts."""

from datetime import datetime

from markaz.store.exchange import paging
from markaz.store.exchange.adding import reflag, standing
from markaz.store.exchange.chains import Chains
from markaz.store.exchange.paging import Match
from markaz.store.models import Collection, ObjectVersion


def remove(
    collection: Collection, stix_id: str, *, match: Match, writer: int, now: datetime
) -> tuple[int, ...]:
    """Let no reader find these versions any more; gives their ids.

    Call it inside the transaction of the action: the collection's row stays locked meanwhile.
    """
    held = Collection.objects.select_for_update(no_key=True).get(id=collection.id)
    versions = list(standing(held, [stix_id], writer=writer))
    wanted = paging.matching(
        ObjectVersion.objects.filter(id__in=[one.id for one in versions if one.id]), match=match
    )
    ids = tuple(wanted.values_list("id", flat=True))
    ObjectVersion.objects.filter(id__in=ids).update(removed_at=now)
    chains = Chains(versions)
    chains.drop([one for one in versions if one.id in ids])
    reflag(chains)
    return ids
