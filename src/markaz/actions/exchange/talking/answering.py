"""What partners take back of what they told us: acknowledged at once, answered by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from markaz.accounts.models import CENTRE_AGENCY, User
from markaz.actions.exchange.sharing.agreeing import permit
from markaz.data.agencies import AGENCIES
from markaz.exchange import recalls
from markaz.exchange.recalls import Heard, Said
from markaz.exchange.stix.agencies import agency_ref
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission
from markaz.records.errors import InvalidValueError
from markaz.store import audit
from markaz.store.exchange import inbox, stamps
from markaz.store.exchange.releasing import channels, installation, theirs
from markaz.store.exchange.releasing.channels import Channel
from markaz.store.models import OurAnswer, Partner, TheirRecall

_RECEIVED = "received"
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A partner's notice, and the reports that were filed from what it takes back."""

    recall: TheirRecall
    reports: tuple[int, ...]


@transaction.atomic
def hear_recalls(
    sent: Sequence[object], *, channel: Channel, by: Partner, now: datetime
) -> tuple[TheirRecall, ...]:
    """Keep each notice once, and answer by the way it came that it was received."""
    heard = []
    for notice in recalls.notices(sent):
        row, made = _kept(notice, channel, by=by, now=now)
        if made:
            heard.append(row)
            _say(row, _RECEIVED, "", by=by.username, now=now)
            audit.log(Event.THEIR_RECALL_HEARD, subject=row.stix_id, by=by, now=now,
                      details={"about": row.about, "answer": _RECEIVED})  # fmt: skip
    inbox.mark_answered({row.stix_id for row in heard}, partner=by, now=now)
    return tuple(heard)


def taken_back(*, by: User) -> tuple[TakenBack, ...]:
    """The partners' notices, the latest first, with the reports of ours that rest on them."""
    permit(by, Permission.EXCHANGE)
    return tuple(TakenBack(row, theirs.filed_from(row)) for row in theirs.latest())


@transaction.atomic
def answer(recall: int, said: str, *, words: str = "", by: User, now: datetime) -> OurAnswer:
    """Tell the partner what became of the item here; it goes out by the way the notice came.

    Raises:
        InvalidValueError: there is no such notice, or the answer is none.
    """
    permit(by, Permission.EXCHANGE)
    row = TheirRecall.objects.select_related("feed", "collection").filter(id=recall).first()
    if row is None:
        raise InvalidValueError("There is no such notice: open the recall and try again.")
    if said not in recalls.ANSWERS:
        raise InvalidValueError("Choose what became of the item.")
    kept = _say(row, said, " ".join(words.split())[:_LONGEST], by=by.username, now=now)
    audit.log(Event.THEIR_RECALL_ANSWERED, subject=row.stix_id, by=by, now=now,
              details={"answer": said, "partner": row.partner.name})  # fmt: skip
    return kept


def _kept(
    notice: Heard, channel: Channel, *, by: Partner, now: datetime
) -> tuple[TheirRecall, bool]:
    return TheirRecall.objects.get_or_create(
        partner=by,
        stix_id=notice.stix_id,
        defaults={
            "feed": channel.feed,
            "collection": channel.collection,
            "reason": " ".join(notice.reason.replace("\0", " ").split())[:_LONGEST],
            "about": list(notice.about),
            "received_at": now,
        },
    )


def _say(row: TheirRecall, said: str, words: str, *, by: str, now: datetime) -> OurAnswer:
    installation.make_namespace()
    told: dict[str, Any] = recalls.answered(
        Said(row.stix_id, said, words, AGENCIES[CENTRE_AGENCY].label_en, f"note--{uuid4()}"),
        creator=agency_ref(CENTRE_AGENCY, namespace=installation.namespace()),
        at=stamps.written(stamps.micros(now) // 1_000 * 1_000),
    )
    channels.say(Channel(row.feed, row.collection), told, now=now)
    return OurAnswer.objects.create(
        recall=row, answer=said, words=words, stix_id=told["id"], by=by, at=now
    )
