"""A file as received, its set-aside rows and the questions it raised."""

from django.db import models

_SHOWN_NAME = 180


class Batch(models.Model):
    """One file of one source; its bytes are kept under their hash."""

    id = models.BigAutoField(primary_key=True)
    source = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    received_at = models.DateTimeField()
    # When it was taken in, which is later than received_at for a file from the archive.
    recorded_at = models.DateTimeField()
    received_by = models.CharField(max_length=150)
    rows = models.BigIntegerField(default=0)
    new = models.BigIntegerField(default=0)
    revised = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    set_aside = models.BigIntegerField(default=0)
    questions = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "sha256"], name="a_file_is_kept_once"),
            models.CheckConstraint(
                name="rows_are_kept_or_set_aside",
                condition=models.Q(
                    rows=models.F("new")
                    + models.F("revised")
                    + models.F("unchanged")
                    + models.F("set_aside")
                ),
            ),
        ]

    def __str__(self) -> str:
        # The audit log names a batch in 255 characters.
        return f"{self.file_name[:_SHOWN_NAME]} ({self.source})"

    @property
    def kept(self) -> int:
        """Rows that stand in the ledger."""
        return self.new + self.revised + self.unchanged


class SetAsideRow(models.Model):
    """A row that could not be read, as it was written, and why."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="set_aside_rows")
    row = models.BigIntegerField()
    column = models.CharField(max_length=255)
    reason = models.TextField()
    as_written = models.JSONField()

    class Meta:
        ordering = ["row"]

    def __str__(self) -> str:
        return f"row {self.row}: {self.reason}"


class QuestionRow(models.Model):
    """Something in a kept row that the agency should answer."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="question_rows")
    row = models.BigIntegerField()
    column = models.CharField(max_length=255)
    reference = models.CharField(max_length=255)
    sentence = models.TextField()

    class Meta:
        ordering = ["row"]

    def __str__(self) -> str:
        return f"row {self.row}: {self.sentence}"
