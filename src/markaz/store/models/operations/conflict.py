"""Conflicts of two operations: what was found, and every act until the closing; none erased."""

from django.db import models
from django.db.models import F, Q


class ConflictRow(models.Model):
    """Two operations in the hands of the watch desk.

    `name` is drawn at random: a counted one would tell each side how many others there are.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True)
    left = models.BigIntegerField()
    right = models.BigIntegerField(db_index=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["left", "right"],
                condition=Q(closed_at__isnull=True),
                name="one_open_conflict_of_two_operations",
            ),
            models.CheckConstraint(
                name="a_conflict_is_of_two_operations", condition=~Q(left=F("right"))
            ),
        ]

    def __str__(self) -> str:
        return f"conflict {self.name}"


class OverlapRow(models.Model):
    """Where and when two revisions come nearest, by which rule of which edition of the rules."""

    id = models.BigAutoField(primary_key=True)
    conflict = models.ForeignKey(ConflictRow, on_delete=models.PROTECT)
    found_at = models.DateTimeField()
    left_revision = models.BigIntegerField()
    right_revision = models.BigIntegerField()
    first = models.DateTimeField()
    last = models.DateTimeField()
    closest_dm = models.IntegerField()
    closest_at = models.DateTimeField()
    radius_m = models.IntegerField()
    rule = models.CharField(max_length=32)
    rules_version = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"overlap of {self.conflict_id}"

    @property
    def closest_m(self) -> float:
        """How near they come, in metres along the ground."""
        return self.closest_dm / 10


class ConflictAct(models.Model):
    """One act in the life of a conflict; read in order they give the conflict as it stands."""

    class Act(models.TextChoices):
        """What was done."""

        CALLED = "called"
        TAKEN = "taken"
        CONSENTED = "consented"
        WITHDRAWN = "withdrawn"
        ENDED = "ended"
        APART = "apart"
        CLOSED = "closed"

    id = models.BigAutoField(primary_key=True)
    conflict = models.ForeignKey(ConflictRow, on_delete=models.PROTECT)
    act = models.CharField(max_length=16, choices=Act.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=150, blank=True)
    rung = models.CharField(max_length=32, blank=True)
    side = models.BigIntegerField(null=True)
    ending = models.CharField(max_length=32, blank=True)
    remark = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.act} ({self.conflict_id})"
