"""A case made from a positive search, its exhibits, and the chain of who held each."""

from django.db import models
from django.db.models import Q

from markaz.store.models.airport.scan import ScanRow


class CaseRow(models.Model):
    """What one action made from a scan: a report, a planned operation, a draft to a partner."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True)
    scan = models.OneToOneField(ScanRow, on_delete=models.PROTECT, related_name="case")
    agency = models.CharField(max_length=32)
    reference = models.CharField(max_length=64)
    report = models.BigIntegerField()
    operation = models.CharField(max_length=64, blank=True)
    conflicts = models.JSONField(default=list)
    checked = models.JSONField(default=list)
    release = models.CharField(max_length=16, blank=True)
    no_release = models.CharField(max_length=32, blank=True)
    opened_by = models.CharField(max_length=150)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"], name="an_airport_case_has_its_own_reference"
            )
        ]

    def __str__(self) -> str:
        return f"case {self.reference} of {self.agency}"


class ExhibitRow(models.Model):
    """One thing taken from the bag, under its mark and seal."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="exhibits")
    mark = models.CharField(max_length=32)
    substance = models.CharField(max_length=48)
    what = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "mark"], name="a_mark_names_one_exhibit")
        ]

    def __str__(self) -> str:
        return f"exhibit {self.mark}"


class CustodyRow(models.Model):
    """One hand-over of an exhibit, weighed; written once, never altered.

    `difference_mg` is against the weight before; `alarm` says that it was beyond tolerance.
    """

    id = models.BigAutoField(primary_key=True)
    exhibit = models.ForeignKey(ExhibitRow, on_delete=models.PROTECT, related_name="custody")
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    from_whom = models.CharField(max_length=160)
    to_whom = models.CharField(max_length=160)
    purpose = models.CharField(max_length=160)
    seal = models.CharField(max_length=64)
    weight_mg = models.BigIntegerField()
    difference_mg = models.BigIntegerField(default=0)
    alarm = models.BooleanField(default=False)
    explained = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="an_exhibit_has_a_weight", condition=Q(weight_mg__gt=0))
        ]

    def __str__(self) -> str:
        return f"hand-over of {self.exhibit_id} to {self.to_whom}"
