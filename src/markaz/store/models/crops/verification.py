"""What people found of a field: verdicts, samples with their visits, photographs."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from markaz.store.models.crops.field import FieldRow, hectares
from markaz.store.naming import drawn_name

_SLACK_HA = Decimal("0.00000000001")


class FieldVerdict(models.Model):
    """How much of a claimed field is verified, and why the rest is not.

    `rejected` lists pairs of a reason and hectares; verified and rejected make up the claim.
    """

    id = models.BigAutoField(primary_key=True)
    field = models.ForeignKey(FieldRow, on_delete=models.PROTECT, related_name="verdicts")
    claimed_ha = hectares()
    verified_ha = hectares()
    rejected_ha = hectares()
    rejected = models.JSONField(default=list)
    basis = models.CharField(max_length=16)
    remark = models.TextField(blank=True)
    judged_by = models.CharField(max_length=150)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["field"], condition=Q(known_to__isnull=True), name="one_verdict_stands"
            ),
            models.CheckConstraint(
                name="a_claim_is_verified_or_rejected",
                condition=Q(
                    # SQLite keeps decimals as floats: equal to a tenth of a square millimetre.
                    claimed_ha__lte=F("verified_ha") + F("rejected_ha") + _SLACK_HA,
                    claimed_ha__gte=F("verified_ha") + F("rejected_ha") - _SLACK_HA,
                    verified_ha__gte=0,
                    rejected_ha__gte=0,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"verdict on field {self.field_id}"


class SampleRow(models.Model):
    """Fields drawn by a stated design: the seed draws the same ones from the same frame again.

    `frame` lists name, stratum and hectares of every claim that could be drawn.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True, default=drawn_name, editable=False)
    season = models.IntegerField()
    design = models.CharField(max_length=32)
    seed = models.CharField(max_length=64)
    size = models.IntegerField()
    frame_sha256 = models.CharField(max_length=64)
    frame_size = models.IntegerField()
    frame = models.JSONField()
    drawn_by = models.CharField(max_length=150)
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"sample {self.name}"


class SampledField(models.Model):
    """A field to be visited, and what the visitors measured; a correction adds a visit."""

    id = models.BigAutoField(primary_key=True)
    sample = models.ForeignKey(SampleRow, on_delete=models.PROTECT, related_name="fields")
    field = models.ForeignKey(FieldRow, on_delete=models.PROTECT, related_name="drawn")
    place = models.IntegerField()
    stratum = models.CharField(max_length=64)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "field"], name="a_field_is_drawn_once")
        ]

    def __str__(self) -> str:
        return f"field {self.field_id} of sample {self.sample_id}"


class VisitRow(models.Model):
    """What somebody saw and measured at a field.

    `entry` is the name under which a device keeps it: sent twice, it is kept once.
    """

    id = models.BigAutoField(primary_key=True)
    field = models.ForeignKey(FieldRow, on_delete=models.PROTECT, related_name="visits")
    entry = models.UUIDField(unique=True)
    device = models.CharField(max_length=36, blank=True)
    visited_on = models.DateField()
    cleared_ha = hectares()
    area_text = models.CharField(max_length=120)
    found = models.CharField(max_length=24)
    remark = models.TextField(blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    agency = models.CharField(max_length=32)
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"visit to field {self.field_id}"


class PhotoRow(models.Model):
    """A photograph as evidence of a field: bytes kept under their hash, facts read from them.

    `doubts` are the sentences in which it speaks against itself; `again` lists pairs of the name of
    an earlier photograph that it repeats and whether to the byte, of fields that not everybody may
    see.  `likeness` is its perceptual hash.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=16, unique=True, default=drawn_name, editable=False)
    field = models.ForeignKey(FieldRow, on_delete=models.PROTECT, related_name="photos")
    sha256 = models.CharField(max_length=64)
    likeness = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=255)
    taken_at = models.DateTimeField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    doubts = models.JSONField(default=list)
    again = models.JSONField(default=list)
    sent_by = models.CharField(max_length=150)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["field", "sha256"], name="a_photo_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"photograph of field {self.field_id}"
