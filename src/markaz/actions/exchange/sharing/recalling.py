"""Taking a released item back: revoked everywhere, each partner told, each answer kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from markaz.accounts.models import CENTRE_AGENCY, User
from markaz.actions.exchange.sharing import tracing
from markaz.actions.exchange.sharing.agreeing import permit, worded
from markaz.exchange import recalls
from markaz.exchange.recalls import Notice, Said
from markaz.exchange.stix.agencies import agency_ref
from markaz.governance.audit import Event
from markaz.governance.permissions import Permission
from markaz.records.errors import InvalidValueError
from markaz.store import audit
from markaz.store.exchange import adding, inbox, removing, stamps
from markaz.store.exchange.paging import Match
from markaz.store.exchange.releasing import installation, releases
from markaz.store.models import (
    Acknowledgement,
    AgreementRow,
    Collection,
    ObjectVersion,
    Partner,
    RecallNotice,
    RecallRow,
    ReleaseRow,
)
from markaz.store.models.exchange.collection import CENTRE_WRITER
from markaz.store.pages.incident import told_together

DAYS_TO_ANSWER = 7
_MILLISECOND = 1_000
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class Word:
    """An answer that a person enters: what became of the item, and who at the partner said so."""

    answer: str
    said_by: str
    words: str = ""


@transaction.atomic
def recall(incident: int, *, reason: str, by: User, now: datetime) -> RecallRow:
    """Take an incident back from every partner that was given it.

    Its objects are revoked and emptied, earlier versions are no longer to be read, and a note
    beside them tells each partner.  The editions that had counted it are named.

    Raises:
        InvalidValueError: no reason, or nobody was given it.
    """
    permit(by, Permission.EXCHANGE)
    said = worded(reason, InvalidValueError("Say what is wrong: each partner reads it."))
    given = releases.standing(told_together(incident))
    if not given:
        raise InvalidValueError(
            "Incident {number} was given to no partner, or was recalled already.", number=incident
        )
    row = RecallRow.objects.create(
        incident=incident,
        reason=said,
        briefings=list(tracing.editions_that_counted(incident)),
        by=by.username,
        at=now,
        due_at=now + timedelta(days=DAYS_TO_ANSWER),
    )
    told: dict[tuple[AgreementRow, int], list[ReleaseRow]] = {}
    for release, number in given:
        told.setdefault((release.agreement, number), []).append(release)
    notices = [
        _revoke(row, agreement, number, releases_of_it, now=now)
        for (agreement, number), releases_of_it in told.items()
    ]
    audit.log(
        Event.ITEM_RECALLED,
        subject=f"incident {incident}",
        by=by,
        now=now,
        details={
            "recall": row.name,
            "reason": said,
            "releases": [release.name for release, _ in given],
            "partners": sorted({one.agreement.partner.name for one in notices}),
            "briefings": row.briefings,
        },
    )
    return row


@transaction.atomic
def acknowledge(notice: int, word: Word, *, by: User, now: datetime) -> Acknowledgement:
    """Enter what a partner answered to a notice by letter or telephone."""
    permit(by, Permission.EXCHANGE)
    row = RecallNotice.objects.select_related("recall").filter(id=notice).first()
    if row is None:
        raise InvalidValueError("There is no such notice: open the recall and try again.")
    if word.answer not in set(Acknowledgement.Answer):
        raise InvalidValueError("Choose what became of the item.")
    said_by = worded(word.said_by, InvalidValueError("Name who at the partner said it."))[:_LONGEST]
    kept = Acknowledgement.objects.create(
        notice=row,
        answer=word.answer,
        said_by=said_by,
        words=" ".join(word.words.split()),
        entered_by=by.username,
        at=now,
    )
    details = {"answer": kept.answer, "said_by": said_by}
    audit.log(Event.RECALL_ACKNOWLEDGED, subject=f"recall {row.recall.name}", by=by, now=now,
              details=details)  # fmt: skip
    return kept


@transaction.atomic
def hear(
    sent: Sequence[Mapping[str, Any]], *, by: Partner, now: datetime
) -> tuple[Acknowledgement, ...]:
    """Keep what the objects a partner sent say to notices of recalls that it was given.

    An answer is read by that: nobody is asked to file it as a report.
    """
    notices = _notices(by, recalls.references(sent))
    answers = recalls.answers(sent, notes=list(notices))
    inbox.mark_answered({said.stix_id for said in answers}, partner=by, now=now)
    kept = []
    for said in answers:
        row, made = _answered(notices[said.note], said, by=by, now=now)
        if not made:
            continue
        kept.append(row)
        details = {"answer": row.answer, "said_by": row.said_by, "object": row.stix_id}
        subject = f"recall {row.notice.recall.name}"
        audit.log(Event.RECALL_ACKNOWLEDGED, subject=subject, by=by, now=now, details=details)
    return tuple(kept)


def _answered(
    notice: RecallNotice, said: Said, *, by: Partner, now: datetime
) -> tuple[Acknowledgement, bool]:
    # The same object again, or a later version of it, is no second answer.
    return Acknowledgement.objects.get_or_create(
        notice=notice,
        stix_id=said.stix_id,
        defaults={
            "answer": said.answer,
            "said_by": (said.authors or by.title_en)[:_LONGEST],
            "words": " ".join(said.words.split())[:1_000],
            "entered_by": by.username,
            "at": now,
        },
    )


def _notices(partner: Partner, ids: frozenset[str]) -> dict[str, RecallNotice]:
    rows = RecallNotice.objects.filter(
        note__stix_id__in=ids, agreement__partner=partner
    ).select_related("note", "recall")
    return {row.note.stix_id: row for row in rows}


def _revoke(
    row: RecallRow,
    agreement: AgreementRow,
    incident: int,
    given: Sequence[ReleaseRow],
    *,
    now: datetime,
) -> RecallNotice:
    collection = agreement.collection
    gone = _own(given, collection, incident=incident)
    bodies = [json.loads(one.body) for one in gone]
    # Later than every version that a reader may have, whatever the clocks said when it was made.
    latest = max([stamps.micros(now), *(one.version + _MILLISECOND for one in gone)])
    at = stamps.written(latest // _MILLISECOND * _MILLISECOND)
    emptied = [recalls.revoked(body, at=at) for body in bodies if "modified" in body]
    every = Match(versions=("all",), specs=("2.0", "2.1"))
    for one in gone:
        removing.remove(collection, one.stix_id, match=every, writer=CENTRE_WRITER, now=now)
    note = recalls.note(_notice(row, bodies), at=at)
    put = adding.add(collection, [*emptied, note], now=now)
    if any(one.outcome is not adding.Outcome.ADDED for one in put):
        raise InvalidValueError("The recall could not be written for a partner: try again.")
    kept = ObjectVersion.objects.get(
        collection=collection, stix_id=note["id"], removed_at=None, writer=CENTRE_WRITER
    )
    return RecallNotice.objects.create(
        recall=row, agreement=agreement, incident=incident, note=kept, revoked=len(gone)
    )


def _own(
    given: Sequence[ReleaseRow], collection: Collection, *, incident: int
) -> tuple[ObjectVersion, ...]:
    """What tells of this incident and of no other that the partner keeps, each object once.

    What holds it apart from another incident goes back with whichever is recalled first.
    """
    out = releases.objects_of(given, incident=incident)
    shared = releases.told_elsewhere(collection, out, incident=incident)
    own = {stix_id: one for stix_id, one in out.items() if stix_id not in shared}
    apart = {one.stix_id: one for one in releases.distinctions(collection, of=own)}
    return tuple((own | apart).values())


def _notice(row: RecallRow, bodies: Sequence[Mapping[str, Any]]) -> Notice:
    markings = sorted({ref for body in bodies for ref in body.get("object_marking_refs", ())})
    return Notice(
        recall=row.name,
        reason=row.reason,
        objects=tuple(body["id"] for body in bodies),
        markings=tuple(markings),
        creator=agency_ref(CENTRE_AGENCY, namespace=installation.namespace()),
    )
