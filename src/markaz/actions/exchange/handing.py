"""Handing what came from a partner to whoever reads it: as a STIX bundle, for `markaz drafts`."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.db import transaction

from markaz.accounts.models import User
from markaz.actions.exchange.partners import named
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission, require
from markaz.store import audit
from markaz.store.exchange import inbox

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Handed:
    """How many objects are in the bundle, how many still wait, and how many are no STIX objects."""

    written: int
    waiting: int
    set_aside: int


@transaction.atomic
def hand_over(
    partner: str, out: Path, *, by: User, now: datetime, at_most: int = AT_ONCE
) -> Handed:
    """Write what came from a partner and was not read yet, unchanged and in its order.

    Nothing is written where nothing waits.  A kill between the file and the end of the transaction
    leaves the objects waiting: they are handed over once more rather than not at all.
    """
    require(by.permissions, Permission.FETCH)
    holder = named(partner)
    waiting = inbox.unread(holder, at_most=at_most)
    if waiting:
        inbox.mark_read([one.id for one in waiting], now=now)
        audit.log(
            Event.INBOX_HANDED_OVER,
            subject=partner,
            by=by,
            now=now,
            details={"objects": len(waiting), "first": waiting[0].id, "last": waiting[-1].id},
        )
        part = out.with_suffix(f"{out.suffix}.part")
        bodies = ",\n".join(one.body for one in waiting)
        head = f'{{"type":"bundle","id":"bundle--{uuid4()}","objects":[\n'
        part.write_text(f"{head}{bodies}\n]}}\n", encoding="utf-8")
        part.replace(out)
    left, aside = inbox.counts(holder)
    return Handed(len(waiting), left, aside)
