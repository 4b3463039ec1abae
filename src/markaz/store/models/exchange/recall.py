"""Items taken back: the notice to each partner that has one, and what each answered."""

from django.db import models
from django.db.models import Q

from markaz.store.models.exchange.agreement import AgreementRow
from markaz.store.models.exchange.collection import ObjectVersion
from markaz.store.naming import drawn_name


class RecallRow(models.Model):
    """One incident that was released and proved wrong.

    `briefings` names the editions that had counted it when it was recalled.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True, default=drawn_name, editable=False)
    incident = models.BigIntegerField(db_index=True)
    reason = models.TextField()
    briefings = models.JSONField(default=list)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="a_recall_has_a_reason", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return f"recall {self.name}"


class RecallNotice(models.Model):
    """The notice of a recall under one agreement: a note beside the objects that it revoked."""

    id = models.BigAutoField(primary_key=True)
    recall = models.ForeignKey(RecallRow, on_delete=models.PROTECT, related_name="notices")
    agreement = models.ForeignKey(AgreementRow, on_delete=models.PROTECT, related_name="notices")
    # The number under which it was given.
    incident = models.BigIntegerField()
    note = models.ForeignKey(ObjectVersion, on_delete=models.PROTECT, related_name="notices")
    revoked = models.IntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recall", "agreement", "incident"], name="a_recall_is_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"notice of {self.recall_id} under {self.agreement_id}"


class Acknowledgement(models.Model):
    """What a partner said to a notice, in an object it sent or through a person who enters it."""

    class Answer(models.TextChoices):
        """What became of the item there."""

        RECEIVED = "received"
        DELETED = "deleted"
        CORRECTED = "corrected"
        KEPT = "kept"

    id = models.BigAutoField(primary_key=True)
    notice = models.ForeignKey(
        RecallNotice, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    answer = models.CharField(max_length=16, choices=Answer.choices)
    said_by = models.CharField(max_length=255)
    words = models.TextField(blank=True)
    # The object by which the partner's program said it; empty where a person entered it.
    stix_id = models.CharField(max_length=255, blank=True)
    entered_by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "stix_id"],
                condition=~Q(stix_id=""),
                name="an_object_acknowledges_once",
            ),
            models.CheckConstraint(
                name="an_acknowledgement_is_somebodys", condition=~Q(said_by="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} by {self.said_by}"
