"""Work that runs in the background, with its progress."""

from django.db import models


class Job(models.Model):
    """One piece of background work as a person sees it."""

    class State(models.TextChoices):
        """Where the work stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.BigAutoField(primary_key=True)
    action = models.CharField(max_length=64)
    arguments = models.JSONField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    progress = models.BigIntegerField(default=0)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    message = models.TextField(blank=True)
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.action} ({self.state})"
