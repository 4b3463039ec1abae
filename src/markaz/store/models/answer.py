"""What people said to the questions of the checker."""

from django.db import models

from markaz.records.kinds import Answer


class AnswerRow(models.Model):
    """A person's word on one question of one subject; the latest stands and none is erased.

    `subject` names the batch, the message, the edition or the briefing that was asked about;
    `key` is the question's own, which is another as soon as a value of it moves.
    """

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=100)
    key = models.CharField(max_length=16)
    rule = models.CharField(max_length=32)
    answer = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Answer])
    reason = models.TextField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "key", "-id"], name="answers_to_a_question")]

    def __str__(self) -> str:
        return f"{self.subject} {self.key}: {self.answer}"
