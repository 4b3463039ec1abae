"""Pictures from above, before and after; and what was measured of each field in them."""

from django.db import models
from django.db.models import F, Q

from markaz.store.models.crops.field import FieldRow
from markaz.store.naming import drawn_name


class SceneRow(models.Model):
    """Two rasters of one place: their bytes are kept under their hashes, or stand where they are.

    A path is relative to `MARKAZ_HOME` where the bytes were kept, else where the operator has it.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True, default=drawn_name, editable=False)
    title = models.CharField(max_length=160)
    season = models.IntegerField()
    before = models.CharField(max_length=500)
    before_sha256 = models.CharField(max_length=64)
    before_on = models.DateField()
    after = models.CharField(max_length=500)
    after_sha256 = models.CharField(max_length=64)
    after_on = models.DateField()
    settings = models.JSONField(default=dict)
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    registered_by = models.CharField(max_length=150)
    registered_at = models.DateTimeField()
    measured_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["before_sha256", "after_sha256"], name="a_scene_is_registered_once"
            ),
            models.CheckConstraint(
                name="a_scene_is_seen_before_and_after", condition=Q(after_on__gt=F("before_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MeasureRow(models.Model):
    """What one scene shows of one field: cleared area, its standard error and how good it is.

    `cleared_m2` is empty where the field was not seen: cloud is not an answer.  `grade` and
    `reasons` are of the pictures alone; what photographs add is not kept.
    """

    id = models.BigAutoField(primary_key=True)
    scene = models.ForeignKey(SceneRow, on_delete=models.PROTECT, related_name="measures")
    field = models.ForeignKey(FieldRow, on_delete=models.PROTECT, related_name="measures")
    cleared_m2 = models.FloatField(null=True)
    sigma_m2 = models.FloatField(null=True)
    seen_share = models.FloatField()
    grade = models.CharField(max_length=32)
    reasons = models.JSONField(default=list)
    measured_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scene", "field"], name="a_field_is_measured_once")
        ]

    def __str__(self) -> str:
        return f"field {self.field_id} in scene {self.scene_id}"
