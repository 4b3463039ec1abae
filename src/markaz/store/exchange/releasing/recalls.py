"""Recalls as pages and commands read them: each notice, whether it was read, what was answered."""

import json
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from markaz.store.exchange import receipts
from markaz.store.models import (
    Acknowledgement,
    Collection,
    ObjectVersion,
    RecallNotice,
    RecallRow,
    Receipt,
)


@dataclass(frozen=True, slots=True)
class Notified:
    """One notice, its readings by the partner, and the answers to it."""

    notice: RecallNotice
    reads: tuple[Receipt, ...]
    answers: tuple[Acknowledgement, ...]


def named(name: str) -> RecallRow | None:
    """The recall of this name."""
    return RecallRow.objects.filter(name=name.strip().upper()).first()


def latest() -> QuerySet[RecallRow]:
    """Every recall, the latest first, with how many of its notices were sent and are unanswered."""
    silent = Q(notices__acknowledgements__isnull=True)
    return RecallRow.objects.annotate(
        sent=Count("notices", distinct=True),
        silent=Count("notices", filter=silent, distinct=True),
    ).order_by("-id")


def heeded(collection: Collection) -> tuple[int, ...]:
    """The versions of the notices of a collection by which something was taken back that was read.

    They outlive the agreement: whoever has the item must be able to learn that it was wrong.
    """
    rows = RecallNotice.objects.filter(agreement__collection=collection).select_related("note")
    return tuple(row.note_id for row in rows if _was_read(row))


def _was_read(row: RecallNotice) -> bool:
    ids = json.loads(row.note.body)["object_refs"]
    gone = ObjectVersion.objects.filter(
        collection=row.note.collection_id, stix_id__in=ids, removed_at__isnull=False
    ).values_list("id", flat=True)
    return any(True for version in gone for _ in receipts.of_version(version))


def notices(row: RecallRow) -> tuple[Notified, ...]:
    """The notices of a recall."""
    rows = row.notices.select_related("agreement__partner", "note").order_by("id")
    return tuple(
        Notified(one, tuple(receipts.of_version(one.note_id)), tuple(one.acknowledgements.all()))
        for one in rows
    )
