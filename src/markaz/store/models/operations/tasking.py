"""Tasks and requests for information between desks, and the notes of one shift to the next."""

from django.db import models


class TaskRow(models.Model):
    """What one agency asks of another, or of its own people, by when.

    `name` is drawn at random, as a conflict's is.
    """

    class Kind(models.TextChoices):
        """Something to do, or something to tell."""

        TASK = "task"
        REQUEST = "request"

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    what = models.TextField()
    operation = models.BigIntegerField(null=True, db_index=True)
    from_agency = models.CharField(max_length=32)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    to_agency = models.CharField(max_length=32)
    owner = models.CharField(max_length=150, blank=True)
    due_at = models.DateTimeField()
    acknowledged_by = models.CharField(max_length=150, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=150, blank=True)
    done_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class HandoverRow(models.Model):
    """What one shift of a desk left to the next: what was open, and a remark; never altered."""

    id = models.BigAutoField(primary_key=True)
    agency = models.CharField(max_length=32)
    by = models.CharField(max_length=150)
    to = models.CharField(max_length=150)
    at = models.DateTimeField()
    remark = models.TextField(blank=True)
    open_items = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"hand-over of {self.agency} at {self.at}"
