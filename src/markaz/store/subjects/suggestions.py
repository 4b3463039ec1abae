"""Suggestions that two mentions are one subject's: kept, waiting, judged and remembered."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

import pyarrow as pa
from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet

from markaz.accounts.models import User
from markaz.store.models import BelongingRow, LookupKey, SuggestionRow, SuggestionRun
from markaz.store.subjects import seeing

_AT_ONCE = 200_000
Pair = tuple[int, int]


def compared_to() -> int:
    """The number of the latest mention that was compared with those before it; 0 for none."""
    return int(
        SuggestionRun.objects.order_by("-id").values_list("last_mention", flat=True).first() or 0
    )


def last_mention() -> int:
    """The number of the latest mention that has keys; 0 where none has."""
    latest = LookupKey.objects.order_by("-mention").values_list("mention", flat=True).first()
    return int(latest or 0)


def keys() -> pa.Table:
    """The whole look-up table: columns key and mention."""
    schema = pa.schema([("key", pa.int64()), ("mention", pa.int64())])
    parts = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, mention FROM store_lookupkey")
        while rows := cursor.fetchmany(_AT_ONCE):
            key, mention = zip(*rows, strict=True)
            parts.append(pa.table({"key": key, "mention": mention}, schema=schema))
    return pa.concat_tables(parts) if parts else schema.empty_table()


def known() -> set[Pair]:
    """Every pair that was suggested before, whatever became of it."""
    return set(SuggestionRow.objects.values_list("left_id", "right_id"))


def keep(found: Iterable[tuple[int, int, float]], *, now: datetime) -> int:
    """Keep new suggestions: two mentions and their weight in bits; gives how many."""
    at = now.astimezone(UTC)
    rows = [
        SuggestionRow(left_id=left, right_id=right, weight=weight, found_at=at)
        for left, right, weight in found
    ]
    return len(SuggestionRow.objects.bulk_create(rows, batch_size=1000))


def keep_run(*, last: int, compared: int, suggested: int, by: User, now: datetime) -> None:
    """Keep how far the mentions were compared."""
    SuggestionRun.objects.create(
        at=now, by=by.username, last_mention=last, compared=compared, suggested=suggested
    )


def waiting(by: User) -> QuerySet[SuggestionRow]:
    """What waits for the person: both mentions in sight, not both a subject's; surest first."""
    standing = BelongingRow.objects.filter(ended_at=None)
    left, right = (standing.filter(mention=OuterRef(side)) for side in ("left", "right"))
    rows = SuggestionRow.objects.filter(state="open").exclude(Exists(left) & Exists(right))
    if not by.viewer.at_centre:
        # Whom another agency keeps a file on is not told by a suggestion that cannot be accepted.
        own = by.viewer.agencies
        theirs = (side.exclude(subject__agency__in=own) for side in (left, right))
        rows = rows.exclude(Exists(next(theirs)) | Exists(next(theirs)))
    return seeing.both_in_sight(rows, by).order_by("-weight", "id")


def judge(
    rows: QuerySet[SuggestionRow], *, state: str, reason: str, by: User, now: datetime
) -> int:
    """Write what a person said of open suggestions; gives of how many."""
    return rows.filter(state="open").update(
        state=state, reason=reason, judged_by=by.username, judged_at=now
    )


def between(mentions: Collection[int]) -> QuerySet[SuggestionRow]:
    """The suggestions among these mentions."""
    return SuggestionRow.objects.filter(left__in=mentions, right__in=mentions).filter(
        left__lt=F("right")
    )
