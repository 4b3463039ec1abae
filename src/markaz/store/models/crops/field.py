"""Outlined fields of clearance reports, and which of them lie over one another."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from markaz.store.models.batch import Batch
from markaz.store.naming import drawn_name


def hectares(*, null: bool = False) -> "models.DecimalField[Any, Any]":
    """An area: so many places that an acre is exact."""
    return models.DecimalField(max_digits=18, decimal_places=11, null=null)


class FieldFile(models.Model):
    """A file of outlines as it arrived: its bytes are kept under their hash.

    `batch` holds the rows that could not be read, and the reports that the file made.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True, default=drawn_name, editable=False)
    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="outlines")
    agency = models.CharField(max_length=32)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    filed_by = models.CharField(max_length=150)
    filed_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "sha256"], name="outlines_are_filed_once")
        ]

    def __str__(self) -> str:
        return self.file_name


class FieldRow(models.Model):
    """One field that an agency says it cleared: a part of one of its clearance reports.

    `number` is the report's; whoever may see the report may see its fields.  `outline` is GeoJSON
    in WGS 84, and `area_ha` what it encloses on the ellipsoid.  `claimed_ha` is the area as
    written where one was, else the outline's.  A changed field adds a row and ends the one before.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True, default=drawn_name, editable=False)
    file = models.ForeignKey(FieldFile, on_delete=models.PROTECT, related_name="fields")
    number = models.BigIntegerField()
    label = models.CharField(max_length=120)
    season = models.IntegerField()
    cleared_on = models.DateField()
    agency = models.CharField(max_length=32)
    crop = models.CharField(max_length=32)
    method = models.CharField(max_length=64, blank=True)
    team = models.CharField(max_length=120, blank=True)
    province = models.CharField(max_length=8, blank=True)
    district = models.CharField(max_length=64, blank=True)
    outline = models.TextField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    area_text = models.CharField(max_length=120, blank=True)
    area_ha = hectares()
    claimed_ha = hectares()
    as_written = models.JSONField(default=dict)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number", "label"],
                condition=Q(known_to__isnull=True),
                name="one_outline_of_a_field_stands",
            ),
            models.CheckConstraint(
                name="a_field_has_an_area", condition=Q(area_ha__gt=0, claimed_ha__gt=0)
            ),
        ]
        indexes = [
            models.Index(fields=["season", "west"], name="field_place"),
            models.Index(fields=["number"], name="field_number"),
        ]

    def __str__(self) -> str:
        return f"field {self.label} of report {self.number}"


class FieldOverlap(models.Model):
    """That two fields of one season lie over one another; the left one was claimed first."""

    id = models.BigAutoField(primary_key=True)
    left = models.ForeignKey(FieldRow, on_delete=models.PROTECT, related_name="overlaps_later")
    right = models.ForeignKey(FieldRow, on_delete=models.PROTECT, related_name="overlaps_earlier")
    area_ha = hectares()
    iou = models.FloatField()
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="an_overlap_is_kept_once"),
            models.CheckConstraint(
                name="the_earlier_field_stands_left", condition=Q(left__lt=F("right"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} over {self.right_id}"
