"""Judgements on pairs of reports, and the incidents that follow from them."""

from django.db import models

from markaz.records.kinds import Verdict


class JudgementRow(models.Model):
    """A person's verdict on two reports; a later one stands beside it, none is erased.

    One `act` may judge several pairs.  A row with `withdraws` takes an earlier judgement back.
    """

    id = models.BigAutoField(primary_key=True)
    act = models.BigIntegerField(db_index=True)
    left = models.BigIntegerField()
    right = models.BigIntegerField()
    verdict = models.CharField(max_length=16, choices=[(v.value, v.value) for v in Verdict])
    withdraws = models.BigIntegerField(null=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    reasons = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["left", "right"], name="judged_pair"),
            models.Index(fields=["right"], name="judged_right"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_pair_is_written_once", condition=models.Q(left__lt=models.F("right"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.left} and {self.right}: {self.verdict}"


class DecisionRow(models.Model):
    """That a person chose, for one field of an incident, the value one of its reports gives.

    It is bound to the report whose value was chosen and holds for whatever incident that report
    tells of; the latest decision on a field stands.  Taking it back ends it.
    """

    id = models.BigAutoField(primary_key=True)
    field = models.CharField(max_length=16)
    number = models.BigIntegerField(db_index=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)
    by = models.CharField(max_length=150)
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{self.field} of report {self.number}"


class Link(models.Model):
    """That a report tells of the incident another report speaks for, while it was so held.

    `rule` names what joined it, a model or a person; `weight_mbits` is the match weight in
    thousandths of a bit, empty where a person joined it.
    """

    id = models.BigAutoField(primary_key=True)
    number = models.BigIntegerField()
    incident = models.BigIntegerField()
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)
    rule = models.CharField(max_length=64, default="", db_default="")
    weight_mbits = models.IntegerField(null=True)

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
