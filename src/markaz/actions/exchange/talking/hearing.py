"""What a partner's objects say to us: answers to our recalls, its own recalls, requests."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from markaz.actions.exchange.sharing import recalling
from markaz.actions.exchange.talking import answering, corresponding
from markaz.store.exchange.releasing.channels import Channel
from markaz.store.models import Partner


@transaction.atomic
def hear(sent: Sequence[Any], *, channel: Channel, by: Partner, now: datetime) -> None:
    """Hear everything among what a partner sent that is meant for us and is no intelligence."""
    notes = [one for one in sent if isinstance(one, dict) and one.get("type") == "note"]
    if not notes:
        return
    recalling.hear(notes, by=by, now=now)
    answering.hear_recalls(notes, channel=channel, by=by, now=now)
    corresponding.hear_requests(notes, channel=channel, by=by, now=now)
