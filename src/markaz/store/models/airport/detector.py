"""Detectors of others: which of them a desk asks, who switched them, and what they said."""

from django.db import models
from django.db.models import Q

from markaz.store.models.airport.scan import DeskRow, ScanRow


class DetectorSwitch(models.Model):
    """That a detector was switched on or off at a desk; a switch ends the one before.

    It holds for the version and the hash that it names: another model under an old name is off.
    `fault` is what the detector did where the program itself switched it off.
    """

    id = models.BigAutoField(primary_key=True)
    desk = models.ForeignKey(DeskRow, on_delete=models.PROTECT)
    detector = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    on = models.BooleanField()
    why = models.TextField(blank=True)
    fault = models.CharField(max_length=80, blank=True)
    told = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "detector"],
                condition=Q(ended_at=None),
                name="one_switch_of_a_detector_stands",
            ),
            models.CheckConstraint(
                name="a_detector_is_switched_with_a_reason", condition=~Q(why="") | ~Q(fault="")
            ),
            models.CheckConstraint(
                name="no_detector_at_fault_is_on", condition=Q(on=False) | Q(fault="")
            ),
        ]

    def __str__(self) -> str:
        return f"detector {self.detector} {self.version}"


class DetectorWord(models.Model):
    """What a detector said of a scan, beside the machine's verdict; cues, as `findings` there.

    `views` is of how many views of the bag it was asked.
    """

    id = models.BigAutoField(primary_key=True)
    scan = models.ForeignKey(ScanRow, on_delete=models.PROTECT, related_name="words")
    detector = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    views = models.SmallIntegerField()
    decision = models.CharField(max_length=16)
    findings = models.JSONField(default=list)
    report_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scan", "detector"],
                condition=Q(ended_at=None),
                name="one_word_of_a_detector_stands",
            )
        ]

    def __str__(self) -> str:
        return f"{self.detector} on {self.scan_id}"
