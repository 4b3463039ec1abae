"""Sending our answers to the server of a partner whose collection we read."""

from collections.abc import Callable, Sequence, Set
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.exchange.remote import Line, PartnerServerError
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.store import audit
from markaz.store.exchange.releasing import channels
from markaz.store.models import Feed, Outbound


def deliver(feed: Feed, line: Line, *, by: User, clock: Callable[[], datetime]) -> tuple[int, int]:
    """Send what waits; how many objects the server took, and how many it did not.

    What was sent and not noted, because the process was killed in between, is sent again and is
    the same object there.
    """
    sent = 0
    while waiting := channels.waiting(feed):
        try:
            refused = line.send(channels.objects_in(waiting))
        except PartnerServerError:
            # It takes no answers from us: they wait, and a person sees so.
            return sent, len(waiting)
        taken = {row.stix_id for row in waiting} - refused
        _note(waiting, taken, by=by, now=clock())
        sent += len(taken)
        if refused:
            return sent, len(refused)
    return sent, 0


@transaction.atomic
def _note(waiting: Sequence[Outbound], taken: Set[str], *, by: User, now: datetime) -> None:
    require(by.permissions, Permission.FETCH)
    channels.mark_sent(taken, now=now)
    feed = waiting[0].feed
    audit.log(Event.OUTBOUND_SENT, subject=feed.partner.name, by=by, now=now,
              details={"url": feed.url, "objects": sorted(taken)})  # fmt: skip
