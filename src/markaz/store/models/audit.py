"""The audit log: what was done, by whom, when, and a hash that holds the row to the one before."""

from django.db import models


class AuditRow(models.Model):
    """One line of the log.

    It names people and things by text and never by foreign key: the log outlives what it tells of.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    event = models.CharField(max_length=64)
    by = models.CharField(max_length=150)
    agency = models.CharField(max_length=32)
    subject = models.CharField(max_length=255)
    details = models.JSONField(default=dict)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["event"], name="audit_event")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event} {self.subject}"
