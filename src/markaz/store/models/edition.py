"""A briefing frozen as it was printed."""

from django.db import models


class Edition(models.Model):
    """The canonical figures of one printed briefing, and the question they answer."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=64, unique=True)
    frozen_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=150)
    first = models.DateField()
    last = models.DateField()
    basis = models.CharField(max_length=16)
    as_known_on = models.DateField()
    # The very moment, where the day of as_known_on was not over when it was frozen.
    known_at = models.DateTimeField(null=True)
    country = models.CharField(max_length=3)
    figures = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-frozen_at"]

    def __str__(self) -> str:
        return self.name
