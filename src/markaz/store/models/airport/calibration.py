"""The calibration that a desk's machine is read by, and the daily checks against it."""

from django.db import models
from django.db.models import Q

from markaz.store.models.airport.scan import DeskRow


class CalibrationRow(models.Model):
    """One calibration record of one machine; the next one ends it.

    `record` is the record as it was written. The daily check lays the same reference in again:
    `reference` names its goods in g/cm2, `reference_low` and `reference_high` are the shares of
    the open beam that passed it at calibration.
    """

    id = models.BigAutoField(primary_key=True)
    desk = models.ForeignKey(DeskRow, on_delete=models.PROTECT)
    machine = models.CharField(max_length=64)
    name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    record = models.TextField()
    reference = models.CharField(max_length=120)
    reference_low = models.FloatField()
    reference_high = models.FloatField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "machine"],
                condition=Q(ended_at=None),
                name="a_machine_has_one_calibration",
            ),
            models.CheckConstraint(
                name="a_reference_lets_light_through",
                condition=Q(reference_low__gt=0) & Q(reference_high__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"calibration {self.name}"


class DailyCheckRow(models.Model):
    """What passed the reference on one day; both drifts are shares, and plus is brighter."""

    id = models.BigAutoField(primary_key=True)
    calibration = models.ForeignKey(CalibrationRow, on_delete=models.PROTECT, related_name="checks")
    low = models.FloatField()
    high = models.FloatField()
    low_drift = models.FloatField()
    high_drift = models.FloatField()
    alarm = models.BooleanField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"check of {self.calibration_id}"
