"""Planned operations, revision by revision, and the agencies that take part in them."""

from django.db import models
from django.db.models import F, Q


class OperationRow(models.Model):
    """One revision of an operation: a change adds a row and ends the one before, erasing nothing.

    `number` stays for ever and is shown to nobody: it would tell how many others there are.
    `shape` is written as `records.operations.notation` writes it.  `id` rises with every change.
    """

    class State(models.TextChoices):
        """Where an operation stands."""

        PLANNED = "planned"
        LIVE = "live"
        CLOSED = "closed"
        CANCELLED = "cancelled"

    id = models.BigAutoField(primary_key=True)
    number = models.BigIntegerField()
    agency = models.CharField(max_length=32)
    reference = models.CharField(max_length=64)
    title = models.CharField(max_length=160)
    unit = models.CharField(max_length=160)
    contact = models.CharField(max_length=160)
    kind = models.CharField(max_length=32)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    shape = models.TextField()
    target = models.TextField(blank=True)
    silent = models.BooleanField(default=False)
    marking = models.CharField(max_length=16)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PLANNED)
    result = models.TextField(blank=True)
    filed_by = models.CharField(max_length=150)
    filed_at = models.DateTimeField()
    waived_by = models.CharField(max_length=150, blank=True)
    waived_at = models.DateTimeField(null=True)
    waiver_reason = models.TextField(blank=True)
    changed_by = models.CharField(max_length=150)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_operation_ends_after_its_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(known_to__isnull=True),
                name="one_revision_of_an_operation_stands",
            ),
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=Q(known_to__isnull=True),
                name="an_agency_uses_a_reference_once",
            ),
            models.CheckConstraint(
                name="an_operation_closes_with_a_result",
                condition=~Q(state="closed") | ~Q(result=""),
            ),
        ]

    def __str__(self) -> str:
        return f"operation {self.reference} of {self.agency}"


class PartRow(models.Model):
    """That an agency takes part in an operation, in one role, for as long as it was so held."""

    class Role(models.TextChoices):
        """What an agency does in an operation."""

        LEAD = "lead"
        JOINT = "joint"
        ASSIST = "assist"
        INTELLIGENCE_ONLY = "intelligence_only"

    id = models.BigAutoField(primary_key=True)
    number = models.BigIntegerField(db_index=True)
    agency = models.CharField(max_length=32, db_index=True)
    role = models.CharField(max_length=24, choices=Role.choices)
    added_by = models.CharField(max_length=150)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=150, blank=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number", "agency"],
                condition=Q(known_to__isnull=True),
                name="an_agency_has_one_part_in_an_operation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency} ({self.role})"
