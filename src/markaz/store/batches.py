"""Batches: opened when a file arrives, closed with its tally in the same transaction."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef

from markaz.accounts.models import User
from markaz.records.batch import Question, SetAside, Tally
from markaz.records.kinds import Grain
from markaz.store.files import KeptFile
from markaz.store.models import Batch, QuestionRow, ReportRow, SetAsideRow


def find(source: str, *, sha256: str) -> Batch | None:
    """The batch that these very bytes made before, if any."""
    return Batch.objects.filter(source=source, sha256=sha256).first()


def start(
    file: KeptFile, *, file_name: str, source: str, by: User, received_at: datetime, now: datetime
) -> Batch:
    """Begin a batch of one file."""
    return Batch.objects.create(
        source=source,
        file_name=file_name,
        sha256=file.sha256,
        size=file.size,
        received_at=received_at.astimezone(UTC),
        recorded_at=now,
        received_by=by.username,
    )


def keep_remarks(
    batch: Batch, *, set_aside: Iterable[SetAside], questions: Iterable[Question]
) -> None:
    """Keep the rows that were set aside and the questions raised."""
    SetAsideRow.objects.bulk_create(
        [
            SetAsideRow(
                batch=batch,
                row=row.row,
                column=row.column,
                reason=row.reason,
                as_written=row.as_written,
            )
            for row in set_aside
        ],
        batch_size=2000,
    )
    QuestionRow.objects.bulk_create(
        [
            QuestionRow(
                batch=batch,
                row=question.row,
                column=question.column,
                reference=question.reference,
                sentence=question.sentence,
            )
            for question in questions
        ],
        batch_size=2000,
    )


def close(batch: Batch, *, tally: Tally) -> None:
    """Write the tally; the database refuses one that does not add up."""
    batch.rows = tally.rows
    batch.new = tally.new
    batch.revised = tally.revised
    batch.unchanged = tally.unchanged
    batch.set_aside = tally.set_aside
    batch.questions = tally.questions
    batch.save(force_update=True)


def no_longer_events(batch: Batch) -> list[int]:
    """The numbers of the reports that this batch made a sum of many events of what was one."""
    before = ReportRow.objects.filter(number=OuterRef("number"), grain=Grain.EVENT)
    sums = batch.reports.filter(known_to=None, grain=Grain.AGGREGATE, revision__gt=1)
    return list(sums.filter(Exists(before)).values_list("number", flat=True))


def standing_reports(batch: Batch, *, at_most: int) -> list[int]:
    """The numbers of the events' reports that this batch made new or revised."""
    rows = batch.reports.filter(known_to=None, grain=Grain.EVENT)
    return list(rows.values_list("number", flat=True)[:at_most])
