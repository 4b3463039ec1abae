"""Whether a place is poppy-free by a named rule, and the official tables beside it."""

from django.db import models
from django.db.models import Q


class SurveyRow(models.Model):
    """How much of a crop stands in a place in a season, as somebody estimated it.

    `sigma_ha` is empty where the source gives no uncertainty.
    """

    id = models.BigAutoField(primary_key=True)
    place = models.CharField(max_length=64)
    season = models.IntegerField()
    crop = models.CharField(max_length=32)
    area_ha = models.DecimalField(max_digits=14, decimal_places=2)
    sigma_ha = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    source = models.CharField(max_length=160)
    official = models.BooleanField(default=False)
    kept_by = models.CharField(max_length=150)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "season", "crop", "source"],
                condition=Q(known_to__isnull=True),
                name="a_source_says_one_thing_of_a_season",
            ),
            models.CheckConstraint(name="a_crop_area_is_not_negative", condition=Q(area_ha__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.season}: {self.area_ha} ha"


class CropStatusRow(models.Model):
    """What a rule said of a place and season; a new answer ends the one before, erasing nothing.

    `probability` is that of an area below the rule's limit; empty where nobody surveyed.
    """

    id = models.BigAutoField(primary_key=True)
    place = models.CharField(max_length=64)
    season = models.IntegerField()
    rule = models.CharField(max_length=64)
    state = models.CharField(max_length=32)
    probability = models.FloatField(null=True)
    area_ha = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    sigma_ha = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    source = models.CharField(max_length=160, blank=True)
    said_by = models.CharField(max_length=150)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "season", "rule"],
                condition=Q(known_to__isnull=True),
                name="one_status_of_a_place_stands",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.season}: {self.state}"
