"""The five records on a scan, in their order; a correction adds a row and ends the one before.

Each names the record that it follows and repeats that one's moment as `after`, so that the
database itself refuses a result that precedes its decision.
"""

from django.db import models
from django.db.models import F, Q

from markaz.store.models.airport.scan import ScanRow


class Step(models.Model):
    """One record on a scan: by whom, when, and until when it stood."""

    id = models.BigAutoField(primary_key=True)
    scan = models.ForeignKey(ScanRow, on_delete=models.PROTECT)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    after = models.DateTimeField()
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=150, blank=True)
    why_corrected = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_follows_in_time", condition=Q(at__gte=F("after"))
            ),
            models.UniqueConstraint(
                fields=["scan"], condition=Q(ended_at=None), name="one_%(class)s_stands"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.model_name} on {self.scan_id}"


class MachineVerdict(Step):
    """What the machine, or the reading aid, said of the picture; a mark and never a finding.

    `findings` are boxes in the pixels of a view, with what was measured there. `calibration` is
    what it was read by, and `trust` how its machine stood in the daily check at that moment.
    """

    decision = models.CharField(max_length=16)
    algorithm = models.CharField(max_length=64)
    version = models.CharField(max_length=64)
    findings = models.JSONField(default=list)
    report_sha256 = models.CharField(max_length=64, blank=True)
    calibration = models.CharField(max_length=80, blank=True)
    calibrated_at = models.DateTimeField(null=True)
    trust = models.CharField(max_length=16, blank=True)


class OfficerDecision(Step):
    """The officer's word on the bag."""

    class Decision(models.TextChoices):
        """What may be decided."""

        CLEAR = "clear"
        SEARCH = "search"
        RECALL = "recall"

    follows = models.ForeignKey(MachineVerdict, on_delete=models.PROTECT)
    decision = models.CharField(max_length=16, choices=Decision.choices)
    reason = models.TextField(blank=True)
    over_not_inspected = models.BooleanField(default=False)
    marks_seen = models.BooleanField(default=True)
    seconds = models.IntegerField(null=True)

    class Meta(Step.Meta):
        constraints = [
            *Step.Meta.constraints,
            models.CheckConstraint(
                name="what_was_not_inspected_is_cleared_with_a_reason",
                condition=~Q(decision="clear") | Q(over_not_inspected=False) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="a_bag_is_recalled_with_a_reason",
                condition=~Q(decision="recall") | ~Q(reason=""),
            ),
        ]


class SearchResult(Step):
    """What the opened bag held."""

    follows = models.ForeignKey(OfficerDecision, on_delete=models.PROTECT)
    found = models.BooleanField()
    what = models.TextField(blank=True)
    where = models.TextField(blank=True)

    class Meta(Step.Meta):
        constraints = [
            *Step.Meta.constraints,
            models.CheckConstraint(name="a_find_says_what", condition=Q(found=False) | ~Q(what="")),
        ]


class FieldTest(Step):
    """One test with a kit at the desk: a presumption, by its colour."""

    class Result(models.TextChoices):
        """What a kit can say."""

        POSITIVE = "positive"
        NEGATIVE = "negative"
        UNCLEAR = "unclear"

    follows = models.ForeignKey(SearchResult, on_delete=models.PROTECT)
    kit = models.CharField(max_length=64)
    lot = models.CharField(max_length=64)
    colour = models.CharField(max_length=64)
    result = models.CharField(max_length=16, choices=Result.choices)
    substance = models.CharField(max_length=48, blank=True)


class LaboratoryResult(Step):
    """What the laboratory established: the only ground truth."""

    class Result(models.TextChoices):
        """What a laboratory says."""

        CONFIRMED = "confirmed"
        NEGATIVE = "negative"

    follows = models.ForeignKey(FieldTest, on_delete=models.PROTECT)
    laboratory = models.CharField(max_length=160)
    reference = models.CharField(max_length=64)
    result = models.CharField(max_length=16, choices=Result.choices)
    substance = models.CharField(max_length=48, blank=True)
