"""Judgements on pairs of reports, and the incidents that follow from them."""

from django.db import models

from markaz.records.kinds import Verdict


class JudgementRow(models.Model):
    """A verdict on two reports; a later one on the same pair stands beside it, none is erased."""

    id = models.BigAutoField(primary_key=True)
    left = models.BigIntegerField()
    right = models.BigIntegerField()
    verdict = models.CharField(max_length=16, choices=[(v.value, v.value) for v in Verdict])
    rule = models.CharField(max_length=64, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    reasons = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["left", "right"], name="judged_pair")]
        constraints = [
            models.CheckConstraint(
                name="a_pair_is_written_once", condition=models.Q(left__lt=models.F("right"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.left} and {self.right}: {self.verdict}"


class Link(models.Model):
    """That a report tells of the incident another report speaks for, while it was so held."""

    id = models.BigAutoField(primary_key=True)
    number = models.BigIntegerField()
    incident = models.BigIntegerField()
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["incident"], name="link_incident")]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(known_to__isnull=True),
                name="a_report_has_one_incident",
            )
        ]

    def __str__(self) -> str:
        return f"report {self.number} of incident {self.incident}"
