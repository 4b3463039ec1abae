"""Messages in prose as they came, and what became of each draft that was read from them."""

from django.db import models


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
