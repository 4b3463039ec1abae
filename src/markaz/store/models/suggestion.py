"""That two mentions may be of one subject: what the comparison suggested, what a person said."""

from django.db import models

from markaz.store.models.subject import MentionRow


class SuggestionRow(models.Model):
    """Two mentions that may be one subject's; a refusal stands, so that nobody is asked twice."""

    id = models.BigAutoField(primary_key=True)
    left = models.ForeignKey(MentionRow, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(MentionRow, on_delete=models.PROTECT, related_name="+")
    weight = models.FloatField()
    found_at = models.DateTimeField()
    state = models.CharField(
        max_length=8,
        choices=[(state, state) for state in ("open", "accepted", "refused")],
        default="open",
        db_default="open",
    )
    reason = models.TextField(default="", db_default="", blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.CharField(max_length=150, default="", db_default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["left", "right"], name="two_mentions_are_suggested_once"
            ),
            models.CheckConstraint(
                name="the_earlier_mention_stands_left",
                condition=models.Q(left__lt=models.F("right")),
            ),
        ]
        indexes = [models.Index(fields=["state", "-weight"], name="suggestions_that_wait")]

    def __str__(self) -> str:
        return f"{self.left_id} and {self.right_id}: {self.state}"


class SuggestionRun(models.Model):
    """One comparison of the mentions up to a number; the next begins behind it."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    last_mention = models.BigIntegerField()
    compared = models.BigIntegerField()
    suggested = models.BigIntegerField()

    def __str__(self) -> str:
        return f"to mention {self.last_mention}"
