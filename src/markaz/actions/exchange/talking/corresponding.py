"""Requests for information as objects: served to a partner, heard from one, answered both ways."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from markaz.accounts.models import CENTRE_AGENCY, User
from markaz.actions.exchange.sharing.agreeing import permit
from markaz.exchange import requests
from markaz.exchange.requests import Question, Reply
from markaz.exchange.stix.agencies import agency_ref
from markaz.governance.audit import Event
from markaz.governance.marking import Marking
from markaz.governance.permissions import Permission
from markaz.governance.release import HIGHEST_CEILING, lowers
from markaz.records.errors import InvalidValueError
from markaz.store import audit
from markaz.store.exchange import inbox
from markaz.store.exchange.releasing import channels, installation
from markaz.store.exchange.releasing import requests as kept
from markaz.store.exchange.releasing.channels import Channel
from markaz.store.models import Partner, RequestAct, RequestRow

Direction, Kind = RequestRow.Direction, RequestAct.Kind
# Who says which step: whoever was asked answers, whoever asks withdraws.
_OF_ASKER = (Kind.WITHDRAWN,)
_OF_ASKED = (Kind.PART, Kind.ANSWER, Kind.REFUSED, Kind.POSTPONED)


@transaction.atomic
def serve(name: str, *, by: User, now: datetime) -> RequestAct:
    """Serve a request of ours by TAXII: the partner finds it in the collection of its requests.

    Raises:
        InvalidValueError: there is none, it is done with, it went out already, or it is RED.
    """
    permit(by, Permission.EXCHANGE)
    row = kept.locked(name)
    if row is None or row.direction != Direction.OUT or row.ended_at is not None or row.stix_id:
        raise InvalidValueError("Only an open request of ours that was not sent yet can be sent.")
    if lowers(row.marking, to=HIGHEST_CEILING):
        raise InvalidValueError("RED goes on no server: serve this request by hand.")
    installation.make_namespace()
    namespace = installation.namespace()
    row.stix_id = requests.question_ref(row.name, namespace=namespace)
    row.collection = channels.for_requests(row.partner, now=now)
    row.save(update_fields=["stix_id", "collection"])
    told = Question(
        row.stix_id, row.question, row.purpose, row.legal_basis, row.due_at,
        Marking(row.marking), row.reference or row.name,
    )  # fmt: skip
    channels.say(
        Channel(collection=row.collection),
        requests.question(told, creator=_centre(), at=now),
        now=now,
    )
    act = RequestAct.objects.create(
        request=row, kind=Kind.SERVED, evidence=f"TAXII, {row.stix_id}", at=now,
        by=by.username, entered_at=now, stix_id=row.stix_id,
    )  # fmt: skip
    _log(act, by=by, now=now)
    return act


@transaction.atomic
def tell(row: RequestRow, act: RequestAct, *, by: User, now: datetime) -> None:
    """Let the partner's program find a step of ours, where the request goes by objects.

    Called by the action that wrote the step down, in its transaction.
    """
    ours = _OF_ASKER if row.direction == Direction.OUT else _OF_ASKED
    if not row.stix_id or act.kind not in ours:
        return
    installation.make_namespace()
    act.stix_id = requests.reply_ref(row.name, act.id, namespace=installation.namespace())
    act.save(update_fields=["stix_id"])
    said = Reply(
        act.stix_id, row.stix_id, act.kind, act.words, Marking(row.marking),
        act.source_reliability, act.information_credibility, act.due_at,
    )  # fmt: skip
    stix = requests.reply(said, creator=_centre(), at=now)
    channels.say(Channel(row.feed, row.collection), stix, now=now)
    audit.log(
        Event.SAID_TO_PARTNER,
        subject=f"request {row.name}",
        by=by,
        now=now,
        details={"partner": row.partner.name, "purpose": row.purpose, "object": act.stix_id},
    )


@transaction.atomic
def hear_requests(
    sent: Sequence[object], *, channel: Channel, by: Partner, now: datetime
) -> tuple[RequestRow, ...]:
    """Keep the questions among what a partner sent, and each step that answers one of ours."""
    heard = [
        row for one in requests.questions(sent) if (row := _asked(one, channel, by=by, now=now))
    ]
    acts = [act for one in requests.replies(sent) if (act := _moved(one, by=by, now=now))]
    ids = {row.stix_id for row in heard} | {act.stix_id for act in acts}
    inbox.mark_answered(ids, partner=by, now=now)
    return tuple(heard)


@transaction.atomic
def _asked(one: Question, channel: Channel, *, by: Partner, now: datetime) -> RequestRow | None:
    if RequestRow.objects.filter(partner=by, stix_id=one.stix_id).exists():
        return None
    row = RequestRow.objects.create(
        direction=Direction.IN,
        partner=by,
        reference=one.reference,
        question=one.question,
        purpose=one.purpose,
        legal_basis=one.legal_basis,
        marking=one.marking.value,
        due_at=one.due_at,
        entered_by=by.username,
        entered_at=now,
        stix_id=one.stix_id,
        feed=channel.feed,
        collection=channel.collection,
    )
    audit.log(
        Event.REQUEST_ENTERED,
        subject=f"request {row.name}",
        by=by,
        now=now,
        details={
            "direction": row.direction,
            "partner": by.name,
            "purpose": row.purpose,
            "due_at": row.due_at.isoformat(),
        },
    )
    return row


def _moved(one: Reply, *, by: Partner, now: datetime) -> RequestAct | None:
    row = kept.open_one(by, stix_id=one.request)
    if row is None or row.acts.filter(stix_id=one.stix_id).exists():
        return None
    theirs = _OF_ASKED if row.direction == Direction.OUT else _OF_ASKER
    later = one.due_at is not None and one.due_at > row.due_at
    if one.step not in theirs or (one.step == Kind.POSTPONED and not later):
        return None
    act = RequestAct.objects.create(
        request=row, kind=one.step, words=one.words, evidence=f"TAXII, {one.stix_id}",
        source_reliability=one.source_reliability,
        information_credibility=one.information_credibility,
        due_at=one.due_at, at=min(one.at or now, now), by=by.username, entered_at=now,
        stix_id=one.stix_id,
    )  # fmt: skip
    kept.follow(row, act)
    _log(act, by=by, now=now)
    return act


def _log(act: RequestAct, *, by: User | Partner, now: datetime) -> None:
    row = act.request
    details = {"step": act.kind, "evidence": act.evidence, "due_at": row.due_at.isoformat()}
    with transaction.atomic():
        audit.log(Event.REQUEST_MOVED_ON, subject=f"request {row.name}", by=by, now=now,
                  details=details)  # fmt: skip


def _centre() -> str:
    return agency_ref(CENTRE_AGENCY, namespace=installation.namespace())
