"""Messages in prose as they came, what became of each draft, and what was said of two briefs."""

from django.db import models

from markaz.records.kinds import Verdict


class MessageRow(models.Model):
    """One message of one agency: its text unchanged, until a person has settled every draft.

    `dated` is the day of the message, as the person who handed it in gave it.
    """

    id = models.BigAutoField(primary_key=True)
    agency = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    dated = models.DateField(null=True)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=150)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "sha256"], name="a_message_is_kept_once")
        ]
        indexes = [
            models.Index(
                fields=["agency", "id"],
                condition=models.Q(settled_at=None),
                name="message_not_yet_settled",
            )
        ]

    def __str__(self) -> str:
        return f"MSG-{self.id}"


class MessageDraftRow(models.Model):
    """What a person made of the draft that begins at a place of the text: a report, or none."""

    message = models.ForeignKey(
        MessageRow, on_delete=models.PROTECT, related_name="settled_drafts", db_index=False
    )
    begins = models.IntegerField()
    report = models.BigIntegerField(null=True)
    reason = models.TextField(default="", db_default="", blank=True)
    settled_at = models.DateTimeField()
    settled_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "begins"], name="a_draft_is_settled_once")
        ]

    def __str__(self) -> str:
        return f"MSG-{self.message_id}-{self.begins}"


class BriefWord(models.Model):
    """A person's verdict on two briefs; a later one stands beside it, none is erased.

    A brief is the draft that begins at a place of a message.  `key` is that of what both stated
    when they were judged; a row with `withdraws` takes an earlier word back.
    """

    id = models.BigAutoField(primary_key=True)
    left = models.ForeignKey(MessageRow, on_delete=models.PROTECT, related_name="+")
    left_begins = models.IntegerField()
    right = models.ForeignKey(MessageRow, on_delete=models.PROTECT, related_name="+")
    right_begins = models.IntegerField()
    verdict = models.CharField(max_length=16, choices=[(v.value, v.value) for v in Verdict])
    withdraws = models.BigIntegerField(null=True)
    key = models.CharField(max_length=16)
    reason = models.TextField(default="", db_default="", blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="two_briefs_are_of_two_messages",
                condition=models.Q(left__lt=models.F("right")),
            )
        ]

    def __str__(self) -> str:
        return f"B{self.id}"


class BriefLink(models.Model):
    """That a report sums the same events as others of one brief, while it was so held.

    `brief` is the smallest number among them.  Nothing is chosen between them: in a sum one of
    them stands for all.  Whoever joins or leaves them ends these rows and begins others, so that
    the reports of one `brief` from one moment on stay the same while they stand.
    """

    id = models.BigAutoField(primary_key=True)
    number = models.BigIntegerField()
    brief = models.BigIntegerField()
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(known_to__isnull=True),
                name="a_report_sums_one_brief",
            )
        ]

    def __str__(self) -> str:
        return f"report {self.number} of brief {self.brief}"
